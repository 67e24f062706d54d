-- Purpose: candidates for ticket_ids: an operator's tickets (p_scope as viewer_scope) of some turns, the last message first, after a place;
--          read as those of ticket_ids_handle.
-- Returns: up to p_limit rows in order.
-- Calls:   ticket_breadth. Writes: nothing.
create or replace function turno.ticket_ids_recent(p_operator bigint, p_scope bytea, p_turns text[], p_at timestamptz, p_id bigint, p_limit integer,
    p_categories bigint[] default null)
returns table (id bigint, at timestamptz)
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
set enable_bitmapscan = off
as $$
#variable_conflict use_column
declare
    v record;
    c_few constant integer := 3;
begin
    select * into v from ticket_breadth(p_operator, p_scope, p_categories);
    if v.is_wide then
        return query
        select x.id, x.updated_at
        from unnest(p_turns) u(turn) cross join lateral (
            select t.id, t.updated_at from ticket t
            where t.turn = u.turn and t.deleted_at is null and (t.updated_at, t.id) < (p_at, p_id)
                and (substring(p_scope from t.category_id::integer + 1 for 1) >= case t.level when 'advanced' then '\x02'::bytea else '\x01' end
                    or t.opened_by = p_operator)
            order by t.updated_at desc, t.id desc limit p_limit) x
        order by 2 desc, 1 desc limit p_limit;
        return;
    end if;
    return query
    with part as materialized (
        select s.category_id, s.level, u.turn, x.ids, x.ats
        from unnest(v.categories, v.levels) s(category_id, level) cross join unnest(p_turns) u(turn) cross join lateral (
            select array_agg(t.id) as ids, array_agg(t.updated_at) as ats from (
                select t.id, t.updated_at from ticket t
                where t.category_id = s.category_id and t.level = s.level and t.turn = u.turn and t.deleted_at is null
                    and (t.updated_at, t.id) < (p_at, p_id)
                order by t.updated_at desc, t.id desc limit c_few) t) x
        where x.ids is not null),
    head as materialized (
        select x.id, x.at from part p cross join lateral unnest(p.ids, p.ats) x(id, at) order by x.at desc, x.id desc limit p_limit),
    foot as (select min(h.at) as at from head h having count(*) = p_limit)
    select y.id, y.updated_at from (
        select h.id, h.at as updated_at from head h
        union all
        select x.id, x.updated_at
        from part p cross join lateral (
            select t.id, t.updated_at from ticket t
            where t.category_id = p.category_id and t.level = p.level and t.turn = p.turn and t.deleted_at is null
                and (t.updated_at, t.id) < (p.ats[c_few], p.ids[c_few]) and t.updated_at >= coalesce((select f.at from foot f), '-infinity')
            order by t.updated_at desc, t.id desc limit p_limit) x
        where p.ats[c_few] >= coalesce((select f.at from foot f), '-infinity')
        union all
        select t.id, t.updated_at from ticket t
        where t.opened_by = p_operator and t.turn = any (p_turns) and t.deleted_at is null and (t.updated_at, t.id) < (p_at, p_id)
            and (p_categories is null or t.category_id = any (p_categories))
            and not coalesce(substring(p_scope from t.category_id::integer + 1 for 1) >= case t.level when 'advanced' then '\x02'::bytea else '\x01' end, false)
        ) y
    order by y.updated_at desc, y.id desc limit p_limit;
end
$$;
comment on function turno.ticket_ids_recent(bigint, bytea, text[], timestamptz, bigint, integer, bigint[]) is 'Tickets by last message, after a place (R26).';
alter function turno.ticket_ids_recent(bigint, bytea, text[], timestamptz, bigint, integer, bigint[]) owner to turno_gateway;
revoke execute on function turno.ticket_ids_recent(bigint, bytea, text[], timestamptz, bigint, integer, bigint[]) from public;
grant execute on function turno.ticket_ids_recent(bigint, bytea, text[], timestamptz, bigint, integer, bigint[]) to turno_act;
