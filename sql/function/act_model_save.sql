-- Purpose: an administrator adds a model of practices or changes one (R37; p: model to change one, name, instructions, due_days, is_active, categories: ids, checks and
--          documents: a line each, fields: {fN_label_it, fN_label_en, fN_name, fN_type, fN_required, fN_choices: with commas}, form_key). A field without labels is none.
-- Returns: {ok, model, done: model_added | described} or {ok: false, errors: {name | fields.fN: word}}. TU002 for who is no administrator or when there is no such model,
--          TU003 as model_change.
-- Calls:   form_again, model_slug, admin_submit. Writes: what that does.
create or replace function turno.act_model_save(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_is_again boolean := form_again(p);
    v_old practice_model;
    v_name text := btrim(coalesce(p ->> 'name', ''));
    v_fields jsonb;
    v_errors jsonb;
    v_row jsonb;
begin
    select * into v_old from practice_model m where m.id = (p ->> 'model')::bigint;
    if v_old.id is null and p ? 'model' then
        raise exception using errcode = 'TU002', message = 'There is no such model.';
    end if;
    with typed as (
        select n, btrim(coalesce(p #>> array['fields', format('f%s_label_it', n)], '')) as it, btrim(coalesce(p #>> array['fields', format('f%s_label_en', n)], '')) as en,
            coalesce(p #>> array['fields', format('f%s_name', n)], '') as name, coalesce(p #>> array['fields', format('f%s_type', n)], 'text') as type,
            coalesce(p -> 'fields' ? format('f%s_required', n), false) as is_required,
            array(select btrim(c) from regexp_split_to_table(coalesce(p #>> array['fields', format('f%s_choices', n)], ''), '[,;]') c where btrim(c) <> '') as choices
        from generate_series(1, 40) n
    ), named as (
        select t.*, coalesce(nullif(t.name, ''), model_slug(coalesce(nullif(t.it, ''), t.en))) as base from typed t where t.it || t.en <> ''
    ), counted as (
        select b.*, row_number() over (partition by b.base order by b.n) as times from named b
    )
    select coalesce(jsonb_agg(jsonb_build_object('name', case when c.times > 1 then c.base || '_' || c.times else c.base end, 'label_it', c.it, 'label_en', c.en,
            'type', c.type, 'is_required', c.is_required, 'choices', case when c.type = 'choice' then to_jsonb(c.choices) else '[]' end) order by c.n), '[]'),
        coalesce(jsonb_object_agg('fields.f' || c.n, 'choices') filter (where c.type = 'choice' and c.choices = '{}'), '{}')
    into v_fields, v_errors from counted c;
    v_errors := v_errors || jsonb_strip_nulls(jsonb_build_object('name', case when v_name = '' then 'empty' when length(v_name) > 200 then 'long'
        when not v_is_again and exists (select from practice_model m where lower(m.name) = lower(v_name) and m.id is distinct from v_old.id) then 'exists' end));
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    end if;
    v_row := admin_submit(p, 'model', case when v_old.id is null then 'add' else 'set' end,
        jsonb_build_object('name', coalesce(v_old.name, v_name), 'instructions', coalesce(p ->> 'instructions', ''), 'due_days', coalesce(p -> 'due_days', '0'),
            'is_active', coalesce((p ->> 'is_active')::boolean, false), 'fields', v_fields,
            'checks', (select coalesce(jsonb_agg(btrim(l) order by n), '[]') from regexp_split_to_table(coalesce(p ->> 'checks', ''), '\n') with ordinality x(l, n) where btrim(l) <> ''),
            'documents', (select coalesce(jsonb_agg(btrim(l) order by n), '[]') from regexp_split_to_table(coalesce(p ->> 'documents', ''), '\n') with ordinality x(l, n) where btrim(l) <> ''),
            'categories', (select coalesce(jsonb_agg(c.path), '[]') from category c where p -> 'categories' @> to_jsonb(c.id)))
        || case when v_old.id is not null then jsonb_build_object('new_name', v_name) else '{}' end);
    return jsonb_build_object('ok', true, 'model', v_row -> 'id', 'done', case when v_old.id is null then 'model_added' else 'described' end);
end
$$;
comment on function turno.act_model_save(jsonb) is 'An administrator adds or changes a model of practices (R37).';
alter function turno.act_model_save(jsonb) owner to turno_act;
revoke execute on function turno.act_model_save(jsonb) from public;
grant execute on function turno.act_model_save(jsonb) to turno_web;
