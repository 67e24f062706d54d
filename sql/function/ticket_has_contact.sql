-- Purpose: does a contact take part in a ticket (M16)? As ticket_contacts says, without listing a customer's hundreds.
-- Returns: true when he does; false for no contact.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_has_contact(p_ticket bigint, p_contact bigint)
returns boolean
language plpgsql stable
as $$
begin
    return exists (select from turno.ticket t join turno.contact c on c.id = p_contact
            where t.id = p_ticket and (t.contact_id = c.id
                or t.contact_id is null and t.customer_id = c.customer_id and c.merged_into is null))
        or exists (select from turno.participant p where p.ticket_id = p_ticket and p.contact_id = p_contact);
end
$$;
comment on function turno.ticket_has_contact is 'Whether a contact takes part in a ticket (M16).';
revoke execute on function turno.ticket_has_contact from public;
grant execute on function turno.ticket_has_contact to turno_gateway;
