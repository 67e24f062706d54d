-- Purpose: the one form of list, show, add and set.
-- Returns: an object.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.priority_json(p_priority bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select to_jsonb(q) from priority q where q.id = p_priority;
$$;
comment on function turno.priority_json(bigint) is 'A priority as the command line shows it.';
revoke execute on function turno.priority_json(bigint) from public;
grant execute on function turno.priority_json(bigint) to turno_act;
