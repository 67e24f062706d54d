-- Purpose: make a practice out of what its ticket gives (p_given, see practice_prefill) and what somebody chose (p: subject,
--          description, assignee, model, due_on, fields, documents: ids of attachments). No due date chosen: that of
--          the ticket, or the model's days.
-- Returns: {ok, practice, reference} or {ok: false, errors: {member: word}}.
-- Calls:   practice_input, practice_open, practice_fields_input, practice_fields_set, practice_document_put.
-- Writes:  what those write.
create or replace function turno.practice_make(p jsonb, p_given jsonb, p_operator bigint, p_channel text)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v jsonb := '{"subject": ""}' || p_given || (select coalesce(jsonb_object_agg(k.key, k.value), '{}') from jsonb_each(p) k
        where k.key in ('subject', 'description', 'assignee', 'model', 'due_on'));
    v_input record;
    v_fields record;
    v_model practice_model;
    v_practice bigint;
begin
    select * into v_model from practice_model m where m.id = nullif(v ->> 'model', '')::bigint;
    if not v ? 'due_on' then
        v := v || jsonb_build_object('due_on', current_date + v_model.due_days);
    end if;
    select * into v_input from practice_input(v, null, null, p_operator);
    if nullif(v ->> 'model', '') is not null and v_model.id is null then
        v_input.errors := v_input.errors || '{"model": "unknown"}';
    end if;
    select * into v_fields from practice_fields_input(null, v_model.id, p -> 'fields');
    if v_input.errors || v_fields.errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_input.errors || v_fields.errors);
    end if;
    v_practice := practice_open((v ->> 'ticket')::bigint, (v ->> 'customer')::bigint, (v ->> 'contact')::bigint,
        (v ->> 'category')::bigint, v ->> 'level', v_model.id, v_input.change ->> 'subject', coalesce(v ->> 'description', ''),
        (v_input.change ->> 'assignee')::bigint, (v_input.change ->> 'due_on')::date, p_operator, p_channel);
    perform practice_fields_set(v_practice, v_fields.vals, p_operator, p_channel);
    perform practice_document_put(v_practice, null, a.id, p_operator, p_channel) from attachment a
    where a.id in (select x::bigint from jsonb_array_elements_text(p -> 'documents') x) order by a.id;
    return (select jsonb_build_object('ok', true, 'practice', x.id, 'reference', x.reference) from practice x where x.id = v_practice);
end
$$;
comment on function turno.practice_make(jsonb, jsonb, bigint, text) is 'Makes a practice out of a form (R37).';
alter function turno.practice_make(jsonb, jsonb, bigint, text) owner to turno_act;
revoke execute on function turno.practice_make(jsonb, jsonb, bigint, text) from public;
