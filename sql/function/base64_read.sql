-- Purpose: bytes from base64 (RFC 4648 §4) that a stranger wrote. A regular expression over megabytes takes seconds.
-- Returns: the bytes; null when it is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.base64_read(p_text text)
returns bytea
language plpgsql immutable
set search_path = turno, pg_temp
as $$
begin
    return decode(p_text, 'base64');
exception when invalid_parameter_value then
    return null;
end
$$;
comment on function turno.base64_read(text) is 'Bytes from base64; null for what is none.';
revoke execute on function turno.base64_read(text) from public;
grant execute on function turno.base64_read(text) to turno_act;
