-- Purpose: eight words in a row, wherever in a text they begin (M25): without marks, accents, case, quote marks and line ends, so that a
--          passage is known again however it was wrapped.
-- Returns: one row for each, the words with a space between them.
-- Calls:   knowledge_plain. Writes: nothing.
create or replace function turno.text_words(p_text text)
returns setof text
language sql immutable
set search_path = turno, pg_temp
as $$
    select array_to_string(w.words[i:i + 7], ' ')
    from (select regexp_split_to_array(btrim(regexp_replace(knowledge_plain(p_text), '[^[:alnum:]]+', ' ', 'g')), ' ') as words) w,
        generate_series(1, cardinality(w.words) - 7) i;
$$;
comment on function turno.text_words(text) is 'Each eight words in a row of a text (M25).';
revoke execute on function turno.text_words(text) from public;
grant execute on function turno.text_words(text) to turno_gateway;
