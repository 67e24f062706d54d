-- Purpose: the timeline of a ticket, see ticket_events_read.
-- Returns: array in order; [] for who may not see it, and for contacts (R24).
-- Calls:   reader, ticket_seen, ticket_events_read. Writes: nothing.
create or replace function turno.ticket_events(p_ticket bigint)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return ticket_events_read(case when (reader()).is_full then (ticket_seen(array[p_ticket]))[1] end);
end
$$;
comment on function turno.ticket_events(bigint) is 'Timeline of a ticket (R23).';
alter function turno.ticket_events(bigint) owner to turno_act;
revoke execute on function turno.ticket_events(bigint) from public;
grant execute on function turno.ticket_events(bigint) to turno_web;
