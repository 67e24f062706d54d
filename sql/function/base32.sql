-- Purpose: RFC 4648 §6 base32, lower case, without padding: an alphabet that survives mail systems that
--          lose the case of local parts.
-- Returns: the text.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.base32(p_bytes bytea)
returns text
language sql immutable strict parallel safe
as $$
    select coalesce(string_agg(
        substr('abcdefghijklmnopqrstuvwxyz234567', substring(x.bits || B'0000' from i * 5 + 1 for 5)::bit(5)::integer + 1, 1),
        '' order by i), '')
    from (select ('x' || encode(p_bytes, 'hex'))::varbit as bits) x,
        generate_series(0, (octet_length(p_bytes) * 8 + 4) / 5 - 1) i;
$$;
comment on function turno.base32 is 'Lower-case base32 without padding (RFC 4648).';
revoke execute on function turno.base32 from public;
grant execute on function turno.base32 to turno_gateway;
