-- Purpose: whether p holds a salt and a derived key: the database never sees a password, so its length is the web's to judge.
-- Returns: {} or {password: invalid}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.password_errors(p jsonb)
returns jsonb
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select case when p ->> 'salt' ~ '^[0-9a-f]{32}$' and p ->> 'key' ~ '^[0-9a-f]{64}$' then '{}'::jsonb
        else '{"password": "invalid"}' end;
$$;
comment on function turno.password_errors(jsonb) is 'Refuses what is no salt and derived key.';
revoke execute on function turno.password_errors(jsonb) from public;
grant execute on function turno.password_errors(jsonb) to turno_act;
