-- Purpose: an operator closes a ticket (R17), with an optional internal note.
-- Returns: nothing. A ticket already closed stays as it is.
-- Calls:   ticket_lock, ticket_note, turn_apply, status_tell. Writes: ticket, event, post, outbox.
create or replace function turno.ticket_close(p_ticket bigint, p_operator bigint, p_channel text, p_note text default '')
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_before text := turno.ticket_lock(p_ticket);
begin
    if btrim(coalesce(p_note, ''), E' \t\n\r') <> '' then
        perform turno.ticket_note(p_ticket, p_operator, p_channel, p_note);
    end if;
    perform turno.turn_apply(p_ticket, 'closed', 'operator', p_operator, p_channel);
    if v_before <> 'closed' then
        perform turno.status_tell(p_ticket, p_operator);
    end if;
end
$$;
comment on function turno.ticket_close is 'Closes a ticket for an operator (R17).';
alter function turno.ticket_close owner to turno_gateway;
revoke execute on function turno.ticket_close from public;
grant execute on function turno.ticket_close to turno_act;
