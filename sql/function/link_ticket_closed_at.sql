-- Purpose: when the ticket of a magic link was closed; nobody is signed in yet who could see it.
-- Returns: the time, null while it is open.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.link_ticket_closed_at(p_ticket bigint)
returns timestamptz
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select t.closed_at from ticket t where t.id = p_ticket;
$$;
comment on function turno.link_ticket_closed_at(bigint) is 'Time of closing of a link''s ticket (M33).';
alter function turno.link_ticket_closed_at(bigint) owner to turno_gateway;
revoke execute on function turno.link_ticket_closed_at(bigint) from public;
grant execute on function turno.link_ticket_closed_at(bigint) to turno_act;
