-- Purpose: the salt with which the web derives the key of a password (p: login, which may be an address).
-- Returns: {salt: hex}. Whoever has no password gets a salt too, always the same, so that it cannot be told apart.
-- Calls:   session_person, session_pepper, hmac. Writes: nothing.
create or replace function turno.session_challenge(p jsonb)
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('salt', encode(coalesce(
        (select w.salt from session_person(p ->> 'login') w),
        substring(turno.hmac(convert_to(lower(btrim(coalesce(p ->> 'login', ''))), 'UTF8'), turno.session_pepper(), 'sha256')
            from 1 for 16)), 'hex'));
$$;
comment on function turno.session_challenge(jsonb) is 'Salt of a login''s password derivation; invented for unknown ones.';
alter function turno.session_challenge(jsonb) owner to turno_act;
revoke execute on function turno.session_challenge(jsonb) from public;
grant execute on function turno.session_challenge(jsonb) to turno_web;
