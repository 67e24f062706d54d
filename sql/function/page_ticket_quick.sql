-- Purpose: the page of the list looked at last, beside a ticket (p: ticket, list: its address as page_ticket_list reads it).
--          Nothing of the rows is looked up but what the narrow list shows.
-- Returns: {quick: {tab, query, tickets: [{number, subject, contact, turn, is_current}], before, after: numbers of the tickets next to it in
--          the list, after that it left it the list's first}}; {} without a list. TU004 when nobody is signed in.
-- Calls:   ticket_view, ticket_slice, ticket_query, ticket_lines. Writes: nothing.
create or replace function turno.page_ticket_quick(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_list jsonb := p -> 'list';
    v_view record;
    v_tickets bigint[];
    v_at integer;
begin
    if jsonb_typeof(v_list) is distinct from 'object' then
        return '{}';
    end if;
    select * into v_view from ticket_view(v_list);
    v_tickets := (select s.tickets from ticket_slice(v_view.filter, v_view.tab, v_view.sort, v_view.is_descending, v_view.place, v_view.is_back,
        v_view.size, p ->> 'language', false) s);
    v_at := array_position(v_tickets, (p ->> 'ticket')::bigint);
    return jsonb_build_object('quick', jsonb_build_object('tab', v_view.tab, 'query', ticket_query(v_list || jsonb_build_object('tab', v_view.tab)),
        'before', v_tickets[v_at - 1], 'after', v_tickets[coalesce(v_at, 0) + 1],
        'tickets', ticket_lines(v_tickets, (p ->> 'ticket')::bigint)));
end
$$;
comment on function turno.page_ticket_quick(jsonb) is 'The list that a ticket was opened from, beside it (R9, R26).';
revoke execute on function turno.page_ticket_quick(jsonb) from public;
grant execute on function turno.page_ticket_quick(jsonb) to turno_web;
