-- Purpose: turno automation add (p: name and what automation_change takes).
-- Returns: the automation as shown.
-- Calls:   admin_refuse, automation_change. Writes: automation.
create or replace function turno.automation_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_automation bigint;
begin
    if exists (select from automation a where lower(a.name) = lower(p ->> 'name')) then
        perform admin_refuse('There is an automation of this name already.', 'name');
    elsif jsonb_array_length(coalesce(p -> 'then', '[]')) = 0 then
        perform admin_refuse('An automation needs something to do: --then "ACTION VALUE".', 'then');
    end if;
    -- A trigger of time is written with its hours by automation_change, in one statement; until then it is one of events.
    insert into automation (name, trigger) values (coalesce(p ->> 'name', ''), 'opened') returning id into v_automation;
    return automation_change(v_automation, jsonb_build_object('trigger', 'opened') || p);
end
$$;
comment on function turno.automation_add(jsonb) is 'Adds an automation (R36).';
revoke execute on function turno.automation_add(jsonb) from public;
grant execute on function turno.automation_add(jsonb) to turno_act;
