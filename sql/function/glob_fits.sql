-- Purpose: whether the whole of a text is like a pattern in which * stands for anything. Each piece between stars is looked for once, from
--          where the one before ended, and never again: the leftmost place leaves the most for the rest.
-- Returns: true or false. The cost is that of one search of the text for each piece.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.glob_fits(p_pattern text, p_text text)
returns boolean
language plpgsql immutable parallel safe
as $$
declare
    v_pieces text[] := string_to_array(p_pattern, '*');
    v_last text := v_pieces[cardinality(v_pieces)];
    v_rest text := p_text;
    v_piece text;
    v_at integer;
begin
    if cardinality(v_pieces) = 1 then
        return p_text = p_pattern;
    elsif not starts_with(p_text, v_pieces[1]) then
        return false;
    end if;
    v_rest := substr(v_rest, length(v_pieces[1]) + 1);
    foreach v_piece in array v_pieces[2:cardinality(v_pieces) - 1] loop
        v_at := turno.text_find(v_piece, v_rest);
        if v_at = 0 then
            return false;
        end if;
        v_rest := substr(v_rest, v_at + length(v_piece));
    end loop;
    return length(v_rest) >= length(v_last) and right(v_rest, length(v_last)) = v_last;
end
$$;
comment on function turno.glob_fits(text, text) is 'Whether a text is like a pattern with stars (M14).';
revoke execute on function turno.glob_fits(text, text) from public;
grant execute on function turno.glob_fits(text, text) to turno_gateway;
