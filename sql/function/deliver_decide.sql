-- Purpose: the way of a mail through the rules, in their order: known copy, certified mail, loop, delivery report, sender,
--          ticket, trust, then what that sender may do with that ticket. The first step that decides, decides. The steps get the
--          evidence with whoever wrote as its from_address, and the sender with his trust. The ticket is held first; one that
--          was deleted since it was found is none (R27).
-- Returns: decision {outcome, reason, ticket, contact, trust, trace, origin}.
-- Calls:   the deliver_* steps, ticket_follow, mail_trust. Writes: what the deciding step writes.
create or replace function turno.deliver_decide(p_mail bigint, p_evidence jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_sender jsonb;
    v_thread jsonb;
    v_trust jsonb;
    v_evidence jsonb := p_evidence;
    v_decision jsonb;
begin
    v_decision := coalesce(turno.deliver_duplicate(p_mail, p_evidence), turno.deliver_pec(p_mail, p_evidence),
        turno.deliver_loop(p_evidence), turno.deliver_report(p_evidence));
    if v_decision is not null then
        return v_decision;
    end if;
    v_sender := turno.deliver_sender(p_mail, p_evidence);
    loop
        v_thread := turno.deliver_thread(p_evidence, v_sender);
        exit when v_thread ->> 'ticket' is null;
        v_thread := v_thread || jsonb_build_object('ticket', turno.ticket_follow((v_thread ->> 'ticket')::bigint));
        exit when exists (select from turno.ticket t where t.id = (v_thread ->> 'ticket')::bigint and t.deleted_at is null);
    end loop;
    v_trust := turno.mail_trust(p_mail, p_evidence, v_sender, v_thread);
    v_sender := v_sender || jsonb_build_object('trust', v_trust -> 'level');
    if v_sender ->> 'by' <> 'from' then
        v_evidence := p_evidence || jsonb_build_object('from_address', v_sender -> 'address', 'from_name', '');
    end if;
    v_decision := turno.deliver_blocked(p_evidence, v_sender);
    v_decision := case
        when v_decision is not null then
            v_decision
        when v_sender ->> 'kind' = 'own' then
            '{"outcome": "triage", "reason": "the sender is an address of ours"}'
        when p_evidence ->> 'automatic' = 'response' then
            turno.deliver_response(v_sender, v_thread)
        when v_sender ->> 'kind' = 'operator' then
            turno.deliver_operator(p_mail, v_evidence, v_sender, v_thread)
        when v_sender ->> 'trust' = 'failed' then
            turno.deliver_forged(v_evidence, v_sender, v_thread)
        when (v_thread ->> 'fits')::boolean then
            turno.deliver_answer(p_mail, v_evidence, v_sender, v_thread)
        when v_thread ->> 'ticket' is not null then
            turno.deliver_stranger(v_evidence, v_sender, v_thread)
        else
            turno.deliver_new(p_mail, v_evidence, v_sender)
        end;
    v_decision := turno.deliver_forward(v_decision, v_thread);
    return jsonb_build_object('contact', v_sender -> 'contact',
            'trust', v_trust -> 'level')
        || v_decision
        || jsonb_build_object('trace', jsonb_build_array(v_sender, v_thread, v_trust) || coalesce(v_decision -> 'trace', '[]')
            || jsonb_build_object('step', 'outcome', 'outcome', v_decision -> 'outcome', 'reason', v_decision -> 'reason'));
end
$$;
comment on function turno.deliver_decide is 'Decides what becomes of a mail (M4-M22).';
revoke execute on function turno.deliver_decide from public;
grant execute on function turno.deliver_decide to turno_gateway;
