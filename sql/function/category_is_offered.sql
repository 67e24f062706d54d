-- Purpose: may a contact see this category when he opens a ticket: it and all above are not hidden (R7)?
-- Returns: true or false; true for null, the root; false for one that is not there.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.category_is_offered(p_category bigint)
returns boolean
language sql stable
set search_path = turno, pg_temp
as $$
    with recursive up as (
        select c.parent_id, c.is_hidden from category c where c.id = p_category
        union all
        select c.parent_id, c.is_hidden from up join category c on c.id = up.parent_id)
    select p_category is null or coalesce(bool_and(not up.is_hidden), false) from up;
$$;
comment on function turno.category_is_offered(bigint) is 'Whether a contact is offered a category (R7).';
alter function turno.category_is_offered(bigint) owner to turno_act;
revoke execute on function turno.category_is_offered(bigint) from public;
