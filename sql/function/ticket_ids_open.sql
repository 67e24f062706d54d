-- Purpose: the open tickets of an operator, if they are at most a thousand: all are read from one index, counted, and those of a page taken out.
--          p_scope as viewer_scope; p_categories: those that he is enabled for, or asks for; p_only: of what he opened elsewhere, that of
--          these categories only (null: of all). p_by_rank: by priority, then the longest waiting, after rank, time and id; else the last
--          message first, after time and id.
-- Returns: is_all; if so up to p_limit ids of the turns asked for, in order, with the last one's place (ticket_place), and how many there are of each turn.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_ids_open(p_operator bigint, p_scope bytea, p_categories bigint[], p_only bigint[], p_turns text[],
    p_by_rank boolean, p_rank bigint, p_at timestamptz, p_id bigint, p_limit integer,
    out is_all boolean, out ids bigint[], out ranks bigint[], out ats timestamptz[], out operators integer, out contacts integer)
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
set enable_bitmapscan = off
set enable_seqscan = off
as $$
begin
    with mine as materialized (
        select t.id, t.turn, t.priority_id, t.waiting_since, t.updated_at from ticket t
        where t.turn <> 'closed' and t.deleted_at is null and t.category_id = any (p_categories)
            and substring(p_scope from t.category_id::integer + 1 for 1) >= case t.level when 'advanced' then '\x02'::bytea else '\x01' end
        union all
        select t.id, t.turn, t.priority_id, t.waiting_since, t.updated_at from ticket t
        where t.opened_by = p_operator and t.turn in ('operator', 'contact') and t.deleted_at is null and (p_only is null or t.category_id = any (p_only))
            and not coalesce(substring(p_scope from t.category_id::integer + 1 for 1) >= case t.level when 'advanced' then '\x02'::bytea else '\x01' end, false)
        limit 1001),
    page as (
        select m.id, - r.rank as rank, case when p_by_rank then m.waiting_since else m.updated_at end as at
        from mine m join priority r on r.id = m.priority_id
        where m.turn = any (p_turns) and case when p_by_rank then (- r.rank, m.waiting_since, m.id) > (p_rank, p_at, p_id)
            else (m.updated_at, m.id) < (p_at, p_id) end
        order by case when p_by_rank then - r.rank end, case when p_by_rank then m.waiting_since end, case when not p_by_rank then m.updated_at end desc,
            case when p_by_rank then m.id else - m.id end
        limit p_limit)
    select c.operators + c.contacts <= 1000, p.ids, p.ranks, p.ats, c.operators, c.contacts into is_all, ids, ranks, ats, operators, contacts
    from (select count(*) filter (where m.turn = 'operator') as operators, count(*) filter (where m.turn = 'contact') as contacts from mine m) c,
        (select array_agg(p.id) as ids, array_agg(p.rank) as ranks, array_agg(p.at) as ats from page p) p;
end
$$;
comment on function turno.ticket_ids_open is 'The open tickets of an operator, when they are few (R26).';
alter function turno.ticket_ids_open owner to turno_gateway;
revoke execute on function turno.ticket_ids_open from public;
grant execute on function turno.ticket_ids_open to turno_act;
