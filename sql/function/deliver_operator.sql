-- Purpose: mail from an operator's address (M20). His own signed address makes it a public reply (r) or a note
--          (n), with what its commands say (operator_carry); anything less is parked, nothing reaches the contact, and he is told. Never a ticket.
-- Returns: decision of operator_carry; else "held" or, without a ticket, "triage".
-- Calls:   operator_carry, operator_park. Writes: what those write.
create or replace function turno.deliver_operator(p_mail bigint, p_evidence jsonb, p_sender jsonb, p_thread jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_operator bigint := (p_sender ->> 'operator')::bigint;
    v_ticket bigint := (p_thread ->> 'ticket')::bigint;
    v_reason text;
begin
    v_reason := case
        when v_ticket is null then 'operator without his signed reply address'
        when jsonb_array_length(p_evidence -> 'from') > 1 then 'more than one sender'
        when not coalesce((p_thread ->> 'fits')::boolean, false) then 'the reply address is not this operator''s'
        when p_evidence ->> 'automatic' = 'generated' then 'automatic mail from an operator'
        end;
    if v_reason is null then
        return turno.operator_carry(p_mail, p_evidence, v_operator, v_ticket, p_thread ->> 'role', 'mail');
    end if;
    perform turno.operator_park(p_mail, v_ticket, v_operator, v_reason, p_evidence);
    return jsonb_build_object('outcome', case when v_ticket is null then 'triage' else 'held' end, 'ticket', v_ticket, 'reason', v_reason);
end
$$;
comment on function turno.deliver_operator is 'Takes mail from operators: reply, note or parked (M20, M23).';
revoke execute on function turno.deliver_operator from public;
grant execute on function turno.deliver_operator to turno_gateway;
