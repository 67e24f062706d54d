-- Purpose: the one form of list, show, add and set.
-- Returns: an object without anything secret.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.operator_json(p_operator bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('id', o.id, 'login', o.login, 'name', o.name, 'language', o.language,
        'signature', o.signature, 'is_admin', o.is_admin, 'has_triage', o.has_triage, 'wants_mail', o.wants_mail,
        'is_active', o.is_active, 'has_password', o.password_digest is not null,
        'addresses', (select coalesce(jsonb_agg(a.address order by a.is_main desc, a.id), '[]')
            from address a where a.operator_id = o.id),
        'categories', (select coalesce(jsonb_agg(jsonb_build_object('category', c.path, 'level', oc.level)
                order by c.path), '[]')
            from operator_category oc join category c on c.id = oc.category_id where oc.operator_id = o.id))
    from operator o where o.id = p_operator;
$$;
comment on function turno.operator_json(bigint) is 'An operator as the command line shows him.';
revoke execute on function turno.operator_json(bigint) from public;
grant execute on function turno.operator_json(bigint) to turno_act;
