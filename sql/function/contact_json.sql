-- Purpose: the one form of list, show, add and set.
-- Returns: an object.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.contact_json(p_contact bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('id', k.id, 'name', k.name, 'language', k.language, 'customer', c.name,
        'addresses', (select coalesce(jsonb_agg(a.address order by a.is_main desc, a.id), '[]')
            from address a where a.contact_id = k.id),
        'dead_addresses', (select coalesce(jsonb_agg(jsonb_build_object('address', a.address, 'since', a.dead_at,
                'reason', a.dead_reason) order by a.id), '[]')
            from address a where a.contact_id = k.id and a.dead_at is not null))
    from contact k join customer c on c.id = k.customer_id where k.id = p_contact;
$$;
comment on function turno.contact_json(bigint) is 'A contact as the command line shows him.';
revoke execute on function turno.contact_json(bigint) from public;
