-- Purpose: turno progress show.
-- Returns: the state as shown.
-- Calls:   progress_find, progress_json. Writes: nothing.
create or replace function turno.progress_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select progress_json(progress_find(p ->> 'name_it'));
$$;
comment on function turno.progress_show(jsonb) is 'One state of practices.';
revoke execute on function turno.progress_show(jsonb) from public;
grant execute on function turno.progress_show(jsonb) to turno_act;
