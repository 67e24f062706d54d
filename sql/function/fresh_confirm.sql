-- Purpose: an operator's mail that waited in triage for his click opens its ticket (M20). The caller holds the mail and knows that it waits.
-- Returns: decision of fresh_carry; TU003 when something in it is refused.
-- Calls:   fresh_read, ticket_refuse, fresh_carry, evidence_brief. Writes: what fresh_carry writes, confirmation, mail.
create or replace function turno.fresh_confirm(p_mail bigint, p_operator bigint)
returns jsonb
language plpgsql volatile
as $$
declare
    v_evidence jsonb := (select m.evidence from turno.mail m where m.id = p_mail);
    v_decision jsonb;
begin
    delete from turno.confirmation c where c.mail_id = p_mail;
    v_decision := turno.fresh_carry(p_mail, v_evidence, p_operator, turno.fresh_read(p_mail, v_evidence, p_operator), 'web');
    update turno.mail
    set outcome = 'ticket', reason = null, ticket_id = (v_decision ->> 'ticket')::bigint, contact_id = (v_decision ->> 'contact')::bigint,
        evidence = turno.evidence_brief(evidence),
        trace = trace || jsonb_build_object('step', 'confirmed', 'operator', p_operator) || (v_decision -> 'trace')
    where id = p_mail;
    return v_decision;
end
$$;
comment on function turno.fresh_confirm(bigint, bigint) is 'Opens the ticket of a mail that its operator confirms (M20).';
revoke execute on function turno.fresh_confirm(bigint, bigint) from public;
grant execute on function turno.fresh_confirm(bigint, bigint) to turno_gateway;
