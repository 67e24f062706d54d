-- Purpose: turno automation list.
-- Returns: array, in the order in which they run.
-- Calls:   automation_json. Writes: nothing.
create or replace function turno.automation_list(p jsonb default '{}')
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(automation_json(a.id) order by a.rank, a.id), '[]') from automation a;
$$;
comment on function turno.automation_list(jsonb) is 'All automations.';
revoke execute on function turno.automation_list(jsonb) from public;
grant execute on function turno.automation_list(jsonb) to turno_act;
