-- Purpose: turno api-key show.
-- Returns: the client as shown.
-- Calls:   api_key_find, api_key_json. Writes: nothing.
create or replace function turno.api_key_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select api_key_json(api_key_find(p ->> 'name'));
$$;
comment on function turno.api_key_show(jsonb) is 'One client of the API.';
revoke execute on function turno.api_key_show(jsonb) from public;
grant execute on function turno.api_key_show(jsonb) to turno_act;
