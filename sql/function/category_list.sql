-- Purpose: turno category list.
-- Returns: an array in the order of the tree.
-- Calls:   category_json. Writes: nothing.
create or replace function turno.category_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(category_json(c.id) order by lower(c.path)), '[]') from category c;
$$;
comment on function turno.category_list(jsonb) is 'All categories.';
revoke execute on function turno.category_list(jsonb) from public;
grant execute on function turno.category_list(jsonb) to turno_act;
