-- Purpose: turno progress set.
-- Returns: the state as shown.
-- Calls:   progress_find, progress_change. Writes: practice_state.
create or replace function turno.progress_set(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select progress_change(progress_find(p ->> 'name_it'), p);
$$;
comment on function turno.progress_set(jsonb) is 'Changes a state of practices.';
revoke execute on function turno.progress_set(jsonb) from public;
grant execute on function turno.progress_set(jsonb) to turno_act;
