-- Purpose: what is kept of a temporary code, as people type it: blanks, dashes and case do not count.
-- Returns: 32 bytes, different for different people.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.reset_code_digest(p_operator bigint, p_contact bigint, p_code text)
returns bytea
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select sha256(convert_to(concat_ws(':', 'o' || p_operator, 'c' || p_contact,
        regexp_replace(upper(left(p_code, 64)), '[^A-Z0-9]', '', 'g')), 'UTF8'));
$$;
comment on function turno.reset_code_digest(bigint, bigint, text) is 'Digest of a temporary code (R3).';
revoke execute on function turno.reset_code_digest(bigint, bigint, text) from public;
grant execute on function turno.reset_code_digest(bigint, bigint, text) to turno_gateway, turno_act;
