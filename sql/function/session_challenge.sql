-- Purpose: the salt with which the web derives the key of a password (p: login, which may be an address; address of the browser's machine).
--          Who has tried too often learns it here, before the derivation has cost anything; session_open gives the token back to who is right.
-- Returns: {salt: hex}. Whoever has no password gets a salt too, always the same, so that it cannot be told apart. Too often, whether or
--          not there is such a person: what session_open answers to who is wrong.
-- Calls:   signin_keys, throttle_take, session_person, session_pepper, hmac. Writes: throttle.
create or replace function turno.session_challenge(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_keys text[] := signin_keys(p);
begin
    if not (throttle_take(v_keys[1], 10, 1 / 30.0) and throttle_take(v_keys[3], 60, 1 / 5.0)) then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object('login', 'refused'));
    end if;
    return jsonb_build_object('salt', encode(coalesce(
        (select w.salt from session_person(p ->> 'login') w),
        substring(turno.hmac(convert_to(lower(btrim(coalesce(p ->> 'login', ''))), 'UTF8'), turno.session_pepper(), 'sha256')
            from 1 for 16)), 'hex'));
end
$$;
comment on function turno.session_challenge(jsonb) is 'Salt of a login''s password derivation; invented for unknown ones; throttled.';
alter function turno.session_challenge(jsonb) owner to turno_act;
revoke execute on function turno.session_challenge(jsonb) from public;
grant execute on function turno.session_challenge(jsonb) to turno_web;
