-- Purpose: how many tickets an operator (p_scope as viewer_scope; p_categories as ticket_breadth, null: wide) sees in each of these turns, counted
--          up to 1001: an index that holds nothing else tells it (ticket_count). p_only: no other categories (null: all of his).
-- Returns: a row for each turn.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_count_read(p_operator bigint, p_scope bytea, p_turns text[], p_categories bigint[], p_only bigint[])
returns table (turn text, count integer)
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
set enable_bitmapscan = off
set enable_seqscan = off
as $$
#variable_conflict use_column
begin
    return query
    select u.turn, (select count(*)::integer from (
        select from ticket t where t.turn = u.turn and t.category_id = any (p_categories) and t.deleted_at is null
            and substring(p_scope from t.category_id::integer + 1 for 1) >= case t.level when 'advanced' then '\x02'::bytea else '\x01' end
        union all
        select from ticket t where p_categories is null and t.turn = u.turn and t.deleted_at is null
            and substring(p_scope from t.category_id::integer + 1 for 1) >= case t.level when 'advanced' then '\x02'::bytea else '\x01' end
        union all
        select from ticket t where t.opened_by = p_operator and t.turn = u.turn and t.deleted_at is null and (p_only is null or t.category_id = any (p_only))
            and not coalesce(substring(p_scope from t.category_id::integer + 1 for 1) >= case t.level when 'advanced' then '\x02'::bytea else '\x01' end, false)
        limit 1001) y)
    from unnest(p_turns) u(turn);
end
$$;
comment on function turno.ticket_count_read(bigint, bytea, text[], bigint[], bigint[]) is 'Capped numbers of an operator''s tickets in some turns.';
alter function turno.ticket_count_read(bigint, bytea, text[], bigint[], bigint[]) owner to turno_gateway;
revoke execute on function turno.ticket_count_read(bigint, bytea, text[], bigint[], bigint[]) from public;
grant execute on function turno.ticket_count_read(bigint, bytea, text[], bigint[], bigint[]) to turno_act;
