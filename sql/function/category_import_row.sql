-- Purpose: one category of a file, by its path or by name and parent; those above it are made where they are missing. An empty
--          field changes nothing.
-- Returns: {outcome: added | changed | unchanged, warnings: []}; refusals as TU003.
-- Calls:   admin_refuse, import_yes, category_find, category_add, category_change, category_json. Writes: category.
create or replace function turno.category_import_row(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_path text := btrim(regexp_replace(coalesce(p ->> 'path', concat_ws(' › ', p ->> 'parent', p ->> 'name')), '\s*[>›]\s*', ' › ', 'g'), ' ›');
    v_values jsonb := jsonb_strip_nulls(jsonb_build_object('is_hidden', import_yes(p ->> 'is_hidden'),
        'asks_place', import_yes(p ->> 'asks_place'), 'instructions', p ->> 'instructions',
        'initial_level', case when lower(p ->> 'initial_level') in ('avanzato', 'advanced') then 'advanced'
            else lower(p ->> 'initial_level') end));
    v_id bigint;
    v_before jsonb;
begin
    if v_path = '' or (p ? 'parent' and not p ?| '{name,path}') then
        perform admin_refuse('A category needs a name.');
    end if;
    select c.id into v_id from category c where lower(c.path) = lower(v_path);
    if v_id is null then
        perform category_add(v_values || jsonb_build_object('path', v_path));
        return '{"outcome": "added", "warnings": []}';
    end if;
    v_before := category_json(v_id);
    return jsonb_build_object('warnings', '[]'::jsonb,
        'outcome', case when category_change(v_id, v_values) = v_before then 'unchanged' else 'changed' end);
end
$$;
comment on function turno.category_import_row(jsonb) is 'Takes one category from a row of a CSV file (R6).';
revoke execute on function turno.category_import_row(jsonb) from public;
