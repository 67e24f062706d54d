-- Purpose: turno route add.
-- Returns: the route as shown.
-- Calls:   route_check, admin_refuse, category_find, mailbox_find, route_json. Writes: route.
create or replace function turno.route_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint;
begin
    perform route_check(p);
    if p ->> 'pattern' is null or coalesce(p ->> 'category', '') = '' then
        perform admin_refuse('A route needs a pattern and a category.');
    end if;
    insert into route (rank, field, operator, pattern, mailbox_id, category_id, is_active)
    values (coalesce((p ->> 'rank')::integer, (select coalesce(max(r.rank), 0) + 10 from route r)),
        coalesce(p ->> 'field', 'subject'), coalesce(p ->> 'operator', 'contains'), p ->> 'pattern',
        mailbox_find(coalesce(p ->> 'mailbox', '')), category_find(p ->> 'category'),
        coalesce((p ->> 'is_active')::boolean, true))
    returning id into v_id;
    return route_json(v_id);
end
$$;
comment on function turno.route_add(jsonb) is 'Adds a route, after the others unless it has a rank (M14).';
revoke execute on function turno.route_add(jsonb) from public;
grant execute on function turno.route_add(jsonb) to turno_act;
