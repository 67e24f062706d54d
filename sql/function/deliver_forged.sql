-- Purpose: a mail whose sender is forged, as the server of the mailbox says (dmarc=fail, M21), in a contact's or a stranger's name: on the
--          ticket that a token proves it is held until an operator decides, else it waits in triage. He gets no acknowledgement, no
--          link, the turn stays, and the mail is not counted among the contact's.
-- Returns: decision "held" or "triage".
-- Calls:   event_add, turn_apply. Writes: event, outbox (operators are told).
create or replace function turno.deliver_forged(p_evidence jsonb, p_sender jsonb, p_thread jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_ticket bigint := case when p_thread ->> 'way' in ('address', 'message', 'subject') then (p_thread ->> 'ticket')::bigint end;
    v_reason text := 'the mail server says that the sender is forged';
begin
    if v_ticket is null then
        return jsonb_build_object('outcome', 'triage', 'contact', null, 'reason', v_reason);
    end if;
    perform turno.event_add(v_ticket, 'held', 'system', null, 'mail', null, null, p_sender ->> 'address', v_reason);
    if p_evidence ->> 'automatic' in ('no', 'list') then
        perform turno.turn_apply(v_ticket, 'held', 'system', null, 'mail', null, concat_ws(': ', v_reason, p_sender ->> 'address'));
    end if;
    return jsonb_build_object('outcome', 'held', 'contact', null, 'ticket', v_ticket, 'reason', v_reason);
end
$$;
comment on function turno.deliver_forged(jsonb, jsonb, jsonb) is 'Holds back a mail whose sender is forged (M21).';
revoke execute on function turno.deliver_forged(jsonb, jsonb, jsonb) from public;
grant execute on function turno.deliver_forged(jsonb, jsonb, jsonb) to turno_gateway;
