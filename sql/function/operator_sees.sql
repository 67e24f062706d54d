-- Purpose: may this operator see this ticket (R8, R9)? The same predicate as policies and recipients.
-- Returns: true or false; false when either does not exist.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.operator_sees(p_operator bigint, p_ticket bigint)
returns boolean
language plpgsql stable
as $$
begin
    return (select exists (
            select from turno.ticket t
            join turno.operator o on o.id = p_operator and o.is_active
            where t.id = p_ticket and t.deleted_at is null
            and (t.opened_by = p_operator
                or exists (select from turno.operator_scope s
                    where s.operator_id = p_operator and s.category_id = t.category_id and s.level = t.level))));
end
$$;
comment on function turno.operator_sees is 'Whether an operator may see a ticket (R9).';
revoke execute on function turno.operator_sees from public;
grant execute on function turno.operator_sees to turno_gateway;
