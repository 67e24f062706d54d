-- Purpose: the word that was probably meant by a mistyped one: it shares most pairs of letters.
-- Returns: one of p_words; null when there are none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.word_nearest(p_word text, p_words text[])
returns text
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    with pair(word, pair) as (
        select w, substr('^' || lower(w) || '$', n, 2)
        from unnest(array_append(p_words, left(coalesce(p_word, ''), 200))) w, generate_series(1, length(w) + 1) n)
    select w from unnest(p_words) w
    order by (select 2.0 * count(*) from (select p.pair from pair p where p.word = w
            intersect select p.pair from pair p where p.word = left(coalesce(p_word, ''), 200)) shared)
        / (select count(*) from pair p where p.word = w) desc, w
    limit 1;
$$;
comment on function turno.word_nearest(text, text[]) is 'The word of a list that looks most like another.';
revoke execute on function turno.word_nearest(text, text[]) from public;
grant execute on function turno.word_nearest(text, text[]) to turno_act;
