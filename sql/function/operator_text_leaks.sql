-- Purpose: does an operator's text still hold what is internal (M25): the marker line of notifications, an
--          operator's signed address, the address of an operators' page?
-- Returns: true or false.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.operator_text_leaks(p_text text)
returns boolean
language plpgsql immutable strict parallel safe
as $$
begin
    return (select lower(p_text) ~ 'turno: rispondi sopra questa riga|reply above this line ---'
            or lower(p_text) ~ '(\+|%2b)[rn]\.[0-9]+\.[0-9]+\.[0-9]+\.[a-z2-7]{16}'
            or lower(p_text) ~ 'https?://[^[:space:]]+/ticket/[0-9]+');
end
$$;
comment on function turno.operator_text_leaks is 'Whether a reply still holds internal text (M25).';
revoke execute on function turno.operator_text_leaks from public;
grant execute on function turno.operator_text_leaks to turno_gateway;
