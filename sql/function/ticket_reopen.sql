-- Purpose: an operator reopens a closed ticket (R17), with an event.
-- Returns: the turn afterwards; a ticket that is open stays as it is.
-- Calls:   ticket_lock, turn_apply, status_tell. Writes: ticket, event, outbox.
create or replace function turno.ticket_reopen(p_ticket bigint, p_operator bigint, p_channel text)
returns text
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_before text := turno.ticket_lock(p_ticket);
    v_turn text := turno.turn_apply(p_ticket, 'reopened', 'operator', p_operator, p_channel);
begin
    if v_turn <> v_before then
        perform turno.status_tell(p_ticket, p_operator);
    end if;
    return v_turn;
end
$$;
comment on function turno.ticket_reopen is 'Reopens a ticket for an operator (R17).';
alter function turno.ticket_reopen owner to turno_gateway;
revoke execute on function turno.ticket_reopen from public;
grant execute on function turno.ticket_reopen to turno_act;
