-- Purpose: the form of a model of practices (R37; p: model to change one; values and errors: as it is shown again).
-- Returns: {here, number, name, values: as act_model_save takes them, categories: [{id, path}], rows: custom fields and three empty ones [{n, name, label_it, label_en, is_required,
--          choices, types: [{type, is_current}], error}], practices: made of it that he sees}. TU002 when there is no such model, or for who is no administrator.
-- Calls:   viewer. Writes: nothing.
create or replace function turno.page_model_form(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_model practice_model;
    v_typed jsonb := case when p ? 'errors' then coalesce(p #> '{values,fields}', '{}') end;
    v_count integer;
begin
    select * into v_model from practice_model m where m.id = (p ->> 'model')::bigint;
    if not coalesce((select v.is_admin from viewer() v), false) or (p ? 'model' and v_model.id is null) then
        raise exception using errcode = 'TU002', message = 'There is no such model.';
    end if;
    v_count := coalesce((select max(substring(k from '^f(\d{1,2})_')::integer) from jsonb_object_keys(v_typed) k where v_typed ->> k <> '' and k ~ '_label_'),
        (select count(*) from practice_model_field f where f.model_id = v_model.id));
    return jsonb_build_object('here', '{"model": true}'::jsonb, 'number', v_model.id, 'name', v_model.name,
        'categories', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'path', c.path) order by lower(c.path)), '[]') from category c),
        'practices', (select count(*) from (select from practice x where x.model_id = v_model.id limit 100) x),
        'values', jsonb_build_object('name', v_model.name, 'instructions', v_model.instructions, 'due_days', v_model.due_days, 'is_active', coalesce(v_model.is_active, true),
            'checks', array_to_string(v_model.checks, E'\n'), 'documents', array_to_string(v_model.documents, E'\n'),
            'categories', (select coalesce(jsonb_agg(x.category_id), '[]') from practice_model_category x where x.model_id = v_model.id)),
        'rows', (select jsonb_agg(jsonb_build_object('n', n, 'label_it', x.label_it, 'label_en', x.label_en, 'name', x.name, 'is_required', x.is_required, 'choices', x.choices,
                'error', p #>> array['errors', format('fields.f%s', n)],
                'types', (select jsonb_agg(jsonb_build_object('type', t, 'is_current', t = coalesce(x.type, 'text')) order by o)
                    from unnest(array['text', 'number', 'date', 'choice', 'yes-no', 'tax code']) with ordinality y(t, o))) order by n)
            from generate_series(1, least(v_count + 3, 40)) n
            left join (select f.n as place, f.name, f.label_it, f.label_en, f.type, f.is_required, array_to_string(f.choices, ', ') as choices
                from practice_model_field f where f.model_id = v_model.id and v_typed is null
                union all
                select i, v_typed ->> format('f%s_name', i), v_typed ->> format('f%s_label_it', i), v_typed ->> format('f%s_label_en', i), v_typed ->> format('f%s_type', i),
                    v_typed ? format('f%s_required', i), v_typed ->> format('f%s_choices', i)
                from generate_series(1, 40) i where v_typed is not null) x on x.place = n));
end
$$;
comment on function turno.page_model_form(jsonb) is 'The form of a model of practices (R37).';
revoke execute on function turno.page_model_form(jsonb) from public;
grant execute on function turno.page_model_form(jsonb) to turno_web;
