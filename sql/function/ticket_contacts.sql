-- Purpose: the contacts who take part in a ticket (M16): its own, or all of the customer when none is set
--          (R2), and those added later.
-- Returns: ids of contacts.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_contacts(p_ticket bigint)
returns setof bigint
language sql stable
as $$
    select t.contact_id from turno.ticket t where t.id = p_ticket and t.contact_id is not null
    union
    select c.id from turno.ticket t join turno.contact c on c.customer_id = t.customer_id
    where t.id = p_ticket and t.contact_id is null and c.merged_into is null
    union
    select p.contact_id from turno.participant p where p.ticket_id = p_ticket;
$$;
comment on function turno.ticket_contacts is 'Contacts who take part in a ticket (M16).';
revoke execute on function turno.ticket_contacts from public;
grant execute on function turno.ticket_contacts to turno_gateway;
