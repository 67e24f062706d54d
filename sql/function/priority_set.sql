-- Purpose: turno priority set.
-- Returns: the priority as shown.
-- Calls:   priority_find, priority_change. Writes: priority.
create or replace function turno.priority_set(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select priority_change(priority_find(p ->> 'name_it'), p);
$$;
comment on function turno.priority_set(jsonb) is 'Changes a priority (R32).';
revoke execute on function turno.priority_set(jsonb) from public;
grant execute on function turno.priority_set(jsonb) to turno_act;
