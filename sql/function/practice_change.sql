-- Purpose: change a practice (p_change: subject, description, due_on, assignee, state, category, level; those that are
--          there, checked by practice_input). An assignee who would no longer see it is taken off (R40).
-- Returns: nothing. p_actor: an operator, null for the command line.
-- Calls:   practice_assignable, practice_event_add. Writes: practice, practice_event.
create or replace function turno.practice_change(p_practice bigint, p_change jsonb, p_actor bigint, p_channel text)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_old practice;
    v_new practice;
    v_assignee bigint;
begin
    select * into v_old from practice p where p.id = p_practice for update;
    v_assignee := case when p_change ? 'assignee' then (p_change ->> 'assignee')::bigint else v_old.assignee_id end;
    update practice p
    set subject = coalesce(p_change ->> 'subject', p.subject), description = coalesce(p_change ->> 'description', p.description),
        due_on = case when p_change ? 'due_on' then (p_change ->> 'due_on')::date else p.due_on end,
        category_id = coalesce((p_change ->> 'category')::bigint, p.category_id), level = coalesce(p_change ->> 'level', p.level),
        assignee_id = case when practice_assignable(v_assignee, coalesce((p_change ->> 'category')::bigint, p.category_id),
            coalesce(p_change ->> 'level', p.level), p.created_by) then v_assignee end,
        state_id = s.id, is_closed = s.is_end,
        closed_at = case when s.is_end then coalesce(p.closed_at, now()) end
    from practice_state s
    where p.id = p_practice and s.id = coalesce((p_change ->> 'state')::bigint, p.state_id)
    returning p.* into v_new;
    perform practice_event_add(p_practice, x.type, p_actor, p_channel, x.old, x.new)
    from (values (1, 'subject', v_old.subject, v_new.subject), (2, 'description', v_old.description, v_new.description),
        (3, 'category', (select c.path from category c where c.id = v_old.category_id),
            (select c.path from category c where c.id = v_new.category_id)),
        (4, 'level', v_old.level, v_new.level),
        (5, 'assigned', (select o.name from operator o where o.id = v_old.assignee_id),
            (select o.name from operator o where o.id = v_new.assignee_id)),
        (6, 'due', v_old.due_on::text, v_new.due_on::text),
        (7, case when v_new.is_closed = v_old.is_closed then 'state' when v_new.is_closed then 'closed' else 'reopened' end,
            (select s.name_it from practice_state s where s.id = v_old.state_id),
            (select s.name_it from practice_state s where s.id = v_new.state_id))) x(n, type, old, new)
    where x.old is distinct from x.new order by x.n;
end
$$;
comment on function turno.practice_change is 'Changes a practice and writes down what (R37, R40).';
alter function turno.practice_change owner to turno_gateway;
revoke execute on function turno.practice_change from public;
grant execute on function turno.practice_change to turno_act;
