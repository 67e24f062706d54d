-- Purpose: RFC 4648 §6 base32, lower case, without padding: an alphabet that survives mail systems that
--          lose the case of local parts.
-- Returns: the text.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.base32(p_bytes bytea)
returns text
language plpgsql immutable strict parallel safe
as $$
declare
    v_bits varbit := ('x' || encode(p_bytes, 'hex'))::varbit || B'0000';
    v_text text := '';
begin
    for i in 0 .. (octet_length(p_bytes) * 8 + 4) / 5 - 1 loop
        v_text := v_text || substr('abcdefghijklmnopqrstuvwxyz234567', substring(v_bits from i * 5 + 1 for 5)::bit(5)::integer + 1, 1);
    end loop;
    return v_text;
end
$$;
comment on function turno.base32 is 'Lower-case base32 without padding (RFC 4648).';
revoke execute on function turno.base32 from public;
grant execute on function turno.base32 to turno_gateway;
