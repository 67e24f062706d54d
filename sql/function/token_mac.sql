-- Purpose: the MAC of a token (M17): 80 bits of HMAC-SHA256 over 'purpose|role|ticket|recipient'.
-- Returns: 16 characters of lower-case base32.
-- Calls:   base32. Writes: nothing.
create or replace function turno.token_mac(p_secret bytea, p_purpose text, p_role text, p_ticket bigint, p_recipient bigint)
returns text
language plpgsql immutable strict
as $$
begin
    return (select turno.base32(substr(turno.hmac(
            convert_to(concat_ws('|', p_purpose, p_role, p_ticket, p_recipient), 'UTF8'), p_secret, 'sha256'), 1, 10)));
end
$$;
comment on function turno.token_mac is 'MAC of a token: 80 bits in base32 (M17).';
revoke execute on function turno.token_mac from public;
grant execute on function turno.token_mac to turno_gateway;
