-- Purpose: turno setting set. p: key, value (text or JSON); without a value, or with null, as setting_remove.
-- Returns: the setting as shown. Refuses an unknown key, naming the nearest, and a value out of range.
-- Calls:   admin_keys, setting_find, setting_check, operator_unassign, setting_json. Writes: setting, and with levels.enabled
--          ticket and event: who sees a ticket no more has it no more (R40).
create or replace function turno.setting_set(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_key text := setting_find(p ->> 'key');
    v_value jsonb;
begin
    perform admin_keys(p, '{key,value}');
    if p ->> 'value' is null then
        delete from setting s where s.key = v_key;
    else
        v_value := setting_check(v_key, p ->> 'value');
        insert into setting (key, value) values (v_key, v_value)
        on conflict (key) do update set value = excluded.value;
    end if;
    if v_key = 'levels.enabled' then
        perform operator_unassign(null);
    end if;
    return setting_json(v_key);
end
$$;
comment on function turno.setting_set(jsonb) is 'Sets a setting of the office, or with a null value returns to its default.';
revoke execute on function turno.setting_set(jsonb) from public;
grant execute on function turno.setting_set(jsonb) to turno_act;
