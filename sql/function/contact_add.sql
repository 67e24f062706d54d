-- Purpose: turno contact add. p: address (the main one), addresses (more), name, customer, language.
-- Returns: the contact as shown.
-- Calls:   admin_keys, admin_choice, customer_find, address_assign, contact_json. Writes: contact, customer, address.
create or replace function turno.contact_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_name text := coalesce(p ->> 'name', p ->> 'address', p -> 'addresses' ->> 0);
    v_addresses jsonb;
    v_customer bigint;
    v_id bigint;
begin
    perform admin_keys(p, '{address,addresses,name,customer,language}');
    perform admin_choice(p, 'language', '{it,en}');
    v_addresses := (case when p ? 'address' then jsonb_build_array(p -> 'address') else '[]' end)
        || coalesce(p -> 'addresses', '[]');
    if v_addresses = '[]' then
        perform admin_refuse('A contact needs an address.');
    end if;
    if p ? 'customer' then
        v_customer := customer_find(p ->> 'customer');
    else
        insert into customer (name, kind) values (v_name, 'person') returning id into v_customer;
    end if;
    insert into contact (customer_id, name, language) values (v_customer, v_name, coalesce(p ->> 'language', 'it'))
    returning id into v_id;
    perform address_assign(v_id, null, v_addresses);
    return contact_json(v_id);
end
$$;
comment on function turno.contact_add(jsonb) is 'Adds a contact with his addresses (R1); without a customer he becomes one himself.';
revoke execute on function turno.contact_add(jsonb) from public;
