-- Purpose: turno category add.
-- Returns: the category as shown.
-- Calls:   category_make, category_change. Writes: category.
create or replace function turno.category_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_path text := regexp_replace(trim(coalesce(p ->> 'path', '')), '\s+[>›]\s+', ' › ', 'g');
begin
    if v_path = '' then
        perform admin_refuse('A category needs a name.', 'path');
    end if;
    if exists (select from category c where lower(c.path) = lower(v_path)) then
        perform admin_refuse(format('There is a category "%s" already.', v_path), 'path');
    end if;
    return category_change(category_make(v_path), p);
end
$$;
comment on function turno.category_add(jsonb) is 'Adds a category, with its parents where they are missing (R6).';
revoke execute on function turno.category_add(jsonb) from public;
grant execute on function turno.category_add(jsonb) to turno_act;
