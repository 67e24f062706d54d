-- Purpose: turno setting remove: its default holds again. Also a key that an older version knew can be removed.
-- Returns: an object that names what was removed.
-- Calls:   setting_find, operator_unassign. Writes: setting, and as setting_set.
create or replace function turno.setting_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    delete from setting s where s.key = p ->> 'key';
    if not found then
        perform setting_find(p ->> 'key');
    elsif p ->> 'key' = 'levels.enabled' then
        perform operator_unassign(null);
    end if;
    return jsonb_build_object('removed', p ->> 'key');
end
$$;
comment on function turno.setting_remove(jsonb) is 'Returns a setting to its default.';
revoke execute on function turno.setting_remove(jsonb) from public;
grant execute on function turno.setting_remove(jsonb) to turno_act;
