-- Purpose: an automation opens a ticket beside another (R36): same customer and contact, linked, the office's turn; nobody outside is told.
-- Returns: number of the new ticket.
-- Calls:   ticket_open, event_add, notify. Writes: ticket, ticket_link, event, outbox.
create or replace function turno.automation_open(p_ticket bigint, p_category bigint, p_subject text)
returns bigint
language plpgsql volatile
as $$
declare
    v_new bigint;
begin
    select turno.ticket_open(t.customer_id, t.contact_id, p_category, p_subject, 'desk', t.mailbox_id, 'reply_keep', 'system', null)
    into v_new from turno.ticket t where t.id = p_ticket;
    insert into turno.ticket_link (ticket_id, other_id, kind) values (v_new, p_ticket, 'related');
    perform turno.event_add(p_ticket, 'linked', 'system', null, 'desk', null, null, v_new::text);
    perform turno.event_add(v_new, 'linked', 'system', null, 'desk', null, null, p_ticket::text);
    perform turno.notify(v_new, null, 'opened');
    return v_new;
end
$$;
comment on function turno.automation_open(bigint, bigint, text) is 'An automation opens a ticket (R36).';
revoke execute on function turno.automation_open(bigint, bigint, text) from public;
grant execute on function turno.automation_open(bigint, bigint, text) to turno_gateway;
