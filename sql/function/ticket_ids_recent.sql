-- Purpose: candidates for ticket_usual: an operator's tickets (p_scope as viewer_scope) of some turns, the last message first, after a place;
--          p_categories, p_levels and p_only as in ticket_ids_handle, and read as there.
-- Returns: up to p_limit rows in order.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_ids_recent(p_operator bigint, p_scope bytea, p_turns text[], p_at timestamptz, p_id bigint, p_limit integer,
    p_categories bigint[], p_levels text[], p_only bigint[])
returns table (id bigint, at timestamptz)
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
set enable_bitmapscan = off
as $$
#variable_conflict use_column
declare
    c_few constant integer := 3;
begin
    if p_categories is null then
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
        select s.category_id, s.level, u.turn, x.id, x.at
        from unnest(p_categories, p_levels) s(category_id, level) cross join unnest(p_turns) u(turn) cross join lateral (
            select t.id, t.updated_at as at from ticket t
            where t.category_id = s.category_id and t.level = s.level and t.turn = u.turn and t.deleted_at is null
                and (t.updated_at, t.id) < (p_at, p_id)
            order by t.updated_at desc, t.id desc limit c_few) x),
    head as materialized (select p.* from part p order by p.at desc, p.id desc limit p_limit),
    foot as (select min(h.at) as at from head h having count(*) = p_limit),
    deep as (select h.category_id, h.level, h.turn, min(h.at) as at from head h group by 1, 2, 3 having count(*) = c_few)
    select y.id, y.at from (
        select h.id, h.at from head h
        union all
        select x.id, x.updated_at
        from deep d cross join lateral (
            select t.id, t.updated_at from ticket t
            where t.category_id = d.category_id and t.level = d.level and t.turn = d.turn and t.deleted_at is null
                and t.updated_at <= d.at and (t.updated_at, t.id) < (p_at, p_id)
                and t.updated_at >= coalesce((select f.at from foot f), '-infinity') and t.id <> all (array(select h.id from head h))
            order by t.updated_at desc, t.id desc limit p_limit) x
        union all
        select t.id, t.updated_at from ticket t
        where t.opened_by = p_operator and t.turn = any (p_turns) and t.deleted_at is null and (t.updated_at, t.id) < (p_at, p_id)
            and (p_only is null or t.category_id = any (p_only))
            and not coalesce(substring(p_scope from t.category_id::integer + 1 for 1) >= case t.level when 'advanced' then '\x02'::bytea else '\x01' end, false)
        ) y
    order by y.at desc, y.id desc limit p_limit;
end
$$;
comment on function turno.ticket_ids_recent(bigint, bytea, text[], timestamptz, bigint, integer, bigint[], text[], bigint[]) is 'Tickets by last message, after a place (R26).';
alter function turno.ticket_ids_recent(bigint, bytea, text[], timestamptz, bigint, integer, bigint[], text[], bigint[]) owner to turno_gateway;
revoke execute on function turno.ticket_ids_recent(bigint, bytea, text[], timestamptz, bigint, integer, bigint[], text[], bigint[]) from public;
grant execute on function turno.ticket_ids_recent(bigint, bytea, text[], timestamptz, bigint, integer, bigint[], text[], bigint[]) to turno_act;
