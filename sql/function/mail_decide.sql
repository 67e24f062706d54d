-- Purpose: write down what became of a mail and why, with what the evidence says of it. Text that a post now
--          holds is not kept a second time in the evidence.
-- Returns: nothing. p_decision is {outcome, reason, ticket, contact, trust, trace, origin}.
-- Calls:   mail_date, evidence_brief. Writes: mail, mail_job; the limits that were met, and that only a header is kept (M5).
create or replace function turno.mail_decide(p_mail bigint, p_evidence jsonb, p_decision jsonb)
returns void
language plpgsql volatile
as $$
begin
    update turno.mail
    set outcome = p_decision ->> 'outcome', reason = p_decision ->> 'reason',
        ticket_id = (p_decision ->> 'ticket')::bigint, contact_id = (p_decision ->> 'contact')::bigint,
        origin_id = (p_decision ->> 'origin')::bigint,
        trust = coalesce(p_decision ->> 'trust', 'none'),
        trace = case when server_size is not null then jsonb_build_array(jsonb_build_object('step', 'raw',
                'kept', 'header', 'server_size', server_size)) else '[]' end || coalesce(p_decision -> 'trace', '[]'),
        notices = case when server_size is not null then '{raw}' else '{}' end::text[]
            || array(select jsonb_array_elements_text(coalesce(p_evidence -> 'notices', '[]'))),
        decided_at = now(),
        message_id = nullif(left(p_evidence ->> 'message_id', 600), ''), from_address = nullif(p_evidence ->> 'from_address', ''),
        subject = p_evidence ->> 'subject',
        date = turno.mail_date(p_evidence ->> 'date'),
        body_sha256 = case when p_evidence ->> 'body_sha256' ~ '^[0-9a-f]{64}$'
            then decode(p_evidence ->> 'body_sha256', 'hex') end,
        evidence = case when p_decision ->> 'outcome' in ('ticket', 'post')
            then turno.evidence_brief(p_evidence) else p_evidence end
    where id = p_mail;
    delete from turno.mail_job where mail_id = p_mail;
end
$$;
comment on function turno.mail_decide is 'Writes the outcome of a mail and ends its job (M34).';
revoke execute on function turno.mail_decide from public;
grant execute on function turno.mail_decide to turno_gateway;
