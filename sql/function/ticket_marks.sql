-- Purpose: whether there is something of a ticket that its toolbar would ask for under policies: mostly there is not, and to ask takes
--          longer than the rest of it. The caller has found the ticket.
-- Returns: is_held: a mail waits on it; is_linked: it is linked to another; whose it is, and which ticket it became a part of.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_marks(p_ticket bigint, out is_held boolean, out is_linked boolean, out customer_id bigint, out contact_id bigint,
    out merged_into bigint)
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    select t.customer_id, t.contact_id, t.merged_into into customer_id, contact_id, merged_into from ticket t where t.id = p_ticket;
    is_held := exists (select from mail m where m.ticket_id = p_ticket and m.outcome = 'held');
    is_linked := exists (select from ticket_link k where k.ticket_id = p_ticket) or exists (select from ticket_link k where k.other_id = p_ticket);
end
$$;
comment on function turno.ticket_marks is 'Whether mails wait on a ticket, and whether it is linked.';
alter function turno.ticket_marks owner to turno_gateway;
revoke execute on function turno.ticket_marks from public;
grant execute on function turno.ticket_marks to turno_act;
