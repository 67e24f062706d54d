-- Purpose: an action from words: "category CAF › 730", "assign anna", "note Call him.", "mail TEMPLATE", "webhook NAME", "remind", "open CATEGORY |
--          SUBJECT".
-- Returns: nothing; TU003 saying what can stand there.
-- Calls:   admin_refuse, category_find, status_find, priority_find, operator_find, webhook_find, template_kind_of. Writes: automation_action.
create or replace function turno.automation_action_read(p_automation bigint, p_seq smallint, p_words text)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_match text[] := regexp_match(btrim(p_words), '^(\w+)(?:\s+(\S.*))?$');
    v_action text := v_match[1];
    v_value text := coalesce(v_match[2], '');
    v_subject text;
begin
    if v_match is null or v_action <> all ('{category,status,priority,level,assign,note,remind,mail,webhook,open}') then
        perform admin_refuse(format('"%s" is no action: write category, status, priority, level, assign, note, remind, mail, webhook or open, and what.', p_words), 'then');
    elsif (v_value = '') <> (v_action = 'remind') then
        perform admin_refuse(format(case v_action when 'remind' then '"%s" takes nothing more.' else 'The action "%s" needs to know what.' end, v_action), 'then');
    elsif v_action = 'level' and v_value not in ('base', 'advanced') then
        perform admin_refuse('A level is base or advanced.', 'then');
    elsif v_action = 'mail' and template_kind_of(v_value) is distinct from 'reminder' then
        perform admin_refuse(format('There is no template "%s" of the kind reminder: turno template list.', v_value), 'then');
    elsif v_action = 'open' then
        v_subject := btrim(substring(v_value from '\|(.*)$'));
        v_value := btrim(split_part(v_value, '|', 1));
        if coalesce(v_subject, '') = '' then
            perform admin_refuse('Write: open CATEGORY | SUBJECT.', 'then');
        end if;
    end if;
    insert into automation_action (automation_id, seq, action, category_id, status_id, priority_id, operator_id, hook_id, value)
    values (p_automation, p_seq, v_action, case when v_action in ('category', 'open') then category_find(v_value) end,
        case v_action when 'status' then status_find(v_value) end, case v_action when 'priority' then priority_find(v_value) end,
        case when v_action = 'assign' and v_value <> 'nobody' then operator_find(v_value) end,
        case v_action when 'webhook' then webhook_find(v_value) end,
        case when v_action in ('level', 'note', 'mail') then v_value else coalesce(v_subject, '') end);
end
$$;
comment on function turno.automation_action_read(bigint, smallint, text) is 'An action of an automation from words (R36).';
revoke execute on function turno.automation_action_read(bigint, smallint, text) from public;
grant execute on function turno.automation_action_read(bigint, smallint, text) to turno_act;
