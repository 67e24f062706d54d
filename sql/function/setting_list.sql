-- Purpose: turno setting list.
-- Returns: an array of all settings with what holds now.
-- Calls:   setting_json. Writes: nothing.
create or replace function turno.setting_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(setting_json(k.key) order by k.key), '[]') from setting_known k;
$$;
comment on function turno.setting_list(jsonb) is 'All settings.';
revoke execute on function turno.setting_list(jsonb) from public;
grant execute on function turno.setting_list(jsonb) to turno_act;
