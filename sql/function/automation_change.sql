-- Purpose: writes the members that p has: new_name, trigger, after_hours, rank, is_active, if, then. The lists are written whole, each
--          entry in words: "FIELD OPERATOR VALUE", "ACTION VALUE".
-- Returns: the automation as shown; TU003 with what is wrong.
-- Calls:   admin_keys, admin_choice, admin_refuse, automation_condition_read, automation_action_read, automation_json. Writes: automation, its
--          conditions and actions.
create or replace function turno.automation_change(p_automation bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_old automation;
    v_trigger text;
    v_hours integer;
    v record;
begin
    perform admin_keys(p, '{name,new_name,trigger,after_hours,rank,is_active,if,then}');
    perform admin_choice(p, 'trigger', '{opened,contact_message,reply,note,turn,status,level,category,priority,assigned,closed,reopened,delivery_failed,waiting,due}');
    select * into v_old from automation a where a.id = p_automation;
    v_trigger := coalesce(p ->> 'trigger', v_old.trigger);
    v_hours := case when v_trigger in ('waiting', 'due') then coalesce((p ->> 'after_hours')::integer, v_old.after_hours) end;
    if v_trigger in ('waiting', 'due') and (v_hours is null or v_hours not between 1 and 8760) then
        perform admin_refuse(format('The trigger %s needs after_hours, from 1 to 8760.', v_trigger), 'after_hours');
    elsif v_trigger not in ('waiting', 'due') and p ->> 'after_hours' is not null then
        perform admin_refuse('Only the triggers waiting and due have after_hours.', 'after_hours');
    elsif exists (select from automation a where a.id <> p_automation and lower(a.name) = lower(p ->> 'new_name')) then
        perform admin_refuse('There is an automation of this name already.', 'new_name');
    elsif p ? 'then' and jsonb_array_length(p -> 'then') = 0 then
        perform admin_refuse('An automation needs something to do.', 'then');
    elsif jsonb_array_length(coalesce(p -> 'if', '[]')) > 100 then
        perform admin_refuse('A rule has at most 100 conditions.', 'if');
    elsif jsonb_array_length(coalesce(p -> 'then', '[]')) > 100 then
        perform admin_refuse('A rule does at most 100 things.', 'then');
    end if;
    update automation set name = coalesce(p ->> 'new_name', name), trigger = v_trigger, after_hours = v_hours,
        rank = coalesce((p ->> 'rank')::integer, rank), is_active = coalesce((p ->> 'is_active')::boolean, is_active),
        clock_since = case when v_trigger is distinct from v_old.trigger or v_hours is distinct from v_old.after_hours then null else clock_since end
    where id = p_automation;
    if p ? 'if' then
        delete from automation_condition where automation_id = p_automation;
        for v in select * from jsonb_array_elements_text(p -> 'if') with ordinality x(words, seq) loop
            perform automation_condition_read(p_automation, v.seq::smallint, v.words);
        end loop;
    end if;
    if p ? 'then' then
        delete from automation_action where automation_id = p_automation;
        for v in select * from jsonb_array_elements_text(p -> 'then') with ordinality x(words, seq) loop
            perform automation_action_read(p_automation, v.seq::smallint, v.words);
        end loop;
    end if;
    return automation_json(p_automation);
end
$$;
comment on function turno.automation_change(bigint, jsonb) is 'What automation add and set have in common.';
revoke execute on function turno.automation_change(bigint, jsonb) from public;
grant execute on function turno.automation_change(bigint, jsonb) to turno_act;
