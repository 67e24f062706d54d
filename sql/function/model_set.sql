-- Purpose: turno model set.
-- Returns: the model as shown.
-- Calls:   model_find, model_change. Writes: practice_model.
create or replace function turno.model_set(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select model_change(model_find(p ->> 'name'), p);
$$;
comment on function turno.model_set(jsonb) is 'Changes a model of practices; those made of it stay as they are (R37).';
revoke execute on function turno.model_set(jsonb) from public;
grant execute on function turno.model_set(jsonb) to turno_act;
