-- Purpose: a ticket of a mail that waits (R31): born in the category's level with the opening status, opened by the operator; the mail is
--          its first message, of the contact, in the words of the form, with the documents chosen (p_documents: places in the evidence)
--          by reference. What forwards a mail of ours is linked to its ticket (M19). Nobody is written to unless p_tells. Two who open the same mail stand one behind the other.
-- Returns: number of the ticket; TU003 when somebody has dealt with the mail meanwhile.
-- Calls:   ticket_refuse, ticket_open, post_add, pec_alias, ticket_relate, ticket_target, tell, evidence_brief. Writes: ticket, post, event,
--          ticket_link, outbox, mail.
create or replace function turno.mail_open(p_mail bigint, p_operator bigint, p_contact bigint, p_category bigint, p_subject text,
    p_text text, p_documents bigint[], p_channel text, p_tells boolean)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_mail turno.mail;
    v_ticket bigint;
    v_post bigint;
begin
    select * into v_mail from turno.mail m where m.id = p_mail for update;
    if v_mail.outcome not in ('triage', 'held') then
        perform turno.ticket_refuse('This mail does not wait any more: somebody has dealt with it.');
    end if;
    v_ticket := turno.ticket_open((select c.customer_id from turno.contact c where c.id = p_contact), p_contact, p_category, p_subject,
        p_channel, v_mail.mailbox_id, 'contact_message', 'operator', p_operator);
    v_post := turno.post_add(v_ticket, 'message', 'contact', p_contact, p_channel, p_text, p_text, p_mail,
        (select coalesce(jsonb_agg(a order by n), '[]')
            from jsonb_array_elements(coalesce(v_mail.evidence -> 'attachments', '[]')) with ordinality x(a, n)
            where n = any (p_documents)));
    perform turno.pec_alias(v_ticket, p_mail, v_mail.evidence);
    if v_mail.origin_id is not null then
        perform turno.ticket_relate(v_ticket, turno.ticket_target(v_mail.origin_id), 'operator', p_operator, p_channel);
    end if;
    if p_tells then
        perform turno.tell(v_ticket, v_post, 'none', 'contact_message', 'contact', p_contact);
    end if;
    update turno.mail
    set outcome = 'ticket', reason = null, ticket_id = v_ticket, contact_id = p_contact, evidence = turno.evidence_brief(evidence),
        trace = trace || jsonb_build_object('step', 'opened', 'operator', p_operator, 'ticket', v_ticket, 'from', v_mail.outcome)
    where id = p_mail;
    return v_ticket;
end
$$;
comment on function turno.mail_open is 'Makes a ticket of a mail that waits (R31).';
alter function turno.mail_open owner to turno_gateway;
revoke execute on function turno.mail_open from public;
grant execute on function turno.mail_open to turno_act;
