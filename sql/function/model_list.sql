-- Purpose: turno model list.
-- Returns: an array.
-- Calls:   model_json. Writes: nothing.
create or replace function turno.model_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(model_json(m.id) order by lower(m.name)), '[]') from practice_model m;
$$;
comment on function turno.model_list(jsonb) is 'All models of practices.';
revoke execute on function turno.model_list(jsonb) from public;
grant execute on function turno.model_list(jsonb) to turno_act;
