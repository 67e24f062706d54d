-- Purpose: an action in words, as turno automation add takes it.
-- Returns: "category CAF › 730", "note Please call.".
-- Calls:   nothing. Writes: nothing.
create or replace function turno.automation_action_text(p_action turno.automation_action)
returns text
language sql stable
as $$
    select concat_ws(' ', p_action.action, (select g.path from turno.category g where g.id = p_action.category_id),
        (select s.name_it from turno.status s where s.id = p_action.status_id), (select r.name_it from turno.priority r where r.id = p_action.priority_id),
        (select h.name from turno.hook h where h.id = p_action.hook_id), case when p_action.action = 'assign' then
            coalesce((select o.login from turno.operator o where o.id = p_action.operator_id), 'nobody') end,
        case when p_action.action = 'open' then '|' end, nullif(p_action.value, ''));
$$;
comment on function turno.automation_action_text is 'An action of an automation in words.';
revoke execute on function turno.automation_action_text from public;
grant execute on function turno.automation_action_text to turno_gateway, turno_act;
