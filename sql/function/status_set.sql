-- Purpose: turno status set.
-- Returns: the status as shown.
-- Calls:   status_find, status_change. Writes: status.
create or replace function turno.status_set(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select status_change(status_find(p ->> 'name_it'), p);
$$;
comment on function turno.status_set(jsonb) is 'Changes a status (R16).';
revoke execute on function turno.status_set(jsonb) from public;
grant execute on function turno.status_set(jsonb) to turno_act;
