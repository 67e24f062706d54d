-- Purpose: one action of an automation (R36), by the same functions that operators' acts call, in the name of the system.
-- Returns: what was done, for the timeline.
-- Calls:   ticket_move, ticket_status, ticket_priority, ticket_level, ticket_assign, ticket_note, notify, automation_mail, hook_add,
--          automation_open, automation_action_text. Writes: what those write.
create or replace function turno.automation_act(p_ticket bigint, p_action turno.automation_action, p_event bigint)
returns text
language plpgsql volatile
as $$
begin
    case p_action.action
        when 'category' then perform turno.ticket_move(p_ticket, p_action.category_id, 'system', null, 'desk');
        when 'status' then perform turno.ticket_status(p_ticket, p_action.status_id, 'system', null, 'desk');
        when 'priority' then perform turno.ticket_priority(p_ticket, p_action.priority_id, 'system', null, 'desk');
        when 'level' then perform turno.ticket_level(p_ticket, p_action.value, 'system', null, 'desk');
        when 'assign' then perform turno.ticket_assign(p_ticket, p_action.operator_id, 'system', null, 'desk');
        when 'note' then perform turno.ticket_note(p_ticket, null, 'desk', p_action.value);
        when 'remind' then perform turno.notify(p_ticket, null, 'reminder');
        when 'mail' then perform turno.automation_mail(p_ticket, p_action.value);
        when 'webhook' then perform turno.hook_add(p_action.hook_id, p_ticket, 'automation', jsonb_build_object('automation',
            (select a.name from turno.automation a where a.id = p_action.automation_id)),
            (select e.post_id from turno.event e where e.id = p_event));
        when 'open' then perform turno.automation_open(p_ticket, p_action.category_id, p_action.value);
    end case;
    return turno.automation_action_text(p_action);
end
$$;
comment on function turno.automation_act is 'One action of an automation (R36).';
revoke execute on function turno.automation_act from public;
grant execute on function turno.automation_act to turno_gateway;
