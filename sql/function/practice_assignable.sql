-- Purpose: may this operator be given a practice of this category and level (R9, R40)? The same predicate as the policies.
-- Returns: true or false; false for one who is switched off.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.practice_assignable(p_operator bigint, p_category bigint, p_level text, p_created_by bigint)
returns boolean
language sql stable
set search_path = turno, pg_temp
as $$
    select exists (select from operator o where o.id = p_operator and o.is_active
        and (o.id = p_created_by or exists (select from operator_scope s
            where s.operator_id = o.id and s.category_id = p_category and s.level = p_level)));
$$;
comment on function turno.practice_assignable(bigint, bigint, text, bigint) is 'Whether an operator may see, and so be given, a practice (R40).';
revoke execute on function turno.practice_assignable(bigint, bigint, text, bigint) from public;
grant execute on function turno.practice_assignable(bigint, bigint, text, bigint) to turno_gateway, turno_act;
