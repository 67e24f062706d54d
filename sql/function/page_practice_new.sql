-- Purpose: the form that converts a ticket to a practice (p: ticket, model, language), or makes one of none (p: category).
-- Returns: what the ticket gives (see practice_prefill), models and model, with fields, documents and checks of the chosen
--          one, due_on, assignees; of a ticket also its files and the practices that it has. TU002 when he may not see the
--          ticket.
-- Calls:   viewer, practice_prefill, category_models, practice_assignees, ticket_practices. Writes: nothing.
create or replace function turno.page_practice_new(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_operator bigint := (select v.operator_id from viewer() v);
    v_ticket bigint := (p ->> 'ticket')::bigint;
    v jsonb := case when v_ticket is null then jsonb_build_object('category', (p ->> 'category')::bigint, 'assignee', v_operator)
        else practice_prefill(v_ticket, v_operator) end;
    v_model practice_model;
begin
    if v is null or v_operator is null then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    select * into v_model from practice_model m where m.id = coalesce(nullif(p ->> 'model', '')::bigint, (v ->> 'model')::bigint);
    return jsonb_build_object('due_on', current_date + v_model.due_days) || v || jsonb_build_object('model', v_model.id,
        'models', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'is_current', m.id is not distinct from v_model.id)
            order by m.n), '[]') from category_models((v ->> 'category')::bigint) m),
        'asked', coalesce(to_jsonb(v_model.documents), '[]'), 'checks', coalesce(to_jsonb(v_model.checks), '[]'),
        'fields', (select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'type', f.type, 'is_required', f.is_required,
                'label', case when p ->> 'language' = 'en' then f.label_en else f.label_it end, 'choices', f.choices) order by f.n), '[]')
            from practice_model_field f where f.model_id = v_model.id),
        'assignees', practice_assignees(null, v_ticket),
        'documents', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', coalesce(nullif(a.name, ''), a.type), 'size', a.size,
                'is_note', q.kind = 'note') order by a.id), '[]')
            from post q join attachment a on a.post_id = q.id where q.ticket_id = v_ticket and not a.is_inline),
        'practices', ticket_practices(v_ticket, p ->> 'language'));
end
$$;
comment on function turno.page_practice_new(jsonb) is 'The form for a new practice, filled in from a ticket (R37).';
revoke execute on function turno.page_practice_new(jsonb) from public;
grant execute on function turno.page_practice_new(jsonb) to turno_web;
