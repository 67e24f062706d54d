-- Purpose: the operators' list of tickets (p as page_ticket_list), for those who put a page around it.
-- Returns: what page_ticket_list says, in its parts; tickets are text, so that they are not copied with all that is put around them.
-- Calls:   ticket_view, ticket_slice, ticket_counts, ticket_tab, ticket_tab_turns. Writes: nothing.
create or replace function turno.ticket_page(p jsonb, out tab text, out filter jsonb, out saved jsonb, out sort text, out is_descending boolean,
    out next text, out previous text, out is_bounded boolean, out tickets json, out tabs jsonb)
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_place text;
    v_is_back boolean;
    v_size integer;
    c_turns constant text[] := '{operator,contact,closed}';
    v_counts integer[];
    v_more boolean[] := '{false,false,false}';
begin
    select v.tab, v.filter, v.saved, v.sort, v.is_descending, v.place, v.is_back, v.size
    into tab, filter, saved, sort, is_descending, v_place, v_is_back, v_size from ticket_view(p) v;
    select s.next, s.previous, s.is_bounded, s.rows, s.counts into "next", previous, is_bounded, tickets, v_counts
    from ticket_slice(filter, tab, sort, is_descending, v_place, v_is_back, v_size, p ->> 'language') s;
    if v_counts is null then
        select array_agg(case when c.turn is null then 0 else c.count end order by u.n), array_agg(coalesce(c.is_more, false) order by u.n)
        into v_counts, v_more
        from unnest(c_turns) with ordinality u(turn, n) left join ticket_counts(filter) c on c.turn = u.turn;
    end if;
    tabs := (select jsonb_agg(ticket_tab(t.tab, ticket_page.tab, x.count, x.is_more) order by t.n)
        from unnest('{handle,open,contact,closed,all}'::text[]) with ordinality t(tab, n)
        cross join lateral (select case when bool_and(c.count is not null) then sum(c.count)::integer end as count, bool_or(c.is_more) as is_more
            from unnest(c_turns, v_counts, v_more) c(turn, count, is_more) where c.turn = any (ticket_tab_turns(t.tab))) x);
end
$$;
comment on function turno.ticket_page(jsonb) is 'The operators'' list of tickets: tabs, filters, any order, by keyset (R9, R26).';
revoke execute on function turno.ticket_page(jsonb) from public;
grant execute on function turno.ticket_page(jsonb) to turno_web;
