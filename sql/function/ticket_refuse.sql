-- Purpose: end an act on a ticket with a sentence that says what to do.
-- Returns: never; raises TU003.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_refuse(p_message text)
returns void
language plpgsql immutable
as $$
begin
    raise exception using errcode = 'TU003', message = p_message;
end
$$;
comment on function turno.ticket_refuse(text) is 'Refuses an act in words.';
revoke execute on function turno.ticket_refuse(text) from public;
grant execute on function turno.ticket_refuse(text) to turno_gateway, turno_act;
