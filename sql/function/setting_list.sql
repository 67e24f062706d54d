-- Purpose: turno setting list.
-- Returns: an array of key and value.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.setting_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('key', s.key, 'value', s.value) order by s.key), '[]') from setting s;
$$;
comment on function turno.setting_list(jsonb) is 'All settings that differ from their defaults.';
revoke execute on function turno.setting_list(jsonb) from public;
