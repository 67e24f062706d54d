-- Purpose: check values for the custom fields of a practice, or of a model for one to be made (p_values: {name: what was
--          typed}).
-- Returns: errors: {} or {"fields.NAME": word}; vals: {name: value or null} as practice_fields_set takes it.
-- Calls:   practice_value. Writes: nothing.
create or replace function turno.practice_fields_input(p_practice bigint, p_model bigint, p_values jsonb,
    out errors jsonb, out vals jsonb)
language sql stable
set search_path = turno, pg_temp
as $$
    with field as (
        select f.name, f.type, f.choices from practice_field f where f.practice_id = p_practice
        union all
        select f.name, f.type, f.choices from practice_model_field f where f.model_id = p_model and p_practice is null)
    select coalesce(jsonb_object_agg('fields.' || x.name, coalesce(v.error, 'unknown'))
            filter (where v.error is not null or f.name is null), '{}'),
        coalesce(jsonb_object_agg(x.name, v.value) filter (where v.error is null and f.name is not null), '{}')
    from jsonb_each_text(coalesce(p_values, '{}')) x(name, typed)
    left join field f on f.name = x.name
    left join lateral practice_value(f.type, f.choices, x.typed) v on f.name is not null;
$$;
comment on function turno.practice_fields_input(bigint, bigint, jsonb) is 'Checks values of custom fields (R37).';
revoke execute on function turno.practice_fields_input(bigint, bigint, jsonb) from public;
grant execute on function turno.practice_fields_input(bigint, bigint, jsonb) to turno_act;
