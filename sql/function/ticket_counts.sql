-- Purpose: how many tickets fit a filter, per turn: exact up to 1,000 where an index serves the filter; of more than 5,000 that come
--          into question only so many are looked at.
-- Returns: three rows; count null: without a filter nobody counts what is closed; is_more: there are or may be more than count.
-- Calls:   ticket_count, ticket_count_scope, ticket_candidates, ticket_match, ticket_reach. Writes: nothing.
create or replace function turno.ticket_counts(p_filter jsonb)
returns table (turn text, count integer, is_more boolean)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v_turns text[] := coalesce(filter_words(p_filter, 'turn'), '{operator,contact,closed}');
    v_candidates record;
    v_turn text;
    v_few jsonb;
    v_found integer;
    v_categories bigint[] := filter_few(p_filter - 'turn');
begin
    if p_filter = '{}' then
        return query select c.turn, least(c.count, 1000), c.count > 1000 from ticket_count('{operator,contact}') c
            union all select 'closed', null, false;
        return;
    elsif v_categories is not null then
        return query select c.turn, least(c.count, 1000), c.count > 1000 from ticket_count(v_turns, v_categories) c;
        return;
    end if;
    if p_filter - '{turn,category,level,updated_from,updated_to}'::text[] = '{}' then
        return query select u.turn, least(c.count, 1000), c.count > 1000
            from unnest(v_turns) u(turn) cross join lateral ticket_count_scope(u.turn, p_filter) c(count);
        return;
    end if;
    select * into v_candidates from ticket_candidates(p_filter, 5000);
    if v_candidates.tickets is not null then
        return query
        select u.turn, least(count(t.id), 1000)::integer, count(t.id) > 1000 or v_candidates.is_more
        from unnest(v_turns) u(turn)
        left join (ticket_match(v_candidates.tickets, p_filter) m(id)
            join ticket t on t.id = m.id and t.id = any (v_candidates.tickets)) on t.turn = u.turn
        group by u.turn;
        return;
    end if;
    foreach v_turn in array v_turns loop
        if v_turn = 'operator' and p_filter - '{turn,category,level,priority}'::text[] = '{}' then
            v_found := ticket_count_scope(v_turn, p_filter);
            return query select v_turn, least(v_found, 1000), v_found > 1000;
        else
            v_few := p_filter || jsonb_build_object('turn', jsonb_build_array(v_turn));
            select * into v_candidates from ticket_candidates(v_few, 5000);
            v_found := (select count(*) from ticket_match(coalesce(v_candidates.tickets, array(select ticket_reach(array[v_turn],
                category_below(filter_ids(p_filter, 'category')), filter_words(p_filter, 'level'), 5000))), v_few));
            return query select v_turn, least(v_found, 1000), v_found > 1000 or v_candidates.is_more;
        end if;
    end loop;
end
$$;
comment on function turno.ticket_counts(jsonb) is 'Capped numbers of tickets that fit a filter, per turn (R9, R26).';
revoke execute on function turno.ticket_counts(jsonb) from public;
grant execute on function turno.ticket_counts(jsonb) to turno_web;
