-- Purpose: turno contact add. p: address (the main one), addresses (more), and what contact_change knows.
-- Returns: the contact as shown.
-- Calls:   admin_refuse, customer_find, contact_change. Writes: contact, customer and what contact_change does.
create or replace function turno.contact_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_addresses jsonb := case when p ? 'address' then jsonb_build_array(p -> 'address') else '[]' end
        || coalesce(p -> 'addresses', '[]');
    v_name text := coalesce(nullif(btrim(p ->> 'name'), ''), v_addresses ->> 0, p -> 'pec' ->> 0);
    v_customer bigint;
    v_id bigint;
begin
    if v_name is null then
        perform admin_refuse('A contact needs an address.');
    end if;
    if coalesce(p ->> 'customer', '') <> '' then
        v_customer := customer_find(p ->> 'customer');
    else
        insert into customer (name, kind) values (v_name, 'person') returning id into v_customer;
    end if;
    insert into contact (customer_id, name) values (v_customer, v_name) returning id into v_id;
    return contact_change(v_id, p - '{address,customer}'::text[] || jsonb_build_object('addresses', v_addresses));
end
$$;
comment on function turno.contact_add(jsonb) is 'Adds a contact with his addresses (R1); without a customer he becomes one himself.';
revoke execute on function turno.contact_add(jsonb) from public;
grant execute on function turno.contact_add(jsonb) to turno_act;
