-- Purpose: who gets a ticket of this category and level by the rule of the category (R40): only somebody active who sees it.
--          Fewest open: who has it already keeps it.
-- Returns: an operator, or null when the category names none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.category_assignee(p_category bigint, p_level text, p_present bigint default null)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (select s.operator_id
        from turno.category c
        join turno.operator_scope s on s.category_id = c.id and s.level = p_level
        join turno.operator o on o.id = s.operator_id and o.is_active
        where c.id = p_category
            and (c.assign = 'fewest' or (c.assign = 'operator' and s.operator_id = c.assign_operator_id))
        order by s.operator_id is not distinct from p_present desc,
            (select count(*) from turno.ticket t where t.assignee_id = s.operator_id and t.turn <> 'closed'), s.operator_id
        limit 1);
end
$$;
comment on function turno.category_assignee is 'Who gets tickets of a category (R40).';
revoke execute on function turno.category_assignee from public;
grant execute on function turno.category_assignee to turno_gateway;
