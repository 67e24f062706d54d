-- Purpose: a person whom nobody knew becomes a contact (R1, R36): of the customer named, who is made when there is none of that
--          name, or else a customer himself. Whether the client may is checked before.
-- Returns: id of the contact; of the one there is when another was quicker.
-- Calls:   contact_make. Writes: customer, contact, address.
create or replace function turno.api_contact_add(p_address text, p_name text, p_language text, p_customer text)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_customer bigint;
    v_contact bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('turno.address ' || lower(p_address), 0));
    select a.contact_id into v_contact from address a where a.folded = lower(p_address) and a.contact_id is not null;
    if found then
        return v_contact;
    end if;
    select c.id into v_customer from customer c where lower(c.name) = lower(p_customer) order by c.id limit 1;
    if v_customer is null and p_customer is not null then
        insert into customer (name, kind) values (p_customer, 'company') returning id into v_customer;
    end if;
    return contact_make(null, v_customer, p_name, p_address, p_language);
end
$$;
comment on function turno.api_contact_add(text, text, text, text) is 'Makes a contact for a client of the API (R1, R36).';
alter function turno.api_contact_add(text, text, text, text) owner to turno_gateway;
revoke execute on function turno.api_contact_add(text, text, text, text) from public;
grant execute on function turno.api_contact_add(text, text, text, text) to turno_act;
