-- Purpose: turno model show.
-- Returns: the model as shown.
-- Calls:   model_find, model_json. Writes: nothing.
create or replace function turno.model_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select model_json(model_find(p ->> 'name'));
$$;
comment on function turno.model_show(jsonb) is 'One model of practices.';
revoke execute on function turno.model_show(jsonb) from public;
grant execute on function turno.model_show(jsonb) to turno_act;
