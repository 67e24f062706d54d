-- Purpose: turno category set.
-- Returns: the category as shown.
-- Calls:   category_find, category_change. Writes: category.
create or replace function turno.category_set(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select category_change(category_find(p ->> 'path'), p);
$$;
comment on function turno.category_set(jsonb) is 'Changes a category (R6).';
revoke execute on function turno.category_set(jsonb) from public;
grant execute on function turno.category_set(jsonb) to turno_act;
