-- Purpose: the one form of list, show, add and set.
-- Returns: an object.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.route_json(p_route bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('id', r.id, 'rank', r.rank, 'field', r.field, 'operator', r.operator,
        'pattern', r.pattern, 'mailbox', m.name, 'category', c.path, 'is_active', r.is_active)
    from route r join category c on c.id = r.category_id left join mailbox m on m.id = r.mailbox_id
    where r.id = p_route;
$$;
comment on function turno.route_json(bigint) is 'A route as the command line shows it.';
revoke execute on function turno.route_json(bigint) from public;
grant execute on function turno.route_json(bigint) to turno_act;
