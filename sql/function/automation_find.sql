-- Purpose: an automation by name, whatever the case.
-- Returns: its id; TU002 when there is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.automation_find(p_name text)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_automation bigint;
begin
    select a.id into v_automation from automation a where lower(a.name) = lower(p_name);
    if not found then
        raise exception using errcode = 'TU002', message = format('There is no automation "%s".', p_name);
    end if;
    return v_automation;
end
$$;
comment on function turno.automation_find(text) is 'An automation by name.';
revoke execute on function turno.automation_find(text) from public;
grant execute on function turno.automation_find(text) to turno_act;
