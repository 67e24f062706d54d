-- Purpose: turno category show.
-- Returns: the category as shown.
-- Calls:   category_find, category_json. Writes: nothing.
create or replace function turno.category_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select category_json(category_find(p ->> 'path'));
$$;
comment on function turno.category_show(jsonb) is 'One category.';
revoke execute on function turno.category_show(jsonb) from public;
grant execute on function turno.category_show(jsonb) to turno_act;
