-- Purpose: turno api-key list.
-- Returns: an array.
-- Calls:   api_key_json. Writes: nothing.
create or replace function turno.api_key_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(api_key_json(k.id) order by k.name), '[]') from api_key k;
$$;
comment on function turno.api_key_list(jsonb) is 'All clients of the API.';
revoke execute on function turno.api_key_list(jsonb) from public;
grant execute on function turno.api_key_list(jsonb) to turno_act;
