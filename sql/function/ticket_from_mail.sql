-- Purpose: a ticket is born from a contact's mail (R30): ticket, first post, operators told, and the contact
--          acknowledged – but never for automatic mail or a list (M11).
-- Returns: number of the ticket.
-- Calls:   ticket_open, contact_post, tell, subject_plain. Writes: ticket, post, event, outbox.
create or replace function turno.ticket_from_mail(p_mail bigint, p_evidence jsonb, p_contact bigint, p_category bigint)
returns bigint
language plpgsql volatile
as $$
declare
    v_ticket bigint;
begin
    select turno.ticket_open(c.customer_id, c.id, p_category, turno.subject_plain(p_evidence ->> 'subject', c.language),
        'mail', m.mailbox_id, 'contact_message', 'contact', c.id) into v_ticket
    from turno.contact c, turno.mail m
    where c.id = p_contact and m.id = p_mail;
    perform turno.tell(v_ticket, turno.contact_post(v_ticket, p_contact, p_mail, p_evidence), 'none', 'contact_message',
        'contact', p_contact,
        case p_evidence ->> 'automatic' when 'no' then '{contact,operators}' else '{operators}' end::text[]);
    return v_ticket;
end
$$;
comment on function turno.ticket_from_mail is 'Opens a ticket from a contact''s mail (R30, R34).';
revoke execute on function turno.ticket_from_mail from public;
grant execute on function turno.ticket_from_mail to turno_gateway;
