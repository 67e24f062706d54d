-- Purpose: turno operator show.
-- Returns: the operator as shown.
-- Calls:   operator_find, operator_json. Writes: nothing.
create or replace function turno.operator_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select operator_json(operator_find(p ->> 'login'));
$$;
comment on function turno.operator_show(jsonb) is 'One operator.';
revoke execute on function turno.operator_show(jsonb) from public;
grant execute on function turno.operator_show(jsonb) to turno_act;
