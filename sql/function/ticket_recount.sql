-- Purpose: what the list says of a ticket's posts, when they went or came otherwise than one by one (post_add).
-- Returns: nothing.
-- Calls:   nothing. Writes: ticket.message_count, document_count.
create or replace function turno.ticket_recount(p_ticket bigint)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    update ticket
    set message_count = (select count(*) from post p where p.ticket_id = p_ticket and p.kind = 'message'),
        document_count = (select count(*) from post p join attachment a on a.post_id = p.id where p.ticket_id = p_ticket and not a.is_inline)
    where id = p_ticket;
end
$$;
comment on function turno.ticket_recount(bigint) is 'Counts the messages and documents of a ticket again.';
revoke execute on function turno.ticket_recount(bigint) from public;
grant execute on function turno.ticket_recount(bigint) to turno_gateway;
