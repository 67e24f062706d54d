-- Purpose: turno hold remove. p: ticket.
-- Returns: an object that names it; TU003 when it is not held.
-- Calls:   admin_refuse. Writes: ticket_hold.
create or replace function turno.hold_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    delete from ticket_hold h where h.ticket_id::text = p ->> 'ticket';
    if not found then
        perform admin_refuse(format('Ticket %s is not held.', p ->> 'ticket'));
    end if;
    return jsonb_build_object('removed', p ->> 'ticket');
end
$$;
comment on function turno.hold_remove(jsonb) is 'Ends the hold of a ticket (R39).';
revoke execute on function turno.hold_remove(jsonb) from public;
grant execute on function turno.hold_remove(jsonb) to turno_act;
