-- Purpose: mail from an operator's address (M20). His own signed address makes it a public reply (r) or a note
--          (n), with what its commands say (operator_carry); anything less is parked, nothing reaches the contact, and he is told.
--          What only lacks a proof that it is his he may confirm by a click, where he sees the ticket.
-- Returns: decision of operator_carry, or of deliver_fresh for one that opens a ticket; else "held" or, without a ticket, "triage".
-- Calls:   operator_doubt, deliver_fresh, command_help, operator_carry, operator_role, operator_sees, operator_park. Writes: what those write.
create or replace function turno.deliver_operator(p_mail bigint, p_evidence jsonb, p_sender jsonb, p_thread jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_operator bigint := (p_sender ->> 'operator')::bigint;
    v_ticket bigint := (p_thread ->> 'ticket')::bigint;
    v_role text := turno.operator_role(p_evidence, p_thread);
    v_reason text := turno.operator_doubt(p_sender, p_thread);
    v_decision jsonb;
begin
    if v_ticket is null then
        v_decision := coalesce(turno.deliver_fresh(p_mail, p_evidence, p_sender), turno.command_help(p_mail, p_evidence, v_operator));
    end if;
    if v_decision is not null then
        return v_decision;
    elsif v_reason is null and p_evidence ->> 'automatic' = 'generated' then
        v_reason := 'automatic mail from an operator';
    elsif v_reason is null then
        return turno.operator_carry(p_mail, p_evidence, v_operator, v_ticket, v_role, 'mail');
    end if;
    perform turno.operator_park(p_mail, v_ticket, v_operator, v_reason, p_evidence,
        case when turno.operator_sees(v_operator, v_ticket) then v_role end);
    return jsonb_build_object('outcome', case when v_ticket is null then 'triage' else 'held' end, 'ticket', v_ticket, 'reason', v_reason);
end
$$;
comment on function turno.deliver_operator is 'Takes mail from operators: reply, note or parked (M20, M23).';
revoke execute on function turno.deliver_operator from public;
grant execute on function turno.deliver_operator to turno_gateway;
