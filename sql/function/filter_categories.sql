-- Purpose: categories that the panel of the ticket list offers to who is enabled for few of them (p_own), with those above them; of more than a
--          hundred only the roots and what is next to the chosen ones. Each is looked up by its number (offset 0), of however many there are.
-- Returns: categories: [{id, path}] by path, null for none; is_whole: that is all of them.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.filter_categories(p_own bigint[], p_chosen bigint[], out categories jsonb, out is_whole boolean)
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
    v record;
    v_near bigint[];
begin
    with recursive shown as (
        select c.id, c.parent_id, c.path from unnest(p_chosen || p_own) u(id) cross join lateral (select c.* from category c where c.id = u.id offset 0) c
        union
        select c.id, c.parent_id, c.path
        from shown s cross join lateral (select c.* from category c where c.id = s.parent_id offset 0) c)
    select array_agg(s.id) as ids, array_agg(s.parent_id) as parents, array_agg(s.path) as paths into v from shown s;
    if cardinality(v.ids) > 100 then
        v_near := array(
            with recursive near as (
                select x.id, x.parent_id from unnest(v.ids, v.parents) x(id, parent_id) where x.id = any (p_chosen)
                union
                select x.id, x.parent_id from near n join unnest(v.ids, v.parents) x(id, parent_id) on x.id = n.parent_id)
            select n.id from near n);
    end if;
    is_whole := v_near is null;
    categories := (select jsonb_agg(jsonb_build_object('id', x.id, 'path', x.path) order by lower(x.path))
        from unnest(v.ids, v.parents, v.paths) x(id, parent_id, path)
        where v_near is null or x.parent_id is null or x.id = any (v_near) or x.parent_id = any (v_near));
end
$$;
comment on function turno.filter_categories(bigint[], bigint[]) is 'Categories to filter the ticket list by, of few (R9, R26).';
revoke execute on function turno.filter_categories(bigint[], bigint[]) from public;
grant execute on function turno.filter_categories(bigint[], bigint[]) to turno_act;
