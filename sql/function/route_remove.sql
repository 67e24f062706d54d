-- Purpose: turno route remove.
-- Returns: an object that names what was removed.
-- Calls:   route_find. Writes: route.
create or replace function turno.route_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    delete from route r where r.id = route_find(p ->> 'id');
    return jsonb_build_object('removed', p ->> 'id');
end
$$;
comment on function turno.route_remove(jsonb) is 'Removes a route.';
revoke execute on function turno.route_remove(jsonb) from public;
grant execute on function turno.route_remove(jsonb) to turno_act;
