-- Purpose: eight words in a row, wherever in a text they begin (M25): without case, marks, quote marks and line ends, so that a
--          passage is known again however it was wrapped. Costs as much as the text is long: arrays are cut slowly, windows are not.
-- Returns: one row for each, the words with a space between them.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.text_words(p_text text)
returns setof text
language sql immutable
set search_path = turno, pg_temp
as $$
    select x.words
    from (select string_agg(w.word, ' ') over near as words, count(*) over near as count
        from string_to_table(regexp_replace(lower(p_text), '[[:space:][:punct:]«»“”‘’„–—…•·]+', ' ', 'g'), ' ') with ordinality w(word, n)
        where w.word <> ''
        window near as (order by w.n rows between current row and 7 following)) x
    where x.count = 8;
$$;
comment on function turno.text_words(text) is 'Each eight words in a row of a text (M25).';
revoke execute on function turno.text_words(text) from public;
grant execute on function turno.text_words(text) to turno_gateway;
