-- Purpose: a ticket for an operator (p: ticket, language; with "page" also what the page needs).
-- Returns: the ticket as described in turno(1) with posts and events, or for the page ticket_sheet with timeline. TU002 when he may not see it:
--          invisible is non-existent (R9).
-- Calls:   ticket_parts, ticket_sheet. Writes: nothing.
create or replace function turno.page_ticket(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_parts record;
begin
    if p ? 'page' then
        return (select s.head || jsonb_build_object('timeline', s.timeline) from ticket_sheet(p) s);
    end if;
    select * into v_parts from ticket_parts((p ->> 'ticket')::bigint, p ->> 'language', false);
    if v_parts.is_operator is not true then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    return v_parts.ticket || jsonb_build_object('posts', v_parts.posts, 'events', v_parts.events);
end
$$;
comment on function turno.page_ticket(jsonb) is 'A ticket as an operator sees it (R9).';
revoke execute on function turno.page_ticket(jsonb) from public;
grant execute on function turno.page_ticket(jsonb) to turno_web;
