-- Purpose: a mail did not arrive (M12, R15): event on its ticket; the address is marked where p_is_dead; for
--          an operator's reply the turn goes back to the operator by turn_rule, and operators are told.
-- Returns: nothing. A row that failed before is left alone.
-- Calls:   event_add, turn_apply. Writes: outbox, outbox_job, address, event, ticket.
create or replace function turno.outbox_fail(p_outbox bigint, p_note text, p_is_dead boolean)
returns void
language plpgsql volatile
as $$
declare
    v_outbox turno.outbox;
begin
    update turno.outbox set state = 'failed', last_reply = p_note
    where id = p_outbox and state <> 'failed'
    returning * into v_outbox;
    if not found then
        return;
    end if;
    delete from turno.outbox_job where outbox_id = p_outbox;
    if p_is_dead then
        update turno.address set dead_at = now(), dead_reason = p_note
        where folded = lower(v_outbox.recipient) and dead_at is null;
    end if;
    if v_outbox.ticket_id is not null then
        perform turno.event_add(v_outbox.ticket_id, 'delivery_failed', 'system', null, 'mail', v_outbox.post_id,
            null, v_outbox.recipient, p_note);
    end if;
    if v_outbox.ticket_id is not null and v_outbox.kind = 'reply' then
        perform turno.turn_apply(v_outbox.ticket_id, 'delivery_failed', 'system', null, 'mail', v_outbox.post_id, p_note);
    end if;
end
$$;
comment on function turno.outbox_fail is 'Takes note that a mail did not arrive (M12, R15).';
revoke execute on function turno.outbox_fail from public;
grant execute on function turno.outbox_fail to turno_gateway;
