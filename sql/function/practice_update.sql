-- Purpose: change a practice as somebody asks (p: subject, description, due_on, assignee, state, category, level, fields;
--          those that are there). A state that is complete is entered only when nothing is missing (R37).
-- Returns: {ok} or {ok: false, errors: {member: word}}. TU003 when it is closed and not reopened by this.
-- Calls:   practice_input, practice_fields_input, practice_missing, practice_fields_set, practice_change.
-- Writes:  what those write.
create or replace function turno.practice_update(p_practice bigint, p jsonb, p_operator bigint, p_channel text)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_practice practice;
    v_input record;
    v_fields record;
    v_state practice_state;
    v_errors jsonb;
begin
    select * into v_practice from practice x where x.id = p_practice;
    select * into v_input from practice_input(p, v_practice.category_id, v_practice.level, v_practice.created_by);
    select * into v_fields from practice_fields_input(p_practice, null, p -> 'fields');
    select * into v_state from practice_state s where s.id = coalesce((p ->> 'state')::bigint, v_practice.state_id);
    if v_practice.is_closed and v_state.is_end then
        raise exception using errcode = 'TU003', message = 'This practice is closed: reopen it first.';
    end if;
    v_errors := v_input.errors || v_fields.errors;
    if v_state.is_complete then
        v_errors := practice_missing(p_practice, v_fields.vals) || v_errors;
    end if;
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    end if;
    perform practice_fields_set(p_practice, v_fields.vals, p_operator, p_channel);
    perform practice_change(p_practice, v_input.change, p_operator, p_channel);
    return '{"ok": true}';
end
$$;
comment on function turno.practice_update(bigint, jsonb, bigint, text) is 'Changes a practice as a form or a command asks (R37).';
alter function turno.practice_update(bigint, jsonb, bigint, text) owner to turno_act;
revoke execute on function turno.practice_update(bigint, jsonb, bigint, text) from public;
