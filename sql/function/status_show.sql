-- Purpose: turno status show.
-- Returns: the status as shown.
-- Calls:   status_find, status_json. Writes: nothing.
create or replace function turno.status_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select status_json(status_find(p ->> 'name_it'));
$$;
comment on function turno.status_show(jsonb) is 'One status.';
revoke execute on function turno.status_show(jsonb) from public;
grant execute on function turno.status_show(jsonb) to turno_act;
