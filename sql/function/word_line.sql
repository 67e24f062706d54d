-- Purpose: a text as its words between blanks, so that whole words are found by a mere search.
-- Returns: " il mio 730 "; " " where there is no word.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.word_line(p_text text)
returns text
language plpgsql immutable parallel safe
as $$
begin
    return regexp_replace(' ' || p_text || ' ', '[^[:alnum:]]+', ' ', 'g');
end
$$;
comment on function turno.word_line(text) is 'The words of a text between blanks (M14).';
revoke execute on function turno.word_line(text) from public;
grant execute on function turno.word_line(text) to turno_gateway;
