-- Purpose: why a mail went where it went, for turno explain: the mail with its trace, the evidence without
--          the texts, and the events it left on its ticket.
-- Returns: the mail as mail_json with evidence and post; TU002 when there is none.
-- Calls:   mail_show, evidence_brief. Writes: nothing.
create or replace function turno.mail_explain(p_mail bigint)
returns jsonb
language sql stable
as $$
    select turno.mail_show(p_mail) || jsonb_build_object(
        'evidence', turno.evidence_brief(m.evidence)
            #- '{pec,original_body_text}' #- '{pec,envelope_text}',
        'post', (select p.id from turno.post p where p.mail_id = m.id),
        'decided_at', m.decided_at,
        'job', (select jsonb_build_object('run_after', j.run_after, 'reader_deaths', j.reader_deaths,
            'failures', j.failures) from turno.mail_job j where j.mail_id = m.id))
    from (values (p_mail)) x(id)
    left join turno.mail m on m.id = x.id;
$$;
comment on function turno.mail_explain is 'A mail with its evidence and trace as JSON.';
revoke execute on function turno.mail_explain from public;
grant execute on function turno.mail_explain to turno_gateway;
