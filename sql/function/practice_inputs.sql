-- Purpose: custom fields as a form shows them (p_fields: as page_practice and page_practice_new give them; p_again: {values: {fields: {name: typed}},
--          errors: {"fields.NAME" or NAME: word}} of a form that is shown again, or null).
-- Returns: p_fields, each with what was typed as value, error, is_date, is_number, has_options, and options: [{value, label, is_current}] of those to choose from.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.practice_inputs(p_fields jsonb, p_again jsonb, p_language text)
returns jsonb
language sql immutable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(f.field || jsonb_build_object('value', x.value, 'is_date', f.field ->> 'type' = 'date', 'is_number', f.field ->> 'type' = 'number',
        'has_options', f.field ->> 'type' in ('choice', 'yes-no'),
        'error', coalesce(p_again -> 'errors' ->> ('fields.' || (f.field ->> 'name')), p_again -> 'errors' ->> (f.field ->> 'name')),
        'options', (select jsonb_agg(jsonb_build_object('value', o.value, 'label', o.label, 'is_current', o.value is not distinct from x.value) order by o.n)
            from (select row_number() over () as n, c as value, c as label from jsonb_array_elements_text(f.field -> 'choices') c
                where f.field ->> 'type' = 'choice'
                union all
                select y.n, y.value, y.label from (values (1, 'yes', case when p_language = 'en' then 'yes' else 'sì' end), (2, 'no', 'no')) y(n, value, label)
                where f.field ->> 'type' = 'yes-no') o)) order by f.n), '[]')
    from jsonb_array_elements(p_fields) with ordinality f(field, n)
    cross join lateral (select case when p_again is null then f.field ->> 'value' else p_again #>> array['values', 'fields', f.field ->> 'name'] end as value) x;
$$;
comment on function turno.practice_inputs(jsonb, jsonb, text) is 'Custom fields as a form shows them (R37).';
revoke execute on function turno.practice_inputs(jsonb, jsonb, text) from public;
grant execute on function turno.practice_inputs(jsonb, jsonb, text) to turno_web;
