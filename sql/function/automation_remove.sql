-- Purpose: turno automation remove (p: name). The timelines keep what it did.
-- Returns: the automation as it was.
-- Calls:   admin_keys, automation_find, automation_json. Writes: automation, its conditions, actions and firings.
create or replace function turno.automation_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_automation bigint := automation_find(p ->> 'name');
    v_was jsonb := automation_json(v_automation);
begin
    perform admin_keys(p, '{name}');
    delete from automation where id = v_automation;
    return v_was;
end
$$;
comment on function turno.automation_remove(jsonb) is 'Removes an automation.';
revoke execute on function turno.automation_remove(jsonb) from public;
grant execute on function turno.automation_remove(jsonb) to turno_act;
