-- Purpose: what an address of the ticket list asks for (p as page_ticket_list) as its query: links of the list keep what is chosen.
-- Returns: text, in one order: tab=closed&filters.category=7&sort=contact&direction=desc&after=...
-- Calls:   filter_query, ticket_filter, url_encode. Writes: nothing.
create or replace function turno.ticket_query(p jsonb)
returns text
language plpgsql immutable
set search_path = turno, pg_temp
as $$
begin
    return concat_ws('&', 'tab=' || url_encode(p ->> 'tab'), case when p ? 'filters' then filter_query(ticket_filter(p -> 'filters')) end,
        'sort=' || url_encode(p ->> 'sort'), 'direction=' || url_encode(p ->> 'direction'),
        'after=' || url_encode(nullif(p ->> 'after', '')), 'before=' || url_encode(nullif(p ->> 'before', '')));
end
$$;
comment on function turno.ticket_query(jsonb) is 'Query of an address of the ticket list.';
revoke execute on function turno.ticket_query(jsonb) from public;
grant execute on function turno.ticket_query(jsonb) to turno_web;
