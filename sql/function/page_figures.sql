-- Purpose: the figures of the desk as a page (p as page_statistics).
-- Returns: as page_statistics, its rows with bar and percent; query: of this very page; period: the same without the category; filter: of lists of the same tickets, no drafts; periods: [{word, query,
--          is_current}]; has_operators, from_at, to_at; values: {from, to, category}; categories: [{id, path}] to choose from.
-- Calls:   page_statistics, statistics_bars, filter_options, url_encode. Writes: nothing.
create or replace function turno.page_figures(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v jsonb := page_statistics(p);
    v_category text := case when v ->> 'category' is not null then p ->> 'category' end;
    v_today date := current_date;
begin
    return v || jsonb_build_object(
        'open', v -> 'open' || jsonb_build_object('categories', statistics_bars(v #> '{open,categories}'),
            'statuses', statistics_bars(v #> '{open,statuses}'), 'priorities', statistics_bars(v #> '{open,priorities}')),
        'closed', v -> 'closed' || jsonb_build_object('categories', statistics_bars(v #> '{closed,categories}')),
        'has_operators', jsonb_typeof(v -> 'operators') = 'array', 'from_at', (v ->> 'from') || 'T12:00:00Z', 'to_at', (v ->> 'to') || 'T12:00:00Z',
        'query', concat_ws('&', 'from=' || (v ->> 'from'), 'to=' || (v ->> 'to'), 'category=' || url_encode(v_category)),
        'period', concat_ws('&', 'from=' || (v ->> 'from'), 'to=' || (v ->> 'to')),
        'filter', concat_ws('&', 'filters.draft=none', 'filters.category=' || url_encode(v_category)),
        'periods', (select jsonb_agg(jsonb_build_object('word', x.word, 'is_current', (v ->> 'from')::date = x.first and (v ->> 'to')::date = x.last,
                'query', concat_ws('&', 'from=' || x.first, 'to=' || x.last, 'category=' || url_encode(v_category))) order by x.n)
            from (values (1, 'week', v_today - 6, v_today), (2, 'days', v_today - 29, v_today),
                (3, 'month', date_trunc('month', v_today)::date, v_today),
                (4, 'last_month', (date_trunc('month', v_today) - interval '1 month')::date, date_trunc('month', v_today)::date - 1),
                (5, 'year', date_trunc('year', v_today)::date, v_today)) x(n, word, first, last)),
        'values', jsonb_build_object('from', v -> 'from', 'to', v -> 'to', 'category', v_category),
        'categories', filter_options(jsonb_build_object('category', to_jsonb(array_remove(array[v_category], null))), p ->> 'language') -> 'categories');
end
$$;
comment on function turno.page_figures(jsonb) is 'Figures of the desk as a page (R9, R38).';
revoke execute on function turno.page_figures(jsonb) from public;
grant execute on function turno.page_figures(jsonb) to turno_web;
