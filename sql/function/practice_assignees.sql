-- Purpose: to whom a practice may be given: a practice that the viewer sees, or one to be made of a ticket that he sees (R40).
-- Returns: array of {id, name} by name; [] when he may see neither.
-- Calls:   viewer, practice_assignable. Writes: nothing.
create or replace function turno.practice_assignees(p_practice bigint, p_ticket bigint)
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name, o.id), '[]')
    from (select p.category_id, p.level, p.created_by from practice p where p.id = p_practice
        union all
        select t.category_id, t.level, v.operator_id from ticket t cross join viewer() v
        where t.id = p_ticket and v.operator_id is not null) x
    join operator o on practice_assignable(o.id, x.category_id, x.level, x.created_by);
$$;
comment on function turno.practice_assignees(bigint, bigint) is 'Operators to whom a practice may be given (R40).';
alter function turno.practice_assignees(bigint, bigint) owner to turno_act;
revoke execute on function turno.practice_assignees(bigint, bigint) from public;
grant execute on function turno.practice_assignees(bigint, bigint) to turno_web;
