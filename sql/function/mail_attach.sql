-- Purpose: a mail in triage becomes a post of a ticket: the contact's message, and the office's turn (R14), or an internal note. The contact
--          does not take part by it unless p_joins; he is not written to. The ticket is held before the mail, as a merge takes them.
-- Returns: id of the post; TU003 when somebody has dealt with the mail, or the ticket is closed or a draft.
-- Calls:   ticket_follow, ticket_refuse, participant_add, post_add, turn_apply, colleagues_tell, event_add, evidence_brief. Writes: post, event,
--          participant, ticket, outbox, mail.
create or replace function turno.mail_attach(p_mail bigint, p_ticket bigint, p_operator bigint, p_contact bigint, p_text text,
    p_documents bigint[], p_channel text, p_is_note boolean, p_joins boolean)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_ticket bigint := turno.ticket_follow(p_ticket);
    v_mail turno.mail;
    v_documents jsonb;
    v_post bigint;
begin
    select * into v_mail from turno.mail m where m.id = p_mail for update;
    if v_mail.outcome is distinct from 'triage' then
        perform turno.ticket_refuse('This mail does not wait any more: somebody has dealt with it.');
    elsif exists (select from turno.ticket t where t.id = v_ticket and t.is_draft) then
        perform turno.ticket_refuse('This ticket is a draft: send it first.');
    elsif exists (select from turno.ticket t where t.id = v_ticket and t.turn = 'closed') then
        perform turno.ticket_refuse('This ticket is closed: reopen it first, or make a ticket of the mail.');
    end if;
    v_documents := (select coalesce(jsonb_agg(a order by n), '[]')
        from jsonb_array_elements(coalesce(v_mail.evidence -> 'attachments', '[]')) with ordinality x(a, n) where n = any (p_documents));
    if p_is_note then
        v_post := turno.post_add(v_ticket, 'note', 'operator', p_operator, p_channel, p_text, p_text, p_mail, v_documents);
        perform turno.colleagues_tell(v_ticket, v_post, 'note', p_operator, '{}');
    else
        if p_joins then
            perform turno.participant_add(v_ticket, p_contact, p_operator, p_channel);
        end if;
        v_post := turno.post_add(v_ticket, 'message', 'contact', p_contact, 'mail', p_text, p_text, p_mail, v_documents);
    end if;
    perform turno.event_add(v_ticket, 'attached', 'operator', p_operator, p_channel, v_post);
    if not p_is_note then
        perform turno.turn_apply(v_ticket, case v_mail.evidence ->> 'automatic' when 'generated' then 'generated_message' else 'contact_message' end,
            'operator', p_operator, p_channel, v_post, null, '{operators}');
    end if;
    update turno.mail
    set outcome = 'post', reason = null, ticket_id = v_ticket, contact_id = case when p_is_note then contact_id else p_contact end,
        evidence = turno.evidence_brief(evidence),
        trace = trace || jsonb_build_object('step', 'attached', 'operator', p_operator, 'ticket', v_ticket, 'post', v_post)
    where id = p_mail;
    return v_post;
end
$$;
comment on function turno.mail_attach is 'Makes a post of a mail in triage (R31).';
alter function turno.mail_attach owner to turno_gateway;
revoke execute on function turno.mail_attach from public;
grant execute on function turno.mail_attach to turno_act;
