-- Purpose: writes the members that p has; renew makes a new key, after which the old one opens nothing.
-- Returns: the client as shown, with a new key as "key": it is shown this once.
-- Calls:   admin_keys, admin_choice, admin_refuse, category_find, token_new, api_key_json. Writes: api_key, api_key_category.
create or replace function turno.api_key_change(p_key bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_key text := case when (p ->> 'renew')::boolean
        then 'turno_' || token_new() end;
begin
    perform admin_keys(p, '{name,categories,contacts,per_minute,is_active,renew}');
    perform admin_choice(p, 'contacts', '{known,new,any}');
    if (p ->> 'per_minute')::numeric not between 1 and 100000 then
        perform admin_refuse('per_minute is a number from 1 to 100000.', 'per_minute');
    end if;
    update api_key set contacts = coalesce(p ->> 'contacts', contacts), per_minute = coalesce((p ->> 'per_minute')::integer, per_minute),
        is_active = coalesce((p ->> 'is_active')::boolean, is_active),
        key_sha256 = coalesce(sha256(convert_to(v_key, 'UTF8')), key_sha256)
    where id = p_key;
    if p ? 'categories' then
        delete from api_key_category a where a.api_key_id = p_key;
        insert into api_key_category (api_key_id, category_id)
        select distinct p_key, category_find(c) from jsonb_array_elements_text(p -> 'categories') c where c <> '';
    end if;
    return api_key_json(p_key) || case when v_key is not null then jsonb_build_object('key', v_key) else '{}' end;
end
$$;
comment on function turno.api_key_change(bigint, jsonb) is 'What api-key add and set have in common.';
revoke execute on function turno.api_key_change(bigint, jsonb) from public;
grant execute on function turno.api_key_change(bigint, jsonb) to turno_act;
