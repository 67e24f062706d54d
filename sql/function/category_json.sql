-- Purpose: the one form of list, show, add and set.
-- Returns: an object; what is null is as the office has it.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.category_json(p_category bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('id', c.id, 'path', c.path, 'name', c.name, 'is_hidden', c.is_hidden,
        'is_fallback', c.is_fallback, 'initial_level', c.initial_level, 'instructions', c.instructions,
        'closed_reply', c.closed_reply, 'closed_grace_days', c.closed_grace_days, 'asks_place', c.asks_place,
        'retention_days', c.retention_days,
        'escalate_notify', c.escalate_notify, 'assign', c.assign,
        'assign_operator', (select o.login from operator o where o.id = c.assign_operator_id),
        'operators', (select coalesce(jsonb_agg(jsonb_build_object('login', o.login, 'level', oc.level) order by o.login), '[]')
            from operator_category oc join operator o on o.id = oc.operator_id where oc.category_id = c.id))
    from category c where c.id = p_category;
$$;
comment on function turno.category_json(bigint) is 'A category as the command line shows it.';
revoke execute on function turno.category_json(bigint) from public;
grant execute on function turno.category_json(bigint) to turno_act;
