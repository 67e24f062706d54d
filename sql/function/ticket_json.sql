-- Purpose: the one form of a ticket for operators, the command line and scripts.
-- Returns: the ticket as described in turno(1); null when the reader may not see it.
-- Calls:   ticket_parts. Writes: nothing.
create or replace function turno.ticket_json(p_ticket bigint, p_language text)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select r.ticket || jsonb_build_object('posts', r.posts, 'events', r.events) from ticket_parts(p_ticket, p_language, false) r);
end
$$;
comment on function turno.ticket_json(bigint, text) is 'A ticket with posts, events and links, as the reader may see it.';
alter function turno.ticket_json(bigint, text) owner to turno_act;
revoke execute on function turno.ticket_json(bigint, text) from public;
grant execute on function turno.ticket_json(bigint, text) to turno_web;
