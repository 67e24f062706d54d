-- Purpose: categories with their sub-categories.
-- Returns: ids; null for null.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.category_below(p_categories bigint[])
returns bigint[]
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    return (select case when p_categories is not null then array(
        with recursive below as (
            select c.id from category c where c.id = any (p_categories)
            union
            select c.id from below b cross join lateral (select c.id from category c where c.parent_id = b.id offset 0) c)
        select b.id from below b) end);
end
$$;
comment on function turno.category_below(bigint[]) is 'Categories and all below them.';
revoke execute on function turno.category_below(bigint[]) from public;
grant execute on function turno.category_below(bigint[]) to turno_web;
