-- Purpose: an operator's mail that answers no ticket and asks for one (M24), or forwards what a client wrote to him (M10). It holds no token,
--          so only a From that a trusted server vouches for acts (M20); else, and when his words hold what is internal (M25), it waits
--          for his click, or for triage, which proposes what it would be.
-- Returns: decision "ticket" or "triage"; null when it asks for nothing of the kind.
-- Calls:   fresh_read, operator_unproven, operator_hold, operator_park, fresh_carry. Writes: what those write.
create or replace function turno.deliver_fresh(p_mail bigint, p_evidence jsonb, p_sender jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_operator bigint := (p_sender ->> 'operator')::bigint;
    v_fresh jsonb := case when p_evidence ->> 'automatic' in ('no', 'list') then turno.fresh_read(p_mail, p_evidence, v_operator) end;
    v_reason text;
begin
    if v_fresh is null then
        return null;
    end if;
    v_reason := coalesce(turno.operator_unproven(p_sender),
        case when p_sender ->> 'trust' not in ('authenticated', 'signed') then 'the mail server does not vouch for the sender' end,
        turno.operator_hold(jsonb_build_object('attachments', v_fresh -> 'own_documents'), v_operator, null, v_fresh ->> 'kind',
            v_fresh ->> 'text', false) ->> 'reason');
    if v_reason is null then
        return turno.fresh_carry(p_mail, p_evidence, v_operator, v_fresh, 'mail');
    end if;
    perform turno.operator_park(p_mail, null, v_operator, v_reason, p_evidence, 'f');
    return jsonb_build_object('outcome', 'triage', 'reason', v_reason, 'trace', jsonb_build_array(jsonb_build_object('step', 'fresh',
        'operator', v_operator, 'parked', true, 'problems', v_fresh -> 'problems')));
end
$$;
comment on function turno.deliver_fresh(bigint, jsonb, jsonb) is 'Takes an operator''s mail that opens a ticket (M10, M20, M24).';
revoke execute on function turno.deliver_fresh(bigint, jsonb, jsonb) from public;
grant execute on function turno.deliver_fresh(bigint, jsonb, jsonb) to turno_gateway;
