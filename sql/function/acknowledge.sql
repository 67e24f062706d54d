-- Purpose: tell a contact that his message opened a ticket (R34), within the budget of automatic mail to him (M13).
-- Returns: number of mails put in the outbox, 0 or 1.
-- Calls:   automatic_may, contact_tell. Writes: outbox, throttle.
create or replace function turno.acknowledge(p_ticket bigint, p_post bigint, p_contact bigint)
returns integer
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    return case when turno.automatic_may(p_contact) then turno.contact_tell(p_ticket, p_post, 'acknowledgement', p_contact)
        else 0 end;
end
$$;
comment on function turno.acknowledge is 'Acknowledges a new ticket to its contact, within the budget (R34, M13).';
alter function turno.acknowledge owner to turno_gateway;
revoke execute on function turno.acknowledge from public;
grant execute on function turno.acknowledge to turno_act;
