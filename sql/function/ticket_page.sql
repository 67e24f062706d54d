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
    v_handle integer;
    v_contact integer;
    v_closed integer;
begin
    select v.tab, v.filter, v.saved, v.sort, v.is_descending, v.place, v.is_back, v.size
    into tab, filter, saved, sort, is_descending, v_place, v_is_back, v_size from ticket_view(p) v;
    select s.next, s.previous, s.is_bounded, s.rows, s.operators, s.contacts, s.closed
    into "next", previous, is_bounded, tickets, v_handle, v_contact, v_closed
    from ticket_slice(filter, tab, sort, is_descending, v_place, v_is_back, v_size, p ->> 'language') s;
    if v_handle is not null then
        tabs := jsonb_build_array(ticket_tab('handle', tab, v_handle, false), ticket_tab('open', tab, v_handle + v_contact, false),
            ticket_tab('contact', tab, v_contact, false), ticket_tab('closed', tab, v_closed, false),
            ticket_tab('all', tab, v_handle + v_contact + v_closed, false));
    else
        tabs := (with counted as materialized (select c.turn, c.count, c.is_more from ticket_counts(filter) c)
            select jsonb_agg(ticket_tab(x.tab, ticket_page.tab, x.count, x.is_more) order by x.n)
            from (select t.tab, t.n, coalesce(sum(c.count), 0)::integer as count, coalesce(bool_or(c.is_more), false) as is_more
                from unnest(array['handle', 'open', 'contact', 'closed', 'all']) with ordinality t(tab, n)
                left join counted c on c.turn = any (ticket_tab_turns(t.tab)) group by t.tab, t.n) x);
    end if;
end
$$;
comment on function turno.ticket_page(jsonb) is 'The operators'' list of tickets: tabs, filters, any order, by keyset (R9, R26).';
revoke execute on function turno.ticket_page(jsonb) from public;
grant execute on function turno.ticket_page(jsonb) to turno_web;
