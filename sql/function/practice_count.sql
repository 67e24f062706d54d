-- Purpose: how many practices the operator has within a filter (as practice_ids), counted up to 1000.
-- Returns: 0 to 1001; 1001 means more than 1000.
-- Calls:   viewer, ticket_scope, practice_fits. Writes: nothing.
create or replace function turno.practice_count(p_filter jsonb)
returns integer
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
    v_closed boolean := (p_filter ->> 'closed')::boolean;
    v_state bigint := (p_filter ->> 'state')::bigint;
    v_model bigint := (p_filter ->> 'model')::bigint;
    v_categories bigint[] := case when p_filter ->> 'categories' is not null
        then array(select x::bigint from jsonb_array_elements_text(p_filter -> 'categories') x) end;
    v_assignee bigint := (p_filter ->> 'assignee')::bigint;
    v_contact bigint := (p_filter ->> 'contact')::bigint;
    v_before date := (p_filter ->> 'due_before')::date;
begin
    return (select count(*) from (
        select from ticket_scope() s cross join lateral (
            select from practice p where p.category_id = s.category_id and p.level = s.level
                and practice_fits(p, v_closed, v_state, v_model, v_categories, v_assignee, v_contact, v_before) limit 1001) x
        union all
        select from practice p
        where p.created_by = (select v.operator_id from viewer() v)
            and (p.category_id, p.level) not in (select s.category_id, s.level from ticket_scope() s)
            and practice_fits(p, v_closed, v_state, v_model, v_categories, v_assignee, v_contact, v_before)
        limit 1001) y);
end
$$;
comment on function turno.practice_count(jsonb) is 'Capped number of the viewer''s practices within a filter (R37).';
revoke execute on function turno.practice_count(jsonb) from public;
grant execute on function turno.practice_count(jsonb) to turno_web;
