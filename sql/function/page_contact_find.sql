-- Purpose: contacts by what an operator knows of them, to open a ticket for one (p: text, at least two characters).
-- Returns: {contacts: [{id, name, customer, address, tax_code, phone}]}, 20 at most. TU002 for who is no operator.
-- Calls:   operator_required, contact_ids. Writes: nothing.
create or replace function turno.page_contact_find(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    perform operator_required();
    return jsonb_build_object('contacts', (select coalesce(jsonb_agg(to_jsonb(x) order by lower(x.name), x.id), '[]')
        from (select k.id, k.name, u.name as customer, k.tax_code, k.phone,
                (select a.address from address a where a.contact_id = k.id order by a.is_main desc, a.id limit 1) as address
            from contact_ids(p ->> 'text', 20) f join contact k on k.id = f join customer u on u.id = k.customer_id
            where length(btrim(p ->> 'text')) >= 2
            order by lower(k.name), k.id limit 20) x));
end
$$;
comment on function turno.page_contact_find(jsonb) is 'Contacts found by name, address, code or phone, for operators.';
alter function turno.page_contact_find(jsonb) owner to turno_act;
revoke execute on function turno.page_contact_find(jsonb) from public;
grant execute on function turno.page_contact_find(jsonb) to turno_web;
