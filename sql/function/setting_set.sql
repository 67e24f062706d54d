-- Purpose: turno setting set. p: key, value (text or JSON).
-- Returns: the setting as shown.
-- Calls:   admin_keys, admin_refuse. Writes: setting.
create or replace function turno.setting_set(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    perform admin_keys(p, '{key,value}');
    if p ->> 'key' is null or p ->> 'key' !~ '^[a-z]+(\.[a-z_]+)+$' then
        perform admin_refuse('The key of a setting looks like office.name.');
    end if;
    if p ->> 'key' ~ '^(mail|outbox)\.' and p ->> 'value' !~ '^[0-9]{1,9}$' then
        perform admin_refuse(format('%s is a number.', p ->> 'key'));
    end if;
    if p ->> 'value' is null then
        delete from setting s where s.key = p ->> 'key';
    else
        insert into setting (key, value) values (p ->> 'key', p -> 'value')
        on conflict (key) do update set value = excluded.value;
    end if;
    return jsonb_build_object('key', p ->> 'key', 'value', p -> 'value');
end
$$;
comment on function turno.setting_set(jsonb) is 'Sets a setting of the office, or with a null value returns to its default.';
revoke execute on function turno.setting_set(jsonb) from public;
