-- Purpose: turno setting show.
-- Returns: the setting as shown.
-- Calls:   setting_find, setting_json. Writes: nothing.
create or replace function turno.setting_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select setting_json(setting_find(p ->> 'key'));
$$;
comment on function turno.setting_show(jsonb) is 'One setting.';
revoke execute on function turno.setting_show(jsonb) from public;
grant execute on function turno.setting_show(jsonb) to turno_act;
