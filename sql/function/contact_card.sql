-- Purpose: what an operator reads of a contact, and of none but an operator. Codes, notes and passwords are not the web role's to read, hence not
--          invoker.
-- Returns: {number, name, language, phone, tax_code, vat_number, notes, wants_acknowledgement, password_set_at, erased_at, created_at, customer:
--          {number, name, kind, vat_number, tax_code, phone}, addresses: [{address, is_main, is_pec, dead_at, dead_reason}], users: others of
--          the customer [{number, name, address}], merged: names, merged_into: {number, name}, warnings: [{field, warning, other}]}; null when there
--          is no such contact, or who looks is no operator.
-- Calls:   viewer, tax_warnings. Writes: nothing.
create or replace function turno.contact_card(p_contact bigint)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select jsonb_build_object('number', k.id, 'name', k.name, 'language', k.language, 'phone', k.phone, 'tax_code', k.tax_code,
            'vat_number', k.vat_number, 'notes', (select n.text from contact_note n where n.contact_id = k.id),
            'wants_acknowledgement', k.wants_acknowledgement, 'erased_at', k.erased_at, 'created_at', k.created_at,
            'password_set_at', (select w.set_at from contact_password w where w.contact_id = k.id),
            'customer', jsonb_build_object('number', u.id, 'name', u.name, 'kind', u.kind, 'vat_number', u.vat_number, 'tax_code', u.tax_code,
                'phone', u.phone),
            'addresses', (select coalesce(jsonb_agg(jsonb_build_object('address', a.address, 'is_main', a.is_main, 'is_pec', a.kind = 'pec',
                    'dead_at', a.dead_at, 'dead_reason', a.dead_reason) order by a.is_main desc, a.id), '[]') from address a where a.contact_id = k.id),
            'users', (select coalesce(jsonb_agg(jsonb_build_object('number', o.id, 'name', o.name,
                    'address', (select a.address from address a where a.contact_id = o.id and a.is_main)) order by o.name_sort, o.id), '[]')
                from (select o.* from contact o where o.customer_id = u.id and o.id <> k.id and o.merged_into is null and o.erased_at is null
                    order by o.name_sort, o.id limit 100) o),
            'merged', (select coalesce(jsonb_agg(m.name order by m.id), '[]') from contact m where m.merged_into = k.id),
            'merged_into', (select jsonb_build_object('number', m.id, 'name', m.name) from contact m where m.id = k.merged_into),
            'warnings', tax_warnings(k.tax_code, k.vat_number)
                || (select coalesce(jsonb_agg(jsonb_build_object('field', 'tax_code', 'warning', 'shared',
                        'other', jsonb_build_object('number', o.id, 'name', o.name)) order by o.id), '[]')
                    from (select o.id, o.name from contact o where o.tax_code = k.tax_code and o.id <> k.id and o.merged_into is null
                        order by o.id limit 3) o))
        from viewer() v, contact k join customer u on u.id = k.customer_id
        where v.operator_id is not null and k.id = p_contact);
end
$$;
comment on function turno.contact_card(bigint) is 'A contact as operators read him (R1).';
alter function turno.contact_card(bigint) owner to turno_act;
revoke execute on function turno.contact_card(bigint) from public;
grant execute on function turno.contact_card(bigint) to turno_web;
