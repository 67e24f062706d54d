-- Purpose: does any practice hang on this ticket, whoever may see it (R27)?
-- Returns: true or false.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_has_practice(p_ticket bigint)
returns boolean
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select exists (select from practice_ticket x where x.ticket_id = p_ticket);
$$;
comment on function turno.ticket_has_practice(bigint) is 'Whether a practice hangs on a ticket (R27).';
alter function turno.ticket_has_practice(bigint) owner to turno_gateway;
revoke execute on function turno.ticket_has_practice(bigint) from public;
grant execute on function turno.ticket_has_practice(bigint) to turno_act;
