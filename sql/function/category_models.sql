-- Purpose: the models offered in a category: its own, or those of the nearest one above that has any (R6, R37).
-- Returns: ids of active models, by name.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.category_models(p_category bigint)
returns table (n bigint, id bigint, name text)
language sql stable
set search_path = turno, pg_temp
as $$
    with recursive up(category_id, parent_id, depth) as (
        select c.id, c.parent_id, 0 from category c where c.id = p_category
        union all
        select c.id, c.parent_id, u.depth + 1 from up u join category c on c.id = u.parent_id),
    offered as (
        select m.id, m.name, u.depth, min(u.depth) over () as nearest
        from up u join practice_model_category x on x.category_id = u.category_id
        join practice_model m on m.id = x.model_id where m.is_active)
    select row_number() over (order by o.name), o.id, o.name from offered o where o.depth = o.nearest;
$$;
comment on function turno.category_models(bigint) is 'Models offered in a category (R6).';
revoke execute on function turno.category_models(bigint) from public;
grant execute on function turno.category_models(bigint) to turno_web, turno_act;
