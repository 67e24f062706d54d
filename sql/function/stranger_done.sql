-- Purpose: a held mail was dealt with: what became of it, in the ledger (M34) and in its trace.
-- Returns: nothing.
-- Calls:   evidence_brief. Writes: mail.
create or replace function turno.stranger_done(p_mail bigint, p_outcome text, p_reason text, p_ticket bigint, p_contact bigint, p_step jsonb)
returns void
language sql volatile
as $$
    update turno.mail
    set outcome = p_outcome, reason = p_reason, ticket_id = p_ticket, contact_id = coalesce(p_contact, contact_id),
        evidence = case when p_outcome = 'filtered' then evidence else turno.evidence_brief(evidence) end, trace = trace || p_step
    where id = p_mail;
$$;
comment on function turno.stranger_done is 'Writes what became of a held mail (M34).';
revoke execute on function turno.stranger_done from public;
grant execute on function turno.stranger_done to turno_gateway;
