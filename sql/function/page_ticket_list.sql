-- Purpose: the operators' list of tickets (p: tab = handle|open|contact|closed|all, filters as ticket_filter reads them – none: those
--          that he keeps –, sort, direction = asc|desc, after or before: a place of a former page, language, limit).
-- Returns: {tab, tabs: [{tab, count, is_more, is_current}], tickets: [rows], next, previous, is_first, sort, direction, is_bounded,
--          filters: [{key, value, label}], filter, saved: [{name}]}. is_bounded: not all that come into question were looked at.
-- Calls:   viewer, ticket_filter, ticket_counts, ticket_ids, ticket_find, ticket_keys, ticket_rows, filter_items. Writes: nothing.
create or replace function turno.page_ticket_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_tab text := case when p ->> 'tab' in ('open', 'contact', 'closed', 'all') then p ->> 'tab' else 'handle' end;
    v_limit integer := least(greatest(number_or(p ->> 'limit', 25), 1), 500);
    v_filter jsonb := ticket_filter(case when p ? 'filters' then p -> 'filters'
        else (select s.filter from saved_filter s where s.name = '') end);
    v_sort text := case when p ->> 'sort' in ('number', 'contact', 'subject', 'category', 'turn', 'status', 'level', 'priority', 'assignee',
        'waiting', 'updated', 'opened', 'handle') then p ->> 'sort' when v_tab = 'handle' then 'handle' else 'updated' end;
    v_is_descending boolean := case p ->> 'direction' when 'asc' then false when 'desc' then true
        else v_sort in ('number', 'updated', 'opened', 'priority') end;
    v_before text := coalesce(p ->> 'before', '');
    v_after text := case when v_before = '' then coalesce(p ->> 'after', '') else '' end;
    v_result jsonb;
begin
    if not exists (select from viewer() v where v.operator_id is not null) then
        raise exception using errcode = 'TU004', message = 'Nobody is signed in.';
    end if;
    v_result := ticket_page(v_filter, v_tab, v_sort, v_is_descending, v_before || v_after, v_before <> '', v_limit, p ->> 'language');
    return v_result || jsonb_build_object('tab', v_tab, 'is_first', v_result ->> 'previous' is null, 'sort', v_sort,
        'direction', case when v_is_descending then 'desc' else 'asc' end, 'filter', v_filter,
        'filters', filter_items(v_filter, p ->> 'language'),
        'saved', (select coalesce(jsonb_agg(jsonb_build_object('name', s.name) order by lower(s.name)), '[]') from saved_filter s where s.name <> ''),
        'tabs', (with counted as materialized (select c.turn, c.count, c.is_more from ticket_counts(v_filter) c)
            select jsonb_agg(jsonb_build_object('tab', x.tab, 'count', least(x.count, 1000), 'is_more', x.count > 1000 or x.is_more,
                'is_current', x.tab = v_tab) order by x.n)
            from (select t.tab, t.n, coalesce(sum(c.count), 0) as count, coalesce(bool_or(c.is_more), false) as is_more
                from unnest(array['handle', 'open', 'contact', 'closed', 'all']) with ordinality t(tab, n)
                left join counted c on c.turn = any (ticket_tab_turns(t.tab)) group by t.tab, t.n) x));
end
$$;
comment on function turno.page_ticket_list(jsonb) is 'The operators'' list of tickets: tabs, filters, any order, by keyset (R9, R26).';
revoke execute on function turno.page_ticket_list(jsonb) from public;
grant execute on function turno.page_ticket_list(jsonb) to turno_web;
