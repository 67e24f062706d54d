-- Purpose: the page of a practice (p: practice, language; values and errors: of a form of it that is shown again).
-- Returns: as page_practice, and inputs: its custom fields, values of its form, categories, ends and beginnings: states that close and reopen it, customer_id, files:
--          documents of the customer that it may refer to [{id, name, kind, at, ticket}], the latest fifty
--          that are not in it, done and all: of the checklist, asked and added: its documents, levels, has_levels, is_incomplete, is_required: empty fields were in the way, has_asked, has_files.
--          TU002 when he may not see it.
-- Calls:   page_practice, practice_inputs, document_ids, document_rows, levels_enabled. Writes: nothing.
create or replace function turno.page_practice_card(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_result jsonb := page_practice(p);
    v_practice practice;
begin
    select * into v_practice from practice x where x.id = (p ->> 'practice')::bigint;
    v_result := v_result || jsonb_build_object('inputs', practice_inputs(v_result -> 'fields', case when p ? 'errors' then p end, p ->> 'language'),
        'values', jsonb_build_object('subject', v_practice.subject, 'description', v_practice.description, 'due_on', v_practice.due_on,
            'assignee', v_practice.assignee_id, 'state', v_practice.state_id, 'category', v_practice.category_id, 'level', v_practice.level),
        'customer_id', v_practice.customer_id,
        'categories', (select jsonb_agg(jsonb_build_object('id', c.id, 'path', c.path) order by lower(c.path)) from category c),
        'levels', '["base", "advanced"]'::jsonb, 'has_levels', levels_enabled(), 'is_incomplete', v_result -> 'missing' <> '{}',
        'is_required', exists (select from jsonb_each_text(coalesce(p -> 'errors', '{}')) e where e.value = 'required'),
        'beginnings', (select jsonb_agg(s) from jsonb_array_elements(v_result -> 'states') s where not (s ->> 'is_end')::boolean),
        'ends', (select jsonb_agg(s) from jsonb_array_elements(v_result -> 'states') s where (s ->> 'is_end')::boolean),
        'done', (select count(*) filter (where (c ->> 'is_done')::boolean) from jsonb_array_elements(v_result -> 'checks') c),
        'all', jsonb_array_length(v_result -> 'checks'),
        'asked', (select coalesce(jsonb_agg(d), '[]') from jsonb_array_elements(v_result -> 'documents') d where (d ->> 'is_asked')::boolean),
        'added', (select coalesce(jsonb_agg(d), '[]') from jsonb_array_elements(v_result -> 'documents') d where not (d ->> 'is_asked')::boolean),
        'files', (select coalesce(jsonb_agg(r.document - 'downloads' order by r.id desc), '[]') from document_rows(array(
                select document_ids(v_practice.customer_id, v_practice.contact_id, null, null, null, 50))) r
            where not exists (select from practice_document d where d.practice_id = v_practice.id and d.attachment_id = r.id)));
    return v_result || jsonb_build_object('has_asked', v_result -> 'asked' <> '[]', 'has_files', v_result -> 'files' <> '[]');
end
$$;
comment on function turno.page_practice_card(jsonb) is 'The page of a practice (R37).';
revoke execute on function turno.page_practice_card(jsonb) from public;
grant execute on function turno.page_practice_card(jsonb) to turno_web;
