-- Purpose: turno api-key add.
-- Returns: the client as shown, with its key: it is shown this once.
-- Calls:   admin_refuse, api_key_change. Writes: api_key, api_key_category.
create or replace function turno.api_key_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_name text := lower(p ->> 'name');
    v_id bigint;
begin
    if v_name is null or v_name !~ '^[a-z0-9][a-z0-9._-]{0,63}$' then
        perform admin_refuse('The name of a key has letters, digits, dot, dash and underscore only.', 'name');
    end if;
    if exists (select from api_key k where k.name = v_name) then
        perform admin_refuse(format('There is a key %s already; --renew of set gives it a new one.', v_name), 'name');
    end if;
    if jsonb_array_length(coalesce(p -> 'categories', '[]')) = 0 then
        perform admin_refuse('A key needs a category in which it may open tickets.', 'categories');
    end if;
    insert into api_key (name, key_sha256) values (v_name, sha256(gen_random_bytes(32))) returning id into v_id;
    return api_key_change(v_id, p || '{"renew": true}');
end
$$;
comment on function turno.api_key_add(jsonb) is 'Adds a client of the API (R36).';
revoke execute on function turno.api_key_add(jsonb) from public;
grant execute on function turno.api_key_add(jsonb) to turno_act;
