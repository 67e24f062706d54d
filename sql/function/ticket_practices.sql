-- Purpose: the practices of a ticket that the viewer may see (R37).
-- Returns: array, see ticket_practices_read.
-- Calls:   ticket_seen, ticket_practices_read. Writes: nothing.
create or replace function turno.ticket_practices(p_ticket bigint, p_language text)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return ticket_practices_read((ticket_seen(array[p_ticket]))[1], p_language);
end
$$;
comment on function turno.ticket_practices(bigint, text) is 'Practices of a ticket (R37).';
alter function turno.ticket_practices(bigint, text) owner to turno_act;
revoke execute on function turno.ticket_practices(bigint, text) from public;
grant execute on function turno.ticket_practices(bigint, text) to turno_web;
