-- Purpose: a receipt has come about a mail of ours (M28): an event on its post, for its recipient, and the state that all receipts
--          give. Whatever says that the provider has it ends an attempt whose answer got lost. A failure is outbox_fail's: the
--          turn goes back (R15). That there is no such recipient marks the address, unless what was told
--          later undoes that; a mail that arrived there clears it (M12).
-- Returns: the state.
-- Calls:   pec_state, outbox_sent, outbox_fail, outbox_alias_add, event_add. Writes: outbox, outbox_job, message_alias, address,
--          event, ticket.
create or replace function turno.pec_settle(p_receipt turno.receipt)
returns text
language plpgsql volatile
as $$
declare
    v_outbox turno.outbox;
    v_state text := turno.pec_state(p_receipt.outbox_id);
    v_note text := concat_ws(' ', nullif(p_receipt.error, ''), nullif(p_receipt.note, ''));
    v_type text := case p_receipt.kind when 'accettazione' then 'delivery_accepted' when 'presa-in-carico' then 'delivery_taken'
        when 'avvenuta-consegna' then 'delivered' when 'preavviso-errore-consegna' then 'delivery_doubtful' else 'delivery_failed' end;
    v_fails boolean;
begin
    select * into v_outbox from turno.outbox o where o.id = p_receipt.outbox_id;
    if v_outbox.state in ('queued', 'sending', 'uncertain') then
        perform turno.outbox_sent(v_outbox.id, p_receipt.identifier);
    elsif v_outbox.state = 'failed' and v_state <> 'failed' then
        update turno.outbox set state = 'sent', sent_at = coalesce(sent_at, now()) where id = v_outbox.id;
    end if;
    v_fails := v_state = 'failed' and v_outbox.state <> 'failed';
    if v_outbox.ticket_id is not null and v_outbox.contact_id is not null and not (v_fails and v_type = 'delivery_failed') then
        perform turno.event_add(v_outbox.ticket_id, v_type, 'system', null, 'pec', v_outbox.post_id, null, v_outbox.recipient,
            coalesce(nullif(v_note, ''), p_receipt.identifier));
    end if;
    if v_fails then
        perform turno.outbox_fail(v_outbox.id, coalesce(nullif(v_note, ''), p_receipt.kind), false);
    end if;
    update turno.outbox set delivery = v_state where id = v_outbox.id;
    if v_state = 'failed' then
        update turno.address a set dead_at = now(), dead_reason = concat_ws(' ', r.error, r.note)
        from turno.receipt r
        where r.outbox_id = v_outbox.id and r.error in ('no-dest', 'no-dominio') and a.folded = lower(v_outbox.recipient)
            and a.dead_at is null;
    else
        update turno.address a set dead_at = null, dead_reason = null
        where a.folded = lower(v_outbox.recipient) and a.dead_at is not null and (v_state = 'delivered' or a.dead_reason = v_outbox.last_reply
            or exists (select from turno.receipt r where r.outbox_id = v_outbox.id and concat_ws(' ', r.error, r.note) = a.dead_reason));
    end if;
    if p_receipt.kind <> 'non-accettazione' and v_outbox.contact_id is not null then
        perform turno.outbox_alias_add(v_outbox.id, p_receipt.identifier);
    end if;
    return v_state;
end
$$;
comment on function turno.pec_settle is 'Takes note of what a provider certifies of our mail (M28, R15).';
revoke execute on function turno.pec_settle from public;
grant execute on function turno.pec_settle to turno_gateway;
