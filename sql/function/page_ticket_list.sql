-- Purpose: the operators' list of tickets (p: tab = handle|open|contact|closed|all, filters as ticket_filter reads them – none: those
--          that he keeps –, sort, direction = asc|desc, after or before: a place of a former page, language, limit).
-- Returns: {tab, tabs: [{tab, count, is_more, is_current}], tickets: [rows], next, previous, is_first, sort, direction, is_bounded,
--          filters: [{key, value, label}], filter, saved: [{name}]}. is_bounded: not all that come into question were looked at.
-- Calls:   viewer, ticket_view, ticket_slice, ticket_counts, filter_items. Writes: nothing.
create or replace function turno.page_ticket_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_view record;
    v_slice record;
begin
    if not exists (select from viewer() v where v.operator_id is not null) then
        raise exception using errcode = 'TU004', message = 'Nobody is signed in.';
    end if;
    select * into v_view from ticket_view(p);
    select * into v_slice from ticket_slice(v_view.filter, v_view.tab, v_view.sort, v_view.is_descending, v_view.place, v_view.is_back,
        v_view.size, p ->> 'language');
    return jsonb_build_object('tab', v_view.tab, 'next', v_slice.next, 'previous', v_slice.previous, 'is_first', v_slice.previous is null,
        'is_bounded', v_slice.is_bounded, 'sort', v_view.sort, 'direction', case when v_view.is_descending then 'desc' else 'asc' end,
        'tickets', v_slice.rows,
        'filter', v_view.filter, 'filters', filter_items(v_view.filter, p ->> 'language'),
        'saved', v_view.saved,
        'tabs', (with counted as materialized (select c.turn, c.count, c.is_more from ticket_counts(v_view.filter) c)
            select jsonb_agg(jsonb_build_object('tab', x.tab, 'count', least(x.count, 1000), 'is_more', x.count > 1000 or x.is_more,
                'is_current', x.tab = v_view.tab) order by x.n)
            from (select t.tab, t.n, coalesce(sum(c.count), 0) as count, coalesce(bool_or(c.is_more), false) as is_more
                from unnest(array['handle', 'open', 'contact', 'closed', 'all']) with ordinality t(tab, n)
                left join counted c on c.turn = any (ticket_tab_turns(t.tab)) group by t.tab, t.n) x));
end
$$;
comment on function turno.page_ticket_list(jsonb) is 'The operators'' list of tickets: tabs, filters, any order, by keyset (R9, R26).';
revoke execute on function turno.page_ticket_list(jsonb) from public;
grant execute on function turno.page_ticket_list(jsonb) to turno_web;
