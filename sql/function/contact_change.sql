-- Purpose: writes the members that p has.
-- Returns: the contact as shown. Refuses another customer while he has tickets (R2).
-- Calls:   admin_keys, admin_choice, admin_refuse, customer_find, contact_is_bound, tax_codes, address_change, contact_password_set, contact_json.
-- Writes:  contact, contact_note, address, contact_password, session.
create or replace function turno.contact_change(p_contact bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_codes jsonb := tax_codes(p);
    v_customer bigint;
begin
    perform admin_keys(p, '{address,addresses,add_addresses,remove_addresses,main_address,pec,name,customer,language,tax_code,vat_number,phone,notes,password,wants_acknowledgement}');
    perform admin_choice(p, 'language', '{it,en}');
    if p ? 'customer' then
        v_customer := customer_find(p ->> 'customer');
        perform from contact c where c.id = p_contact for update;
        if contact_is_bound(p_contact, v_customer) then
            perform admin_refuse('The contact has tickets or practices of his present customer: a ticket never moves to another customer.');
        end if;
    end if;
    update contact set name = coalesce(nullif(btrim(regexp_replace(p ->> 'name', '[[:cntrl:][:space:]]+', ' ', 'g')), ''), name), language = coalesce(p ->> 'language', language),
        customer_id = coalesce(v_customer, customer_id),
        tax_code = case when p ? 'tax_code' then v_codes ->> 'tax_code' else tax_code end,
        vat_number = case when p ? 'vat_number' then v_codes ->> 'vat_number' else vat_number end,
        phone = case when p ? 'phone' then v_codes ->> 'phone' else phone end,
        wants_acknowledgement = coalesce((p ->> 'wants_acknowledgement')::boolean, wants_acknowledgement)
    where id = p_contact;
    if p ? 'notes' then
        delete from contact_note n where n.contact_id = p_contact;
        insert into contact_note (contact_id, text) select p_contact, p ->> 'notes' where p ->> 'notes' <> '';
    end if;
    perform address_change(p_contact, null, p);
    if p ? 'password' then
        perform contact_password_set(p_contact, p -> 'password');
    end if;
    return contact_json(p_contact);
end
$$;
comment on function turno.contact_change(bigint, jsonb) is 'What contact add and set have in common.';
revoke execute on function turno.contact_change(bigint, jsonb) from public;
grant execute on function turno.contact_change(bigint, jsonb) to turno_act;
