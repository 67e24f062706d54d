-- Purpose: exactly one level per operator and category.
-- Returns: nothing.
-- Calls:   category_find, admin_choice. Writes: operator_category.
create or replace function turno.operator_grant(p_operator bigint, p_category text, p_level text, p_below boolean)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_category bigint := category_find(p_category);
    v_path text;
begin
    perform admin_choice(jsonb_build_object('level', p_level), 'level', '{none,base,advanced}');
    select c.path into v_path from category c where c.id = v_category;
    delete from operator_category oc using category c
    where oc.operator_id = p_operator and c.id = oc.category_id
        and (c.id = v_category or (p_below and starts_with(c.path, v_path || ' › ')));
    if p_level <> 'none' then
        insert into operator_category (operator_id, category_id, level)
        select p_operator, c.id, p_level from category c
        where c.id = v_category or (p_below and starts_with(c.path, v_path || ' › '));
    end if;
end
$$;
comment on function turno.operator_grant(bigint, text, text, boolean) is 'Gives an operator a level in a category, with those below it if asked; none takes it away (R8).';
revoke execute on function turno.operator_grant(bigint, text, text, boolean) from public;
grant execute on function turno.operator_grant(bigint, text, text, boolean) to turno_act;
