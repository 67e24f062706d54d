-- Purpose: candidates for ticket_usual: what an operator (p_scope as viewer_scope) has to handle, by priority, then the longest waiting, after
--          a place. Priority by priority until the page is full; of each category and level a few are read by index, more only of those whose
--          few all stand on the page. p_categories and p_levels as ticket_breadth; p_only: no other categories (null: all of his).
-- Returns: up to p_limit rows in order.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_ids_handle(p_operator bigint, p_scope bytea, p_rank bigint, p_at timestamptz, p_id bigint, p_limit integer,
    p_categories bigint[], p_levels text[], p_only bigint[])
returns table (id bigint, rank bigint, at timestamptz)
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
set enable_bitmapscan = off
as $$
#variable_conflict use_column
declare
    c_few constant integer := 3;
    v_priority record;
    v_at timestamptz;
    v_id bigint;
    v_left bigint := p_limit;
    v_given bigint;
begin
    for v_priority in select p.id, - p.rank::bigint as rank from priority p where - p.rank >= p_rank order by 2 loop
        v_at := case when v_priority.rank = p_rank then p_at else '-infinity' end;
        v_id := case when v_priority.rank = p_rank then p_id else 0 end;
        if p_categories is null then
            return query
            select t.id, v_priority.rank, t.waiting_since from ticket t
            where t.priority_id = v_priority.id and t.turn = 'operator' and t.turn <> 'closed' and t.deleted_at is null
                and (substring(p_scope from t.category_id::integer + 1 for 1) >= case t.level when 'advanced' then '\x02'::bytea else '\x01' end
                    or t.opened_by = p_operator)
                and (t.waiting_since, t.id) > (v_at, v_id)
            order by t.waiting_since, t.id limit v_left;
        else
            return query
            with part as materialized (
                select s.category_id, s.level, x.id, x.at
                from unnest(p_categories, p_levels) s(category_id, level) cross join lateral (
                    select t.id, t.waiting_since as at from ticket t
                    where t.category_id = s.category_id and t.level = s.level and t.turn = 'operator' and t.priority_id = v_priority.id
                        and t.deleted_at is null and (t.waiting_since, t.id) > (v_at, v_id)
                    order by t.waiting_since, t.id limit c_few) x),
            head as materialized (select p.* from part p order by p.at, p.id limit v_left),
            foot as (select max(h.at) as at from head h having count(*) = v_left),
            deep as (select h.category_id, h.level, max(h.at) as at from head h group by 1, 2 having count(*) = c_few)
            select y.id, v_priority.rank, y.at from (
                select h.id, h.at from head h
                union all
                select x.id, x.waiting_since
                from deep d cross join lateral (
                    select t.id, t.waiting_since from ticket t
                    where t.category_id = d.category_id and t.level = d.level and t.turn = 'operator' and t.priority_id = v_priority.id
                        and t.deleted_at is null and t.waiting_since >= d.at and (t.waiting_since, t.id) > (v_at, v_id)
                        and t.waiting_since <= coalesce((select f.at from foot f), 'infinity') and t.id <> all (array(select h.id from head h))
                    order by t.waiting_since, t.id limit v_left) x
                union all
                select t.id, t.waiting_since from ticket t
                where t.opened_by = p_operator and t.turn = 'operator' and t.priority_id = v_priority.id and t.deleted_at is null
                    and (t.waiting_since, t.id) > (v_at, v_id) and (p_only is null or t.category_id = any (p_only))
                    and not coalesce(substring(p_scope from t.category_id::integer + 1 for 1) >= case t.level when 'advanced' then '\x02'::bytea else '\x01' end, false)
                ) y
            order by y.at, y.id limit v_left;
        end if;
        get diagnostics v_given = row_count;
        v_left := v_left - v_given;
        exit when v_left = 0;
    end loop;
end
$$;
comment on function turno.ticket_ids_handle(bigint, bytea, bigint, timestamptz, bigint, integer, bigint[], text[], bigint[]) is 'Tickets to handle, after a place (R26).';
alter function turno.ticket_ids_handle(bigint, bytea, bigint, timestamptz, bigint, integer, bigint[], text[], bigint[]) owner to turno_gateway;
revoke execute on function turno.ticket_ids_handle(bigint, bytea, bigint, timestamptz, bigint, integer, bigint[], text[], bigint[]) from public;
grant execute on function turno.ticket_ids_handle(bigint, bytea, bigint, timestamptz, bigint, integer, bigint[], text[], bigint[]) to turno_act;
