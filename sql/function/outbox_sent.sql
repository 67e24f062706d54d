-- Purpose: the server has taken a mail. For mail to a contact an event says so (R23).
-- Returns: nothing.
-- Calls:   event_add. Writes: outbox, outbox_job, event.
create or replace function turno.outbox_sent(p_outbox bigint, p_reply text)
returns void
language plpgsql volatile
as $$
begin
    update turno.outbox set state = 'sent', sent_at = now(), last_reply = p_reply where id = p_outbox;
    delete from turno.outbox_job where outbox_id = p_outbox;
    perform turno.event_add(o.ticket_id, 'delivery_sent', 'system', null, 'mail', o.post_id, null, o.recipient, o.kind)
    from turno.outbox o
    where o.id = p_outbox and o.ticket_id is not null and o.contact_id is not null;
end
$$;
comment on function turno.outbox_sent is 'Takes note that a mail was accepted by the server.';
revoke execute on function turno.outbox_sent from public;
grant execute on function turno.outbox_sent to turno_gateway;
