-- Purpose: a contact takes part in a ticket besides its own (M16, M18): he sees its public side by a link of his own, and is told of replies.
-- Returns: whether he is new there.
-- Calls:   ticket_contacts, event_add. Writes: participant, event.
create or replace function turno.participant_add(p_ticket bigint, p_contact bigint, p_operator bigint, p_channel text)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    perform from turno.ticket t where t.id = p_ticket for update;
    if p_contact in (select turno.ticket_contacts(p_ticket)) then
        return false;
    end if;
    insert into turno.participant (ticket_id, contact_id) values (p_ticket, p_contact);
    perform turno.event_add(p_ticket, 'participant', 'operator', p_operator, p_channel, null, null, c.name)
    from turno.contact c where c.id = p_contact;
    return true;
end
$$;
comment on function turno.participant_add(bigint, bigint, bigint, text) is 'Lets a contact take part in a ticket (M16, M18).';
alter function turno.participant_add(bigint, bigint, bigint, text) owner to turno_gateway;
revoke execute on function turno.participant_add(bigint, bigint, bigint, text) from public;
grant execute on function turno.participant_add(bigint, bigint, bigint, text) to turno_act;
