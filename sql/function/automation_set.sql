-- Purpose: turno automation set (p: name and what automation_change takes).
-- Returns: the automation as shown.
-- Calls:   automation_find, automation_change. Writes: automation.
create or replace function turno.automation_set(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select automation_change(automation_find(p ->> 'name'), p);
$$;
comment on function turno.automation_set(jsonb) is 'Changes an automation (R36).';
revoke execute on function turno.automation_set(jsonb) from public;
grant execute on function turno.automation_set(jsonb) to turno_act;
