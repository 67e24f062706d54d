-- Purpose: a ticket is born from a contact's mail (R30): ticket, first post, operators told, and the contact
--          acknowledged – but never for automatic mail or a list (M11). p_follows: the closed ticket that he answered; the new one is
--          of the same customer and contact, and he takes part in it (R18). p_filter: what the rules for mail
--          give the new one (filter_apply, M14).
-- Returns: number of the ticket.
-- Calls:   ticket_open, contact_post, tell, subject_plain, ticket_contacts. Writes: ticket, ticket_tag, participant, post, event, outbox.
create or replace function turno.ticket_from_mail(p_mail bigint, p_evidence jsonb, p_contact bigint, p_category bigint,
    p_follows bigint default null, p_filter jsonb default '{}')
returns bigint
language plpgsql volatile
as $$
declare
    v_ticket bigint;
begin
    select turno.ticket_open(coalesce(f.customer_id, c.customer_id), case when f.id is null then c.id else f.contact_id end, p_category, turno.subject_plain(p_evidence ->> 'subject', c.language),
        coalesce(p_evidence ->> 'channel', 'mail'), m.mailbox_id, 'contact_message', 'contact', c.id, (p_filter ->> 'priority')::bigint, p_filter ->> 'level',
        (p_filter ->> 'assignee')::bigint) into v_ticket
    from turno.contact c cross join turno.mail m left join turno.ticket f on f.id = p_follows
    where c.id = p_contact and m.id = p_mail;
    insert into turno.ticket_tag (ticket_id, tag)
    select v_ticket, t from jsonb_array_elements_text(coalesce(p_filter -> 'tags', '[]')) t;
    insert into turno.participant (ticket_id, contact_id)
    select v_ticket, p_contact where p_follows is not null and p_contact not in (select turno.ticket_contacts(v_ticket));
    perform turno.tell(v_ticket, turno.contact_post(v_ticket, p_contact, p_mail, p_evidence), 'none', 'contact_message',
        'contact', p_contact,
        case p_evidence ->> 'automatic' when 'no' then '{contact,operators}' else '{operators}' end::text[]);
    return v_ticket;
end
$$;
comment on function turno.ticket_from_mail is 'Opens a ticket from a contact''s mail (R30, R34).';
revoke execute on function turno.ticket_from_mail from public;
grant execute on function turno.ticket_from_mail to turno_gateway;
