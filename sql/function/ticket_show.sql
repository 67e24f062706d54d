-- Purpose: turno ticket show, as the owner of the database. p: ticket.
-- Returns: the ticket; TU003 when there is none.
-- Calls:   ticket_json, admin_refuse. Writes: nothing.
create or replace function turno.ticket_show(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_result jsonb := ticket_json((p ->> 'ticket')::bigint, p ->> 'language');
begin
    if v_result is null then
        perform admin_refuse(format('There is no ticket %s.', p ->> 'ticket'));
    end if;
    return v_result;
end
$$;
comment on function turno.ticket_show(jsonb) is 'A ticket as the command line shows it.';
revoke execute on function turno.ticket_show(jsonb) from public;
