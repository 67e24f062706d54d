-- Purpose: what forbids sending a row that was queued earlier: a dead address (M12), a ticket that was deleted (R27), a contact who no
--          longer takes part (R24), an operator who has gone or has lost sight of the ticket meanwhile (R9).
-- Returns: the reason, null when it may go.
-- Calls:   operator_sees, ticket_contacts. Writes: nothing.
create or replace function turno.outbox_refusal(p_outbox bigint)
returns text
language plpgsql stable
as $$
begin
    return (select case
            when exists (select from turno.address a where a.folded = lower(o.recipient) and a.dead_at is not null)
                then 'the address is marked as unreachable'
            when o.contact_id is not null and exists (select from turno.ticket t where t.id = o.ticket_id and t.deleted_at is not null)
                then 'the ticket was deleted'
            when o.contact_id is not null and o.ticket_id is not null
                and not exists (select from turno.ticket_contacts(o.ticket_id) c where c = o.contact_id)
                then 'the contact no longer takes part'
            when o.operator_id is not null and o.ticket_id is not null and not turno.operator_sees(o.operator_id, o.ticket_id)
                then 'the operator may no longer see the ticket'
            when o.operator_id is not null
                and not exists (select from turno.operator p where p.id = o.operator_id and p.is_active)
                then 'the operator is no longer active' end
        from turno.outbox o where o.id = p_outbox);
end
$$;
comment on function turno.outbox_refusal is 'Why a queued mail may not be sent any more.';
revoke execute on function turno.outbox_refusal from public;
grant execute on function turno.outbox_refusal to turno_gateway;
