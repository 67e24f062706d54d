-- Purpose: hold a ticket until the transaction ends, so that what is decided on its turn still holds when it is
--          written: a reply that races with a close must not land on a closed ticket (R17).
-- Returns: the turn as it now is; null when there is no such ticket.
-- Calls:   nothing. Writes: nothing; locks the row.
create or replace function turno.ticket_lock(p_ticket bigint)
returns text
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select t.turn from turno.ticket t where t.id = p_ticket for update;
$$;
comment on function turno.ticket_lock(bigint) is 'Holds a ticket and gives its turn (R17).';
alter function turno.ticket_lock(bigint) owner to turno_gateway;
revoke execute on function turno.ticket_lock(bigint) from public;
grant execute on function turno.ticket_lock(bigint) to turno_act;
