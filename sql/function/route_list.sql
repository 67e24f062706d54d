-- Purpose: turno route list.
-- Returns: an array.
-- Calls:   route_json. Writes: nothing.
create or replace function turno.route_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(route_json(r.id) order by r.rank, r.id), '[]') from route r;
$$;
comment on function turno.route_list(jsonb) is 'All routes in the order in which they are tried.';
revoke execute on function turno.route_list(jsonb) from public;
grant execute on function turno.route_list(jsonb) to turno_act;
