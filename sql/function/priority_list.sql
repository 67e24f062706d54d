-- Purpose: turno priority list.
-- Returns: an array, most urgent first.
-- Calls:   priority_json. Writes: nothing.
create or replace function turno.priority_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(priority_json(q.id) order by q.rank desc), '[]') from priority q;
$$;
comment on function turno.priority_list(jsonb) is 'All priorities.';
revoke execute on function turno.priority_list(jsonb) from public;
grant execute on function turno.priority_list(jsonb) to turno_act;
