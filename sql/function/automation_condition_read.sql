-- Purpose: a condition from words: "category below CAF", "subject contains 730", "assignee is nobody", "documents is yes".
-- Returns: nothing; TU003 saying what can stand there.
-- Calls:   admin_refuse, category_find, status_find, priority_find, operator_find, mailbox_find. Writes: automation_condition.
create or replace function turno.automation_condition_read(p_automation bigint, p_seq smallint, p_words text)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_match text[] := regexp_match(btrim(p_words), '^(\w+)\s+(is not|is|below|at least|contains|starts)\s+(\S.*)$');
    v_field text := v_match[1];
    v_value text := v_match[3];
    v_fits text[];
begin
    if v_match is null then
        perform admin_refuse(format('"%s" is no condition: write FIELD is|is not|below|at least|contains|starts VALUE.', p_words), 'if');
    end if;
    select x.operators into v_fits from (values
        ('category', '{is,is not,below}'::text[]), ('level', '{is,is not}'), ('turn', '{is,is not}'), ('status', '{is,is not}'),
        ('priority', '{is,is not,at least}'), ('assignee', '{is,is not}'), ('channel', '{is,is not}'), ('mailbox', '{is,is not}'),
        ('contact', '{is,is not,contains}'), ('customer', '{is,is not,contains}'), ('subject', '{is,is not,contains,starts}'),
        ('text', '{is,is not,contains,starts}'), ('author', '{is,is not}'), ('documents', '{is,is not}')) x(field, operators)
    where x.field = v_field;
    if not found then
        perform admin_refuse(format('"%s" is no field: known are category, level, turn, status, priority, assignee, channel, mailbox, contact, customer, subject, text, author, documents.',
            v_field), 'if');
    elsif v_match[2] <> all (v_fits) then
        perform admin_refuse(format('%s can be compared by %s, not by "%s".', v_field, array_to_string(v_fits, ', '), v_match[2]), 'if');
    end if;
    perform admin_choice(jsonb_build_object(v_field, v_value), v_field, x.allowed) from (values ('level', '{base,advanced}'::text[]),
        ('turn', '{operator,contact,closed}'), ('channel', '{mail,pec,web,phone,desk,api}'), ('author', '{contact,operator,system}'), ('documents', '{yes,no}')) x(field, allowed)
    where x.field = v_field;
    insert into automation_condition (automation_id, seq, field, operator, category_id, status_id, priority_id, operator_id, mailbox_id, value)
    values (p_automation, p_seq, v_field, v_match[2], case v_field when 'category' then category_find(v_value) end,
        case v_field when 'status' then status_find(v_value) end, case v_field when 'priority' then priority_find(v_value) end,
        case when v_field = 'assignee' and v_value <> 'nobody' then operator_find(v_value) end,
        case v_field when 'mailbox' then mailbox_find(v_value) end,
        case when v_field in ('category', 'status', 'priority', 'assignee', 'mailbox') then '' else v_value end);
end
$$;
comment on function turno.automation_condition_read(bigint, smallint, text) is 'A condition of an automation from words (R36).';
revoke execute on function turno.automation_condition_read(bigint, smallint, text) from public;
grant execute on function turno.automation_condition_read(bigint, smallint, text) to turno_act;
