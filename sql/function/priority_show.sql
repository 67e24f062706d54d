-- Purpose: turno priority show.
-- Returns: the priority as shown.
-- Calls:   priority_find, priority_json. Writes: nothing.
create or replace function turno.priority_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select priority_json(priority_find(p ->> 'name_it'));
$$;
comment on function turno.priority_show(jsonb) is 'One priority.';
revoke execute on function turno.priority_show(jsonb) from public;
grant execute on function turno.priority_show(jsonb) to turno_act;
