-- Purpose: turno route set.
-- Returns: the route as shown.
-- Calls:   route_check, route_find, category_find, mailbox_find, route_json. Writes: route.
create or replace function turno.route_set(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := route_find(p ->> 'id');
begin
    perform route_check(p);
    update route set rank = coalesce((p ->> 'rank')::integer, rank), field = coalesce(p ->> 'field', field),
        operator = coalesce(p ->> 'operator', operator), pattern = coalesce(p ->> 'pattern', pattern),
        mailbox_id = case when p ? 'mailbox' then mailbox_find(p ->> 'mailbox') else mailbox_id end,
        category_id = coalesce(category_find(coalesce(p ->> 'category', '')), category_id),
        is_active = coalesce((p ->> 'is_active')::boolean, is_active)
    where id = v_id;
    return route_json(v_id);
end
$$;
comment on function turno.route_set(jsonb) is 'Changes a route (M14).';
revoke execute on function turno.route_set(jsonb) from public;
grant execute on function turno.route_set(jsonb) to turno_act;
