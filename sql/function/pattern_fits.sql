-- Purpose: one comparison of a rule (M14), of texts that are folded. None goes back in the text: see glob_fits.
-- Returns: true or false. word: the words of the pattern stand in the text beside each other, whole; that text is a word_line.
-- Calls:   glob_fits, text_find, word_line. Writes: nothing.
create or replace function turno.pattern_fits(p_operator text, p_pattern text, p_text text)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
    return case p_operator
        when 'contains' then turno.text_find(p_pattern, p_text) > 0
        when 'equals' then p_text = p_pattern
        when 'starts' then starts_with(p_text, p_pattern)
        when 'ends' then right(p_text, length(p_pattern)) = p_pattern
        when 'word' then turno.word_line(p_pattern) <> ' ' and turno.text_find(turno.word_line(p_pattern), p_text) > 0
        when 'like' then turno.glob_fits(p_pattern, p_text) end;
end
$$;
comment on function turno.pattern_fits(text, text, text) is 'One comparison of a rule (M14).';
revoke execute on function turno.pattern_fits(text, text, text) from public;
grant execute on function turno.pattern_fits(text, text, text) to turno_gateway;
