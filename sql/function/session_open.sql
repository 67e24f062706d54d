-- Purpose: sign an operator or a contact in (p: login, which may be an address, key = hex of the Argon2id key, address of the
--          browser's machine). Only failures count: who is right gets his tokens back, that of session_challenge too. They count by
--          person, so that his addresses are no further tries.
-- Returns: {ok, token, name, kind: operator|contact} or {ok: false, errors: {login: refused}}: the same whatever was wrong, or
--          too often.
-- Calls:   session_person, signin_keys, throttle_take, session_new. Writes: session, throttle.
create or replace function turno.session_open(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_key bytea := decode(p ->> 'key', 'hex');
    v_person record;
    v_keys text[] := signin_keys(p);
    v_may boolean;
begin
    select * into v_person from session_person(p ->> 'login');
    v_may := throttle_take(v_keys[2], 10, 1 / 30.0) and throttle_take(v_keys[4], 60, 1 / 5.0);
    -- Who has no password, or sends none, is as wrong as who mistypes it: null is equal to nothing.
    if not v_may or (v_person.digest = sha256(v_key)) is not true then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object('login', 'refused'));
    end if;
    update throttle set tokens = tokens + 1 where key = any (v_keys);
    return jsonb_build_object('ok', true, 'token', session_new(v_person.operator_id, v_person.contact_id, null),
        'name', v_person.name, 'kind', case when v_person.operator_id is null then 'contact' else 'operator' end);
end
$$;
comment on function turno.session_open(jsonb) is 'Signs a person in, throttled per person and per address.';
alter function turno.session_open(jsonb) owner to turno_act;
revoke execute on function turno.session_open(jsonb) from public;
grant execute on function turno.session_open(jsonb) to turno_web;
