-- Purpose: turno api-key remove: from now on it opens nothing. Its tickets stay, as their contacts'.
-- Returns: an object that names what was removed.
-- Calls:   api_key_find, api_key_forget. Writes: api_key, api_key_category, and what that does.
create or replace function turno.api_key_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := api_key_find(p ->> 'name');
begin
    perform api_key_forget(v_id);
    delete from api_key_category a where a.api_key_id = v_id;
    delete from api_key k where k.id = v_id;
    return jsonb_build_object('removed', p ->> 'name');
end
$$;
comment on function turno.api_key_remove(jsonb) is 'Removes a client of the API.';
revoke execute on function turno.api_key_remove(jsonb) from public;
grant execute on function turno.api_key_remove(jsonb) to turno_act;
