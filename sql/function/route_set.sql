-- Purpose: turno route set.
-- Returns: the rule as shown.
-- Calls:   route_find, route_change. Writes: what that writes.
create or replace function turno.route_set(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select route_change(route_find(p ->> 'id'), p);
$$;
comment on function turno.route_set(jsonb) is 'Changes a rule for mail (M14).';
revoke execute on function turno.route_set(jsonb) from public;
grant execute on function turno.route_set(jsonb) to turno_act;
