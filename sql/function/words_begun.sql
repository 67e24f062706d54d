-- Purpose: what somebody types to find a name or a subject: words, of each the beginning. Only the first 200 characters count.
-- Returns: a query for what was indexed as 'simple'; null when there is no word.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.words_begun(p_text text)
returns tsquery
language sql immutable
set search_path = turno, pg_temp
as $$
    select to_tsquery('simple', string_agg(w || ':*', ' & '))
    from regexp_split_to_table(regexp_replace(lower(left(p_text, 200)), '[^[:alnum:]]+', ' ', 'g'), ' ') w where w <> '';
$$;
comment on function turno.words_begun(text) is 'A query for words that begin like those typed.';
revoke execute on function turno.words_begun(text) from public;
grant execute on function turno.words_begun(text) to turno_gateway, turno_act;
