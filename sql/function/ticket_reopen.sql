-- Purpose: an operator reopens a closed ticket (R17), with an event.
-- Returns: the turn afterwards; a ticket that is open stays as it is.
-- Calls:   turn_apply. Writes: ticket, event.
create or replace function turno.ticket_reopen(p_ticket bigint, p_operator bigint, p_channel text)
returns text
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select turno.turn_apply(p_ticket, 'reopened', 'operator', p_operator, p_channel);
$$;
comment on function turno.ticket_reopen is 'Reopens a ticket for an operator (R17).';
alter function turno.ticket_reopen owner to turno_gateway;
revoke execute on function turno.ticket_reopen from public;
grant execute on function turno.ticket_reopen to turno_act;
