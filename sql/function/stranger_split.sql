-- Purpose: a mail held of somebody who does not take part becomes a ticket of its own, linked to the one where it waited (M18, R31): opened by who
--          clicked, in p_category or that of the other. Nobody is written to unless p_tells.
-- Returns: number of the new ticket; TU003 when the mail does not wait any more.
-- Calls:   stranger_take, stranger_contact, ticket_open, subject_plain, contact_post, ticket_relate, event_add, tell, stranger_done. Writes:
--          ticket, post, ticket_link, event, outbox, mail, and what stranger_contact writes.
create or replace function turno.stranger_split(p_mail bigint, p_operator bigint, p_channel text, p_contact bigint, p_category bigint,
    p_subject text, p_tells boolean)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v jsonb := turno.stranger_take(p_mail);
    v_contact bigint := turno.stranger_contact(v, p_contact, true);
    v_ticket bigint;
    v_post bigint;
begin
    v_ticket := turno.ticket_open((select c.customer_id from turno.contact c where c.id = v_contact), v_contact,
        coalesce(p_category, (v ->> 'category')::bigint),
        coalesce(nullif(p_subject, ''), turno.subject_plain(v #>> '{evidence,subject}', v ->> 'language')), 'mail', (v ->> 'mailbox')::bigint,
        'contact_message', 'operator', p_operator);
    v_post := turno.contact_post(v_ticket, v_contact, p_mail, v -> 'evidence');
    perform turno.ticket_relate(v_ticket, (v ->> 'ticket')::bigint, 'operator', p_operator, p_channel);
    perform turno.event_add((v ->> 'ticket')::bigint, 'held_split', 'operator', p_operator, p_channel, null, null, p_mail::text);
    if p_tells then
        perform turno.tell(v_ticket, v_post, 'none', 'contact_message', 'contact', v_contact);
    end if;
    perform turno.stranger_done(p_mail, 'ticket', null, v_ticket, v_contact, jsonb_build_object('step', 'held_split', 'operator', p_operator,
        'ticket', v_ticket));
    return v_ticket;
end
$$;
comment on function turno.stranger_split is 'Makes a ticket of its own of a mail of somebody who does not take part (M18).';
alter function turno.stranger_split owner to turno_gateway;
revoke execute on function turno.stranger_split from public;
grant execute on function turno.stranger_split to turno_act;
