-- Purpose: the filters of the list of practices, in one place; null is any. No search_path of its own, so that the planner
--          puts it into the query.
-- Returns: true or false.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.practice_fits(p turno.practice, p_closed boolean, p_state bigint, p_model bigint, p_categories bigint[],
    p_assignee bigint, p_contact bigint, p_due date)
returns boolean
language sql stable
as $$
    select (p_closed is null or p.is_closed = p_closed) and (p_state is null or p.state_id = p_state)
        and (p_model is null or p.model_id = p_model) and (p_categories is null or p.category_id = any (p_categories))
        and (p_assignee is null or p.assignee_id = p_assignee) and (p_contact is null or p.contact_id = p_contact)
        and (p_due is null or p.due_on < p_due);
$$;
comment on function turno.practice_fits is 'Filters of the list of practices (R37).';
revoke execute on function turno.practice_fits from public;
grant execute on function turno.practice_fits to turno_web;
