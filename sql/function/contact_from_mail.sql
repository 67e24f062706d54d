-- Purpose: a sender nobody knew becomes a contact, where the mailbox accepts anyone (R3): a person as customer,
--          a contact, an address.
-- Returns: id of the contact.
-- Calls:   nothing. Writes: customer, contact, address.
create or replace function turno.contact_from_mail(p_evidence jsonb, p_language text)
returns bigint
language sql volatile
as $$
    with x as (
        select p_evidence ->> 'from_address' as address,
            coalesce(nullif(btrim(left(regexp_replace(p_evidence ->> 'from_name', '[[:cntrl:][:space:]]+', ' ', 'g'), 200)), ''),
                p_evidence ->> 'from_address') as name
    ), customer as (
        insert into turno.customer (name, kind) select x.name, 'person' from x returning id
    ), contact as (
        insert into turno.contact (customer_id, name, language)
        select customer.id, x.name, p_language from customer, x
        returning id
    ), address as (
        insert into turno.address (address, contact_id, kind)
        select x.address, contact.id, case p_evidence ->> 'channel' when 'pec' then 'pec' else 'email' end from contact, x
    )
    select contact.id from contact;
$$;
comment on function turno.contact_from_mail is 'Makes a contact of an unknown sender (R3).';
revoke execute on function turno.contact_from_mail from public;
grant execute on function turno.contact_from_mail to turno_gateway;
