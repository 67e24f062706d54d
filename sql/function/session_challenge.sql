-- Purpose: the salt with which the web derives the key of a password (p: login).
-- Returns: {salt: hex}. An unknown login gets a salt too, always the same, so that it cannot be told apart.
-- Calls:   session_pepper, hmac. Writes: nothing.
create or replace function turno.session_challenge(p jsonb)
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('salt', encode(coalesce(
        (select o.password_salt from operator o where o.login = lower(p ->> 'login') and o.is_active),
        substring(turno.hmac(convert_to(lower(coalesce(p ->> 'login', '')), 'UTF8'), turno.session_pepper(), 'sha256')
            from 1 for 16)), 'hex'));
$$;
comment on function turno.session_challenge(jsonb) is 'Salt of a login''s password derivation; invented for unknown ones.';
alter function turno.session_challenge(jsonb) owner to turno_act;
revoke execute on function turno.session_challenge(jsonb) from public;
grant execute on function turno.session_challenge(jsonb) to turno_web;
