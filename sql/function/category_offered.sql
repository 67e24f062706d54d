-- Purpose: which categories a contact may choose below another, or at the root (R7): none that is hidden or lies below a hidden one,
--          whatever id is asked for.
-- Returns: a row each; has_below: there are visible ones below, so that one of them must be chosen.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.category_offered(p_parent bigint)
returns table (id bigint, name text, has_below boolean)
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select c.id, c.name, exists (select from category b where b.parent_id = c.id and not b.is_hidden)
    from category c
    where c.parent_id is not distinct from p_parent and not c.is_hidden and category_is_offered(p_parent);
$$;
comment on function turno.category_offered(bigint) is 'Categories that a contact may choose (R7).';
alter function turno.category_offered(bigint) owner to turno_act;
revoke execute on function turno.category_offered(bigint) from public;
grant execute on function turno.category_offered(bigint) to turno_act;
