-- Purpose: turno route show.
-- Returns: the route as shown.
-- Calls:   route_find, route_json. Writes: nothing.
create or replace function turno.route_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select route_json(route_find(p ->> 'id'));
$$;
comment on function turno.route_show(jsonb) is 'One route.';
revoke execute on function turno.route_show(jsonb) from public;
grant execute on function turno.route_show(jsonb) to turno_act;
