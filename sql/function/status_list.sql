-- Purpose: turno status list.
-- Returns: an array.
-- Calls:   status_json. Writes: nothing.
create or replace function turno.status_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(status_json(s.id) order by s.id), '[]') from status s;
$$;
comment on function turno.status_list(jsonb) is 'All statuses.';
revoke execute on function turno.status_list(jsonb) from public;
grant execute on function turno.status_list(jsonb) to turno_act;
