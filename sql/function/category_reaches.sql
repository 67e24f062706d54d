-- Purpose: whether an operator is enabled for a category or for one below it (p_scope: operator.scope). It looks no further than the first one.
-- Returns: true or false.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.category_reaches(p_category bigint, p_scope bytea)
returns boolean
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    if substring(p_scope from p_category::integer + 1 for 1) > '\x00' then
        return true;
    end if;
    return exists (
        with recursive below as (
            select c.id from category c where c.parent_id = p_category
            union all
            select c.id from below b cross join lateral (select c.id from category c where c.parent_id = b.id offset 0) c)
        select from below b where substring(p_scope from b.id::integer + 1 for 1) > '\x00');
end
$$;
comment on function turno.category_reaches(bigint, bytea) is 'Whether a scope has something at or below a category (R8).';
revoke execute on function turno.category_reaches(bigint, bytea) from public;
grant execute on function turno.category_reaches(bigint, bytea) to turno_act;
