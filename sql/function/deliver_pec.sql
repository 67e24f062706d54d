-- Purpose: certified mail in a mailbox marked pec (M27, M28). A receipt is an event for its mail and its recipient, never a ticket;
--          one that changes nothing is filtered, and stands in the log of triage. An envelope that nobody signed, or in which
--          somebody else's mail lies, goes to triage. Of others the mail inside is decided as any mail (pec_effective), and
--          whoever wrote by transport has a certified address.
-- Returns: decision "event", "filtered" or "triage", null: to be decided as any mail.
-- Calls:   pec_kind, pec_outbox, pec_receipt_add, pec_settle. Writes: what those write; address.
create or replace function turno.deliver_pec(p_mail bigint, p_evidence jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_kind text := turno.pec_kind(p_mail, p_evidence);
    v_outbox turno.outbox;
    v_receipt turno.receipt;
    v_state text;
    v_trace jsonb := jsonb_build_object('step', 'pec', 'kind', p_evidence #> '{pec,kind}', 'is', v_kind,
        'signature', p_evidence #> '{pec,signature}');
begin
    if v_kind = 'forged' then
        return jsonb_build_object('outcome', 'triage', 'reason', 'PEC envelope that proves nothing', 'trace', jsonb_build_array(v_trace));
    elsif v_kind = 'transport' then
        update turno.address set kind = 'pec'
        where folded = lower(p_evidence ->> 'from_address') and contact_id is not null and kind <> 'pec';
    end if;
    if v_kind is distinct from 'receipt' then
        return null;
    end if;
    v_outbox.id := turno.pec_outbox(p_evidence);
    -- First the job, then the row, as outbox_settle does.
    perform from turno.outbox_job j where j.outbox_id = v_outbox.id for update;
    select * into v_outbox from turno.outbox o where o.id = v_outbox.id for update;
    v_receipt := turno.pec_receipt_add(p_mail, p_evidence, v_outbox.id);
    if v_receipt.refused is not null then
        return jsonb_build_object('outcome', 'filtered', 'trace', jsonb_build_array(v_trace || jsonb_build_object('refused', v_receipt.refused)),
            'reason', case v_receipt.refused when 'signature' then 'PEC receipt that no provider signed'
                when 'data' then 'PEC receipt without data that agree' else 'PEC receipt about no mail of ours' end);
    end if;
    v_state := turno.pec_settle(v_receipt);
    return jsonb_build_object('outcome', 'event', 'ticket', v_outbox.ticket_id, 'contact', v_outbox.contact_id, 'trust', 'signed',
        'reason', 'PEC: ' || v_receipt.kind, 'trace', jsonb_build_array(v_trace || jsonb_build_object('outbox', v_outbox.id, 'state', v_state)));
end
$$;
comment on function turno.deliver_pec is 'Takes receipts and refuses envelopes that prove nothing (M27-M30).';
revoke execute on function turno.deliver_pec from public;
grant execute on function turno.deliver_pec to turno_gateway;
