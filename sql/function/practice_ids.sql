-- Purpose: one page of the operator's practices after a place (keyset, '' the beginning): p_filter {closed, state, model,
--          categories, assignee, contact, due_before, sort}. sort "due": open ones, the most urgent first; else the newest
--          first. Reading each scope by index in the order of the list is what makes it quick, see ticket_scope; the plan is
--          made for the filters that are there.
-- Returns: up to p_limit rows in order, each with its place.
-- Calls:   viewer, ticket_scope, practice_fits. Writes: nothing.
create or replace function turno.practice_ids(p_filter jsonb, p_after text, p_limit integer)
returns table (n bigint, id bigint, place text)
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
    v_closed boolean := (p_filter ->> 'closed')::boolean;
    v_state bigint := (p_filter ->> 'state')::bigint;
    v_model bigint := (p_filter ->> 'model')::bigint;
    v_categories bigint[] := case when p_filter ->> 'categories' is not null
        then array(select x::bigint from jsonb_array_elements_text(p_filter -> 'categories') x) end;
    v_assignee bigint := (p_filter ->> 'assignee')::bigint;
    v_contact bigint := (p_filter ->> 'contact')::bigint;
    v_before date := (p_filter ->> 'due_before')::date;
    v_operator bigint := (select v.operator_id from viewer() v);
    v_after text[] := case when p_after ~ '^(\d{4,6}-\d\d-\d\d|infinity)_\d{1,18}$' then string_to_array(p_after, '_') end;
    v_due date := coalesce(v_after[1], '-infinity');
    v_id bigint := v_after[2];
begin
    if p_filter ->> 'sort' = 'due' then
        return query
        select row_number() over (order by x.due, x.id), x.id, format('%s_%s', x.due, x.id)
        from (select y.id, y.due from ticket_scope() s cross join lateral (
                select p.id, coalesce(p.due_on, 'infinity') as due from practice p
                where p.category_id = s.category_id and p.level = s.level and not p.is_closed
                    and (coalesce(p.due_on, 'infinity'), p.id) > (v_due, coalesce(v_id, 0))
                    and practice_fits(p, null, v_state, v_model, v_categories, v_assignee, v_contact, v_before)
                order by coalesce(p.due_on, 'infinity'), p.id limit p_limit) y
            union
            select p.id, coalesce(p.due_on, 'infinity') from practice p
            where p.created_by = v_operator and not p.is_closed and (coalesce(p.due_on, 'infinity'), p.id) > (v_due, coalesce(v_id, 0))
                and practice_fits(p, null, v_state, v_model, v_categories, v_assignee, v_contact, v_before)
            order by 2, 1 limit p_limit) x
        order by 1;
    else
        return query
        select row_number() over (order by x.id desc), x.id, format('infinity_%s', x.id)
        from (select y.id from ticket_scope() s cross join unnest(array[false, true]) c(closed) cross join lateral (
                select p.id from practice p
                where p.category_id = s.category_id and p.level = s.level and p.is_closed = c.closed
                    and p.id < coalesce(v_id, 9223372036854775807)
                    and practice_fits(p, null, v_state, v_model, v_categories, v_assignee, v_contact, v_before)
                order by p.id desc limit p_limit) y
            where v_closed is null or c.closed = v_closed
            union
            select p.id from practice p
            where p.created_by = v_operator and p.id < coalesce(v_id, 9223372036854775807)
                and practice_fits(p, v_closed, v_state, v_model, v_categories, v_assignee, v_contact, v_before)
            order by 1 desc limit p_limit) x
        order by 1;
    end if;
end
$$;
comment on function turno.practice_ids(jsonb, text, integer) is 'One page of the viewer''s practices by keyset (R9, R37).';
revoke execute on function turno.practice_ids(jsonb, text, integer) from public;
grant execute on function turno.practice_ids(jsonb, text, integer) to turno_web;
