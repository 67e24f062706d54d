-- Purpose: the form of a new practice: of a ticket (p: ticket), or of none (p: contact or customer, category); model, chosen: no model is one, language; values and errors: as it is shown
--          again, with these among its fields.
-- Returns: as page_practice_new, and inputs: custom fields of the model, values, categories: his own, levels, has_levels, has_documents, has_asked, person: {contact, customer, name}, is_ready:
--          a ticket or a category is there, has_choice: there is something to choose before. TU002 when he may not see the ticket, or there is no such contact or customer.
-- Calls:   viewer_required, page_practice_new, practice_inputs, levels_enabled. Writes: nothing.
create or replace function turno.page_practice_form(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_asked jsonb := p || coalesce(p -> 'values', '{}');
    v_form jsonb;
    v_person jsonb;
    v_categories jsonb;
begin
    select * into v_viewer from viewer_required();
    if p ?| '{chosen,errors}' and not v_asked ? 'model' then
        v_asked := v_asked || '{"model": "0"}'; -- none, though the category may offer one only
    end if;
    v_form := page_practice_new(v_asked);
    select jsonb_build_object('contact', k.id, 'customer', u.id, 'name', coalesce(nullif(k.name, ''), u.name)) into v_person
    from customer u left join contact k on k.customer_id = u.id and k.id = coalesce(v_form ->> 'contact', v_asked ->> 'contact')::bigint
    where u.id = coalesce((v_form ->> 'customer')::bigint, (select o.customer_id from contact o where o.id = (v_asked ->> 'contact')::bigint),
        (v_asked ->> 'customer')::bigint);
    if v_person is null and v_asked ?| '{ticket,contact,customer}' then
        raise exception using errcode = 'TU002', message = 'There is no such contact.';
    end if;
    v_categories := (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'path', c.path) order by lower(c.path)), '[]') from category c
        where c.id in (select s.category_id from operator_scope s where s.operator_id = v_viewer.operator_id));
    return v_form || jsonb_build_object('person', v_person, 'ticket', v_form -> 'ticket', 'category', v_form -> 'category', 'categories', v_categories,
        'levels', '["base", "advanced"]'::jsonb, 'has_levels', levels_enabled() and not v_asked ? 'ticket',
        'has_documents', v_form -> 'documents' <> '[]', 'has_asked', v_form -> 'asked' || (v_form -> 'checks') <> '[]',
        'is_ready', v_form ->> 'category' is not null, 'is_free', not v_asked ? 'ticket',
        'has_choice', not v_asked ? 'ticket' or v_form -> 'models' <> '[]',
        'has_models', v_form -> 'models' <> '[]' and (v_asked ? 'ticket' or v_form ->> 'category' is not null),
        'inputs', practice_inputs(v_form -> 'fields', case when p ? 'errors' then p end, p ->> 'language'),
        'assignees', case when v_asked ? 'ticket' then v_form -> 'assignees'
            else (select jsonb_build_array(jsonb_build_object('id', o.id, 'name', o.name)) from operator o where o.id = v_viewer.operator_id) end,
        'values', jsonb_build_object('subject', v_form -> 'subject', 'description', v_form -> 'description', 'assignee', v_form -> 'assignee',
            'due_on', v_form -> 'due_on', 'level', coalesce(v_asked ->> 'level', 'base'),
            'documents', (select coalesce(jsonb_agg(d -> 'id'), '[]') from jsonb_array_elements(v_form -> 'documents') d where not (d ->> 'is_note')::boolean)));
end
$$;
comment on function turno.page_practice_form(jsonb) is 'The form of a new practice (R37).';
revoke execute on function turno.page_practice_form(jsonb) from public;
grant execute on function turno.page_practice_form(jsonb) to turno_web;
