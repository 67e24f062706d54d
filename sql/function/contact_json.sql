-- Purpose: the one form of list, show, add and set.
-- Returns: an object; warnings tells of doubtful codes (R5) and of another contact with the same one.
-- Calls:   tax_warnings. Writes: nothing.
create or replace function turno.contact_json(p_contact bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('id', k.id, 'name', k.name, 'language', k.language, 'customer', c.name,
        'tax_code', k.tax_code, 'vat_number', k.vat_number, 'phone', k.phone,
        'wants_acknowledgement', k.wants_acknowledgement,
        'notes', (select n.text from contact_note n where n.contact_id = k.id),
        'has_password', exists (select from contact_password w where w.contact_id = k.id),
        'addresses', (select coalesce(jsonb_agg(a.address order by a.is_main desc, a.id), '[]')
            from address a where a.contact_id = k.id),
        'pec', (select coalesce(jsonb_agg(a.address order by a.is_main desc, a.id), '[]')
            from address a where a.contact_id = k.id and a.kind = 'pec'),
        'dead_addresses', (select coalesce(jsonb_agg(jsonb_build_object('address', a.address, 'since', a.dead_at,
                'reason', a.dead_reason) order by a.id), '[]')
            from address a where a.contact_id = k.id and a.dead_at is not null),
        'merged', (select coalesce(jsonb_agg(m.name order by m.id), '[]') from contact m where m.merged_into = k.id),
        'warnings', tax_warnings(k.tax_code, k.vat_number)
            || (select coalesce(jsonb_agg(jsonb_build_object('field', 'tax_code', 'warning', 'shared',
                    'message', format('%s has the same fiscal code.', o.name)) order by o.id), '[]')
                from (select o.id, o.name from contact o where o.tax_code = k.tax_code and o.id <> k.id and o.merged_into is null
                    order by o.id limit 3) o))
    from contact k join customer c on c.id = k.customer_id where k.id = p_contact;
$$;
comment on function turno.contact_json(bigint) is 'A contact as the command line shows him.';
revoke execute on function turno.contact_json(bigint) from public;
grant execute on function turno.contact_json(bigint) to turno_act;
