-- Purpose: nobody knows whether the server took a mail (M31): shown, never sent again by itself.
-- Returns: nothing.
-- Calls:   event_add. Writes: outbox, outbox_job, event.
create or replace function turno.outbox_uncertain(p_outbox bigint, p_reply text)
returns void
language plpgsql volatile
as $$
begin
    update turno.outbox set state = 'uncertain', last_reply = p_reply where id = p_outbox;
    delete from turno.outbox_job where outbox_id = p_outbox;
    perform turno.event_add(o.ticket_id, 'delivery_uncertain', 'system', null, 'mail', o.post_id, null, o.recipient,
        p_reply)
    from turno.outbox o
    where o.id = p_outbox and o.ticket_id is not null and o.contact_id is not null;
end
$$;
comment on function turno.outbox_uncertain is 'Takes note that an attempt ended without an answer (M31).';
revoke execute on function turno.outbox_uncertain from public;
grant execute on function turno.outbox_uncertain to turno_gateway;
