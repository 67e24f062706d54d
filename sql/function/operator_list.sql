-- Purpose: turno operator list.
-- Returns: an array.
-- Calls:   operator_json. Writes: nothing.
create or replace function turno.operator_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(operator_json(o.id) order by o.login), '[]') from operator o;
$$;
comment on function turno.operator_list(jsonb) is 'All operators.';
revoke execute on function turno.operator_list(jsonb) from public;
grant execute on function turno.operator_list(jsonb) to turno_act;
