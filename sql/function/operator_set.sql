-- Purpose: turno operator set; members that are missing stay as they are.
-- Returns: the operator as shown.
-- Calls:   operator_find, operator_change. Writes: what operator_change does.
create or replace function turno.operator_set(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select operator_change(operator_find(p ->> 'login'), p);
$$;
comment on function turno.operator_set(jsonb) is 'Changes an operator (R4).';
revoke execute on function turno.operator_set(jsonb) from public;
grant execute on function turno.operator_set(jsonb) to turno_act;
