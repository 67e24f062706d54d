-- Purpose: which tickets stand on one page of the ticket list. Its usual order, unfiltered and read forwards, has a quicker way of its own.
-- Returns: their ids in order, rows: as ticket_rows_read has them (unless not p_has_rows), the places to go on and back, is_bounded: not all that
--          come into question were looked at; in the usual order counts (as ticket_usual). TU004 when no operator is signed in.
-- Calls:   ticket_usual, ticket_find, ticket_rows, ticket_tab_turns, filter_words, ticket_keys. Writes: nothing.
create or replace function turno.ticket_slice(p_filter jsonb, p_tab text, p_sort text, p_is_descending boolean, p_place text,
    p_is_back boolean, p_limit integer, p_language text, p_has_rows boolean default true,
    out tickets bigint[], out next text, out previous text, out is_bounded boolean, out rows json, out counts integer[])
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_turns text[] := ticket_tab_turns(p_tab);
    v_categories bigint[] := filter_few(p_filter);
    v_is_usual boolean := (p_filter = '{}' or v_categories is not null) and not p_is_back and p_place !~ '_.*_.*_'
        and (p_sort, p_is_descending) in (('handle', false), ('updated', true)) and (p_sort = 'handle') = (p_tab = 'handle');
    v_places text[];
    v_is_more boolean;
    v_stop text;
begin
    if v_is_usual then
        select u.tickets, u.next, u.rows, u.counts into tickets, "next", rows, counts
        from ticket_usual(p_tab, p_place, p_limit, v_categories, case when p_has_rows then coalesce(p_language, 'it') end) u;
        if p_place ~ '_.*_' then
            select concat_ws('_', k.rank, k.number, k.id, k.word) into previous from ticket_keys(tickets[1:1], p_sort, p_language) k;
        end if;
        is_bounded := false;
        return;
    end if;
    if not exists (select from viewer() v where v.operator_id is not null) then
        raise exception using errcode = 'TU004', message = 'Nobody is signed in.';
    end if;
    v_turns := case when p_filter ? 'turn' then array(select unnest(v_turns) intersect select unnest(filter_words(p_filter, 'turn'))) else v_turns end;
    select array_agg(x.id order by x.n) filter (where abs(x.n) <= p_limit and x.id is not null),
        array_agg(x.place order by x.n) filter (where abs(x.n) <= p_limit and x.id is not null),
        count(x.id) > p_limit, max(x.place) filter (where x.id is null), count(*) > count(x.id)
    into tickets, v_places, v_is_more, v_stop, is_bounded
    from ticket_find(case when p_tab = 'all' and not p_filter ? 'turn' then p_filter else p_filter || jsonb_build_object('turn', v_turns) end,
        p_sort, p_language, p_is_descending, p_place, p_is_back, p_limit + 1) x;
    tickets := coalesce(tickets, '{}');
    "next" := case when p_is_back or v_is_more then v_places[cardinality(v_places)] else v_stop end;
    previous := case when p_is_back then case when v_is_more then v_places[1] else v_stop end when p_place <> '' then v_places[1] end;
    if p_has_rows then
        rows := (select coalesce(json_agg(r.ticket order by array_position(tickets, r.id)), '[]') from ticket_rows(tickets, p_language) r);
    end if;
end
$$;
comment on function turno.ticket_slice(jsonb, text, text, boolean, text, boolean, integer, text, boolean) is 'Tickets of one page of the ticket list (R26).';
revoke execute on function turno.ticket_slice(jsonb, text, text, boolean, text, boolean, integer, text, boolean) from public;
grant execute on function turno.ticket_slice(jsonb, text, text, boolean, text, boolean, integer, text, boolean) to turno_web;
