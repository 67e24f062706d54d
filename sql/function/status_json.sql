-- Purpose: the one form of list, show, add and set.
-- Returns: an object.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.status_json(p_status bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select to_jsonb(s) from status s where s.id = p_status;
$$;
comment on function turno.status_json(bigint) is 'A status as the command line shows it.';
revoke execute on function turno.status_json(bigint) from public;
grant execute on function turno.status_json(bigint) to turno_act;
