-- Purpose: the contact of a ticket becomes another of its customer, or none (all of them), before anything passed between
--          (R2: ticket_keep_people refuses it after). Where all of them were, it cannot become one once another of them wrote
--          or was written to: it would be taken from his sight.
-- Returns: nothing. A contact that is already the ticket's changes nothing.
-- Calls:   ticket_refuse, event_add. Writes: ticket, event.
create or replace function turno.ticket_contact_set(p_ticket bigint, p_contact bigint, p_operator bigint, p_channel text)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_old bigint;
begin
    select t.contact_id into v_old from turno.ticket t where t.id = p_ticket for update;
    if v_old is not distinct from p_contact then
        return;
    end if;
    if v_old is null and (exists (select from turno.post q join turno.ticket t on t.id = q.ticket_id
            join turno.contact c on c.customer_id = t.customer_id and c.id <> p_contact and c.merged_into is null
            where q.ticket_id = p_ticket and q.kind = 'message' and q.author_kind = 'operator')
        or exists (select from turno.post q where q.ticket_id = p_ticket and q.contact_id <> p_contact)
        or exists (select from turno.outbox b where b.ticket_id = p_ticket and b.contact_id <> p_contact)) then
        perform turno.ticket_refuse('The contact cannot be set: another of the customer wrote or was written to.');
    end if;
    update turno.ticket set contact_id = p_contact where id = p_ticket;
    perform turno.event_add(p_ticket, 'contact', 'operator', p_operator, p_channel, null,
        (select c.name from turno.contact c where c.id = v_old), (select c.name from turno.contact c where c.id = p_contact));
end
$$;
comment on function turno.ticket_contact_set is 'Changes the contact of a ticket, with an event (R2).';
alter function turno.ticket_contact_set owner to turno_gateway;
revoke execute on function turno.ticket_contact_set from public;
grant execute on function turno.ticket_contact_set to turno_act;
