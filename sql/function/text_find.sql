-- Purpose: the one search that rules make in texts (M14); tests count how often.
-- Returns: where p_piece first stands in p_text, from 1; 0 for nowhere.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.text_find(p_piece text, p_text text)
returns integer
language plpgsql immutable parallel safe
as $$
begin
    return position(p_piece in p_text);
end
$$;
comment on function turno.text_find(text, text) is 'Where a piece stands in a text.';
revoke execute on function turno.text_find(text, text) from public;
grant execute on function turno.text_find(text, text) to turno_gateway;
