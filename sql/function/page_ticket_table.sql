-- Purpose: the ticket list with all that its page shows around it: links that keep what is chosen, columns, the filter panel (p as
--          page_ticket_list; people: the panel offers all colleagues).
-- Returns: as page_ticket_list, with plain: its query, from the first row on; next_query, previous_query; tabs
--          with query; columns: [{column, style, sorted, query}]; sorts: [{word}]; filters with query (without that part), is_word, is_KEY, is_nobody, day; is_kept:
--          the filter is the one in force, not the address's; values: {filters}; options.
-- Calls:   page_ticket_list, filter_query, filter_options, url_encode, filter_without, levels_enabled. Writes: nothing.
create or replace function turno.page_ticket_table(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_list jsonb := page_ticket_list(p);
    v_direction text := v_list ->> 'direction';
    -- Of every link: put together once.
    v_tab text := 'tab=' || (v_list ->> 'tab');
    v_filter text := coalesce('&' || case when p ? 'filters' then filter_query(v_list -> 'filter') end, '');
    v_order text := concat('&sort=' || url_encode(p ->> 'sort'), '&direction=' || url_encode(p ->> 'direction'));
    v_has_levels boolean := levels_enabled();
    v_plain text := v_tab || v_filter || v_order;
begin
    return v_list || jsonb_build_object('plain', v_plain,
        'next_query', v_plain || '&after=' || url_encode(v_list ->> 'next'), 'previous_query', v_plain || '&before=' || url_encode(v_list ->> 'previous'),
        'tabs', (select jsonb_agg(t || jsonb_build_object('query', 'tab=' || (t ->> 'tab') || v_filter || v_order) order by n)
            from jsonb_array_elements(v_list -> 'tabs') with ordinality x(t, n)),
        'columns', (select jsonb_agg(jsonb_build_object('column', c.name, 'style', c.style,
                'sorted', case when c.is_sorted then case v_direction when 'asc' then 'ascending' else 'descending' end end, 'is_up', v_direction = 'asc',
                'query', v_tab || v_filter || '&sort=' || c.name || '&direction=' || case when c.is_sorted then case v_direction when 'asc' then 'desc' else 'asc' end
                    when c.name in ('number', 'updated') then 'desc' else 'asc' end) order by c.n)
            from (select x.name, x.style, x.n, x.name = v_list ->> 'sort' as is_sorted
                from unnest('{number,contact,subject,category,turn,level,waiting,updated}'::text[], '{n,w-c,s,w-k,w-t,w-l,w-s,w-u}'::text[])
                    with ordinality x(name, style, n)) c
            where c.name <> 'level' or v_has_levels),
        'sorts', (select jsonb_agg(jsonb_build_object('word', w) order by n) from unnest('{handle,updated,waiting,opened,number,priority,turn,status,category,level,contact,subject,assignee}'::text[])
            with ordinality x(w, n) where w <> 'level' or v_has_levels),
        'filters', (select coalesce(jsonb_agg(f || jsonb_build_object('is_' || (f ->> 'key'), true, 'is_nobody', f ->> 'value' = 'none' and f ->> 'key' = 'assignee',
                'is_word', f ->> 'key' ~ '_(from|to)$' or f ->> 'key' in ('turn', 'level', 'channel') or f ->> 'value' = 'none' and f ->> 'key' = 'assignee',
                'day', case when f ->> 'key' ~ '_(from|to)$' then (f ->> 'value') || 'T12:00:00Z' end,
                'query', v_tab || '&' || filter_query(filter_without(v_list -> 'filter', f ->> 'key', f ->> 'value')) || v_order) order by n), '[]')
            from jsonb_array_elements(v_list -> 'filters') with ordinality x(f, n)),
        'is_filtered', v_list -> 'filter' <> '{}', 'is_kept', not p ? 'filters' and v_list -> 'filter' <> '{}', 'has_filters', p ? 'filters', 'is_falling', v_direction = 'desc',
        'has_levels', v_has_levels, 'values', jsonb_build_object('filters', v_list -> 'filter'),
        'options', filter_options(v_list -> 'filter', p ->> 'language', p ? 'people'));
end
$$;
comment on function turno.page_ticket_table(jsonb) is 'The operators'' list of tickets as a page (R26).';
revoke execute on function turno.page_ticket_table(jsonb) from public;
grant execute on function turno.page_ticket_table(jsonb) to turno_web;
