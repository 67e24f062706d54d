-- Purpose: how many tickets the operator has in a turn that fit a filter of category, level, and days of the last message, or in the
--          office's turn of priority, counted up to 1000: an index of each scope has them one after another (ticket_desk,
--          ticket_handle), so that no others are read.
-- Returns: 0 to 1001; 1001 means more than 1000.
-- Calls:   viewer, ticket_scope, ticket_scope_of, category_below, filter_ids, filter_words. Writes: nothing.
create or replace function turno.ticket_count_scope(p_turn text, p_filter jsonb)
returns integer
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
    v_category bigint[] := category_below(filter_ids(p_filter, 'category'));
    v_level text[] := filter_words(p_filter, 'level');
    v_priority bigint[] := filter_ids(p_filter, 'priority');
    v_from timestamptz := (p_filter ->> 'updated_from')::date;
    v_to timestamptz := (p_filter ->> 'updated_to')::date + 1;
begin
    return (select count(*)::integer from (
        select from ticket_scope_of(v_category) s cross join lateral (
            select from ticket t
            where t.category_id = s.category_id and t.level = s.level and t.turn = p_turn
                and (v_priority is null or t.priority_id = any (v_priority))
                and (v_from is null or t.updated_at >= v_from) and (v_to is null or t.updated_at < v_to) limit 1001) x
        where v_level is null or s.level = any (v_level)
        union all
        select from ticket t
        where t.opened_by = (select v.operator_id from viewer() v) and t.turn = p_turn
            and (v_category is null or t.category_id = any (v_category)) and (v_level is null or t.level = any (v_level))
            and (v_priority is null or t.priority_id = any (v_priority))
            and (v_from is null or t.updated_at >= v_from) and (v_to is null or t.updated_at < v_to)
            and (t.category_id, t.level) not in (select s.category_id, s.level from ticket_scope() s)
        limit 1001) y);
end
$$;
comment on function turno.ticket_count_scope(text, jsonb) is 'Capped number of the viewer''s tickets that an index of his scopes tells (R9, R26).';
revoke execute on function turno.ticket_count_scope(text, jsonb) from public;
grant execute on function turno.ticket_count_scope(text, jsonb) to turno_web;
