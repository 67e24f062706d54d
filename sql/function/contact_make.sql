-- Purpose: a new contact with an address that is nobody's (R1), of a customer or as one himself; or one more address of a contact.
-- Returns: id of the contact.
-- Calls:   nothing. Writes: customer, contact, address.
create or replace function turno.contact_make(p_contact bigint, p_customer bigint, p_name text, p_address text, p_language text)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_customer bigint := p_customer;
    v_contact bigint := p_contact;
    v_name text := btrim(left(regexp_replace(p_name, '[[:cntrl:][:space:]]+', ' ', 'g'), 200));
begin
    if v_contact is null then
        if v_customer is null then
            insert into turno.customer (name, kind) values (v_name, 'person') returning id into v_customer;
        end if;
        insert into turno.contact (customer_id, name, language) values (v_customer, v_name, p_language) returning id into v_contact;
    end if;
    insert into turno.address (address, contact_id, is_main)
    values (p_address, v_contact, not exists (select from turno.address a where a.contact_id = v_contact and a.is_main));
    return v_contact;
end
$$;
comment on function turno.contact_make is 'Makes a contact, or gives one another address (R1).';
alter function turno.contact_make owner to turno_gateway;
revoke execute on function turno.contact_make from public;
grant execute on function turno.contact_make to turno_act;
