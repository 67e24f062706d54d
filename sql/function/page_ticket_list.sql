-- Purpose: the operators' list of tickets (p: tab = handle|open|contact|closed|all, filters as ticket_filter reads them – none: those
--          that he keeps –, sort, direction = asc|desc, after or before: a place of a former page, language, limit).
-- Returns: {tab, tabs: [{tab, count, is_more, is_current}], tickets: [rows], next, previous, is_first, sort, direction, is_bounded,
--          filters: [{key, value, label}], filter, saved: [{name}]}. is_bounded: not all that come into question were looked at. Without a
--          filter nothing counts what is closed.
-- Calls:   ticket_page, filter_items. Writes: nothing.
create or replace function turno.page_ticket_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (select jsonb_build_object('tab', t.tab, 'tabs', t.tabs, 'tickets', t.tickets, 'next', t.next, 'previous', t.previous,
            'is_first', t.previous is null, 'is_bounded', t.is_bounded, 'sort', t.sort, 'direction', case when t.is_descending then 'desc' else 'asc' end,
            'filter', t.filter, 'filters', filter_items(t.filter, p ->> 'language'), 'saved', t.saved)
        from ticket_page(p) t);
end
$$;
comment on function turno.page_ticket_list(jsonb) is 'The operators'' list of tickets: tabs, filters, any order, by keyset (R9, R26).';
revoke execute on function turno.page_ticket_list(jsonb) from public;
grant execute on function turno.page_ticket_list(jsonb) to turno_web;
