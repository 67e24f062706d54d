-- Purpose: the operators' list of tickets (p: tab = handle|open|contact|closed|all, after, language, limit).
-- Returns: {tab, tabs: [{tab, count, is_more, is_current}], tickets: [rows], next, is_first}.
-- Calls:   viewer, ticket_count, ticket_ids, ticket_rows. Writes: nothing.
create or replace function turno.page_ticket_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_tab text := case when p ->> 'tab' in ('open', 'contact', 'closed', 'all') then p ->> 'tab' else 'handle' end;
    v_limit integer := least(coalesce((p ->> 'limit')::integer, 25), 500);
    v_tickets bigint[];
    v_next text;
    v_result jsonb;
begin
    if not exists (select from viewer() v where v.operator_id is not null) then
        raise exception using errcode = 'TU004', message = 'Nobody is signed in.';
    end if;
    select array_agg(x.id order by x.n) filter (where x.n <= v_limit),
        case when count(*) > v_limit then max(x.place) filter (where x.n = v_limit) end
    into v_tickets, v_next
    from ticket_ids(v_tab, coalesce(p ->> 'after', ''), v_limit + 1) x;
    select jsonb_build_object('tickets', coalesce(jsonb_agg(r.ticket order by array_position(v_tickets, r.id)), '[]'), 'next', v_next)
    into v_result from ticket_rows(v_tickets, p ->> 'language') r;
    return v_result || jsonb_build_object('tab', v_tab, 'is_first', coalesce(p ->> 'after', '') = '',
        'tabs', (select jsonb_agg(jsonb_build_object('tab', x.tab, 'count', least(x.count, 1000),
                'is_more', x.count > 1000, 'is_current', x.tab = v_tab) order by x.n)
            from (select t.tab, t.n, ticket_count(ticket_tab_turns(t.tab)) as count
                from unnest(array['handle', 'open', 'contact', 'closed', 'all']) with ordinality t(tab, n)) x));
end
$$;
comment on function turno.page_ticket_list(jsonb) is 'The operators'' list of tickets, by tab and keyset (R9, R26).';
revoke execute on function turno.page_ticket_list(jsonb) from public;
grant execute on function turno.page_ticket_list(jsonb) to turno_web;
