-- Purpose: the ticket list with all that its page shows around it: what its links keep, columns, the filter panel (p as
--          page_ticket_list; people: the panel offers all colleagues).
-- Returns: as page_ticket_list, with rest and order: what every link keeps after its tab; columns: [{column, style, natural: its direction at first}];
--          sorted: ascending|descending, turned: the other direction; sorts: [{word}]; of what takes several values a field for each and
--          one more: category_fields, assignee_fields, tag_fields: [{value, is_first}]; none: the word for nobody; has_more: something of the panel's
--          second half narrows the list; filters with query (without that part), is_word, is_KEY, is_nobody,
--          day; is_kept: the filter is the one in force, not the address's; values: {filters}; options. Text: a list is long, and is not copied.
-- Calls:   ticket_page, filter_query, filter_items, filter_options, filter_fields, url_encode, filter_without, levels_enabled. Writes: nothing.
create or replace function turno.page_ticket_table(p jsonb)
returns json
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    c_columns constant jsonb := '[{"column": "number", "style": "n", "natural": "desc"}, {"column": "contact", "style": "w-c", "natural": "asc"},
        {"column": "subject", "style": "s", "natural": "asc"}, {"column": "category", "style": "w-k", "natural": "asc"},
        {"column": "turn", "style": "w-t", "natural": "asc"}, {"column": "level", "style": "w-l", "natural": "asc"},
        {"column": "waiting", "style": "w-s", "natural": "asc"}, {"column": "updated", "style": "w-u", "natural": "desc"}]';
    c_sorts constant jsonb := '[{"word": "handle"}, {"word": "updated"}, {"word": "waiting"}, {"word": "opened"}, {"word": "number"},
        {"word": "priority"}, {"word": "turn"}, {"word": "status"}, {"word": "category"}, {"word": "level"}, {"word": "contact"}, {"word": "subject"},
        {"word": "assignee"}]';
    v_page record;
    v_rest text := '';
    v_order text := concat('&sort=' || url_encode(p ->> 'sort'), '&direction=' || url_encode(p ->> 'direction'));
    v_has_levels boolean := levels_enabled();
    v_filters jsonb := '[]';
begin
    select * into v_page from ticket_page(p);
    if p ? 'filters' then
        v_rest := '&' || filter_query(v_page.filter);
    end if;
    if v_page.filter <> '{}' then
        v_filters := (select jsonb_agg(f || jsonb_build_object('is_' || (f ->> 'key'), true, 'is_nobody', f ->> 'value' = 'none' and f ->> 'key' = 'assignee',
                'is_word', f ->> 'key' ~ '_(from|to)$' or f ->> 'key' in ('turn', 'level', 'channel') or f ->> 'value' = 'none' and f ->> 'key' = 'assignee',
                'day', case when f ->> 'key' ~ '_(from|to)$' then (f ->> 'value') || 'T12:00:00Z' end,
                'query', '&' || filter_query(filter_without(v_page.filter, f ->> 'key', f ->> 'value')) || v_order) order by n)
            from jsonb_array_elements(filter_items(v_page.filter, p ->> 'language')) with ordinality x(f, n));
    end if;
    return json_build_object('tickets', v_page.tickets, 'tab', v_page.tab, 'tabs', v_page.tabs, 'next', v_page.next, 'previous', v_page.previous,
        'is_first', v_page.previous is null, 'is_bounded', v_page.is_bounded, 'sort', v_page.sort, 'rest', v_rest, 'order', v_order,
        'sorted', case when v_page.is_descending then 'descending' else 'ascending' end,
        'turned', case when v_page.is_descending then 'asc' else 'desc' end, 'is_falling', v_page.is_descending,
        'columns', case when v_has_levels then c_columns else c_columns - 5 end, 'sorts', case when v_has_levels then c_sorts else c_sorts - 9 end,
        'filter', v_page.filter, 'filters', v_filters, 'is_filtered', v_page.filter <> '{}', 'has_filters', p ? 'filters',
        'is_kept', not p ? 'filters' and v_page.filter <> '{}', 'saved', v_page.saved, 'has_levels', v_has_levels,
        'has_more', v_page.filter ?| '{turn,channel,opened_by,tag,draft,created_from,created_to,updated_from,updated_to}',
        'category_fields', filter_fields(v_page.filter, 'category'), 'assignee_fields', filter_fields(v_page.filter, 'assignee'),
        'tag_fields', filter_fields(v_page.filter, 'tag'), 'none', 'none',
        'values', jsonb_build_object('filters', v_page.filter), 'options', filter_options(v_page.filter, p ->> 'language', p ? 'people'));
end
$$;
comment on function turno.page_ticket_table(jsonb) is 'The operators'' list of tickets as a page (R26).';
revoke execute on function turno.page_ticket_table(jsonb) from public;
grant execute on function turno.page_ticket_table(jsonb) to turno_web;
