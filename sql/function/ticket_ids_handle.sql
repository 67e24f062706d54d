-- Purpose: candidates for ticket_ids: what an operator (p_scope as viewer_scope) has to handle, by priority, then the longest waiting, after
--          a place. Of each category, level and priority a few are read by index, all that the page could hold only where those few stand on it.
--          p_categories: no others (null: all of his).
-- Returns: up to p_limit rows in order.
-- Calls:   ticket_breadth. Writes: nothing.
create or replace function turno.ticket_ids_handle(p_operator bigint, p_scope bytea, p_rank bigint, p_at timestamptz, p_id bigint, p_limit integer,
    p_categories bigint[] default null)
returns table (id bigint, rank bigint, at timestamptz)
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
set enable_bitmapscan = off
as $$
#variable_conflict use_column
declare
    v record;
    v_chunk integer;
    v_found record;
begin
    select * into v from ticket_breadth(p_operator, p_scope, p_categories);
    if v.is_wide then
        return query
        select x.id, - p.rank::bigint, x.waiting_since
        from priority p cross join lateral (
            select t.id, t.waiting_since from ticket t
            where t.priority_id = p.id and t.turn = 'operator' and t.turn <> 'closed' and t.deleted_at is null
                and (substring(p_scope from t.category_id::integer + 1 for 1) >= case t.level when 'advanced' then '\x02'::bytea else '\x01' end
                    or t.opened_by = p_operator)
                and (t.waiting_since, t.id) > (case when - p.rank = p_rank then p_at else '-infinity' end, case when - p.rank = p_rank then p_id else 0 end)
            order by t.waiting_since, t.id limit p_limit) x
        where - p.rank >= p_rank
        order by 2, 3, 1 limit p_limit;
        return;
    end if;
    foreach v_chunk in array array[least(4, p_limit), p_limit] loop
        with page as (
            select y.* from (
                select x.id, - p.rank::bigint as rank, x.waiting_since, s.n
                from priority p cross join unnest(v.categories, v.levels) with ordinality s(category_id, level, n) cross join lateral (
                    select t.id, t.waiting_since from ticket t
                    where t.category_id = s.category_id and t.level = s.level and t.turn = 'operator' and t.priority_id = p.id and t.deleted_at is null
                        and (t.waiting_since, t.id) > (case when - p.rank = p_rank then p_at else '-infinity' end,
                            case when - p.rank = p_rank then p_id else 0 end)
                    order by t.waiting_since, t.id limit v_chunk) x
                where - p.rank >= p_rank
                union all
                select t.id, - p.rank::bigint, t.waiting_since, null from ticket t join priority p on p.id = t.priority_id
                where t.opened_by = p_operator and t.turn = 'operator' and t.deleted_at is null and (p_categories is null or t.category_id = any (p_categories))
                    and (- p.rank, t.waiting_since, t.id) > (p_rank, p_at, p_id)
                    and not coalesce(substring(p_scope from t.category_id::integer + 1 for 1) >= case t.level when 'advanced' then '\x02'::bytea else '\x01' end, false)
                ) y
            order by y.rank, y.waiting_since, y.id limit p_limit)
        select array_agg(g.id) as ids, array_agg(g.rank) as ranks, array_agg(g.waiting_since) as ats,
            exists (select from page h where h.n is not null group by h.n, h.rank having count(*) >= v_chunk) as is_short into v_found from page g;
        exit when not v_found.is_short;
    end loop;
    return query select x.id, x.rank, x.at from unnest(v_found.ids, v_found.ranks, v_found.ats) x(id, rank, at);
end
$$;
comment on function turno.ticket_ids_handle(bigint, bytea, bigint, timestamptz, bigint, integer, bigint[]) is 'Tickets to handle, after a place (R26).';
alter function turno.ticket_ids_handle(bigint, bytea, bigint, timestamptz, bigint, integer, bigint[]) owner to turno_gateway;
revoke execute on function turno.ticket_ids_handle(bigint, bytea, bigint, timestamptz, bigint, integer, bigint[]) from public;
grant execute on function turno.ticket_ids_handle(bigint, bytea, bigint, timestamptz, bigint, integer, bigint[]) to turno_act;
