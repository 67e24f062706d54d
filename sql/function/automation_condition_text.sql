-- Purpose: a condition in words, as turno automation add takes it.
-- Returns: "category below CAF", "assignee is nobody".
-- Calls:   nothing. Writes: nothing.
create or replace function turno.automation_condition_text(p_condition turno.automation_condition)
returns text
language sql stable
as $$
    select concat_ws(' ', p_condition.field, p_condition.operator, (select g.path from turno.category g where g.id = p_condition.category_id),
        (select s.name_it from turno.status s where s.id = p_condition.status_id), (select r.name_it from turno.priority r where r.id = p_condition.priority_id),
        (select b.name from turno.mailbox b where b.id = p_condition.mailbox_id), case when p_condition.field = 'assignee' then
            coalesce((select o.login from turno.operator o where o.id = p_condition.operator_id), 'nobody') end, nullif(p_condition.value, ''));
$$;
comment on function turno.automation_condition_text is 'A condition of an automation in words.';
revoke execute on function turno.automation_condition_text from public;
grant execute on function turno.automation_condition_text to turno_gateway, turno_act;
