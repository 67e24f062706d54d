-- Purpose: turno api-key set.
-- Returns: the client as shown, with a new key when it asks for one.
-- Calls:   api_key_find, api_key_change. Writes: api_key, api_key_category.
create or replace function turno.api_key_set(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select api_key_change(api_key_find(p ->> 'name'), p);
$$;
comment on function turno.api_key_set(jsonb) is 'Changes a client of the API (R36).';
revoke execute on function turno.api_key_set(jsonb) from public;
grant execute on function turno.api_key_set(jsonb) to turno_act;
