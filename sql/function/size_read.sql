-- Purpose: a size as people write it: "300", "300 KiB", "5 MiB".
-- Returns: bytes, as digits; TU003 for what is none.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.size_read(p_text text)
returns text
language plpgsql immutable
set search_path = turno, pg_temp
as $$
declare
    v_match text[] := regexp_match(p_text, '^(\d{1,9})\s*(|KiB|MiB)$', 'i');
begin
    if v_match is null then
        perform admin_refuse(format('"%s" is no size: write bytes, or a number of KiB or MiB.', p_text), 'if');
    end if;
    return (v_match[1]::bigint * case lower(v_match[2]) when 'kib' then 1024 when 'mib' then 1048576 else 1 end)::text;
end
$$;
comment on function turno.size_read(text) is 'Bytes from a size as people write it.';
revoke execute on function turno.size_read(text) from public;
grant execute on function turno.size_read(text) to turno_act;
