-- Purpose: categories that the panel of the ticket list offers to who is enabled for few of them (p_own), with those above them; of more than a
--          hundred only the roots and what is next to the chosen ones. Its plan looks each up by its number, of however many there are.
-- Returns: [{id, path}] by path, null for none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.filter_categories(p_own bigint[], p_chosen bigint[])
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
as $$
begin
    return (
        with recursive shown as (
            select c.id, c.parent_id, c.path, c.id = any (p_chosen) as is_near from category c where c.id = any (p_chosen || p_own)
            union
            select c.id, c.parent_id, c.path, s.is_near from shown s join category c on c.id = s.parent_id),
        offered as materialized (select s.id, s.parent_id, s.path, bool_or(s.is_near) as is_near from shown s group by 1, 2, 3),
        near as (select o.* from offered o where (select count(*) from offered) <= 100 or o.parent_id is null or o.is_near
            or o.parent_id in (select n.id from offered n where n.is_near))
        select jsonb_agg(jsonb_build_object('id', n.id, 'path', n.path) order by lower(n.path)) from near n);
end
$$;
comment on function turno.filter_categories(bigint[], bigint[]) is 'Categories to filter the ticket list by, of few (R9, R26).';
revoke execute on function turno.filter_categories(bigint[], bigint[]) from public;
grant execute on function turno.filter_categories(bigint[], bigint[]) to turno_act;
