-- Purpose: turno contact set. p: address (any of his), addresses (all he has from now on), name, customer, language.
-- Returns: the contact as shown. Refuses another customer while he has tickets (R2).
-- Calls:   admin_keys, admin_choice, contact_find, customer_find, address_assign, contact_json. Writes: contact, address.
create or replace function turno.contact_set(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := contact_find(p ->> 'address');
    v_customer bigint;
begin
    perform admin_keys(p, '{address,addresses,name,customer,language}');
    perform admin_choice(p, 'language', '{it,en}');
    if p ? 'customer' then
        v_customer := customer_find(p ->> 'customer');
        if exists (select from ticket t where t.contact_id = v_id and t.customer_id <> v_customer) then
            perform admin_refuse('The contact has tickets of his present customer: a ticket never moves to another customer.');
        end if;
    end if;
    update contact set name = coalesce(p ->> 'name', name), language = coalesce(p ->> 'language', language),
        customer_id = coalesce(v_customer, customer_id)
    where id = v_id;
    if p ? 'addresses' then
        if p -> 'addresses' = '[]' then
            perform admin_refuse('A contact needs an address.');
        end if;
        perform address_assign(v_id, null, p -> 'addresses');
    end if;
    return contact_json(v_id);
end
$$;
comment on function turno.contact_set(jsonb) is 'Changes a contact (R1).';
revoke execute on function turno.contact_set(jsonb) from public;
