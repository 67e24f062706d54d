-- Purpose: sign an operator or a contact in (p: login, which may be an address, key = hex of the Argon2id key, address of the
--          browser's machine). Only failures count: who is right gets his tokens back. They count by person, so that his
--          addresses are no further tries.
-- Returns: {ok, token, name, kind: operator|contact} or {ok: false, errors: {login: refused}}: the same whatever was wrong, or
--          too often.
-- Calls:   session_person, throttle_take, session_new. Writes: session, throttle.
create or replace function turno.session_open(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_key bytea := decode(p ->> 'key', 'hex');
    v_person record;
    v_by_login text;
    v_by_address text := 'signin:address:' || left(coalesce(p ->> 'address', ''), 64);
    v_may boolean;
begin
    select * into v_person from session_person(p ->> 'login');
    v_by_login := 'signin:login:' || coalesce('o' || v_person.operator_id, 'c' || v_person.contact_id,
        left(lower(coalesce(p ->> 'login', '')), 254));
    v_may := throttle_take(v_by_login, 10, 1 / 30.0)
        and throttle_take(v_by_address, 60, 1 / 5.0);
    -- Who has no password, or sends none, is as wrong as who mistypes it: null is equal to nothing.
    if not v_may or (v_person.digest = sha256(v_key)) is not true then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object('login', 'refused'));
    end if;
    update throttle set tokens = tokens + 1 where key in (v_by_login, v_by_address);
    return jsonb_build_object('ok', true, 'token', session_new(v_person.operator_id, v_person.contact_id, null),
        'name', v_person.name, 'kind', case when v_person.operator_id is null then 'contact' else 'operator' end);
end
$$;
comment on function turno.session_open(jsonb) is 'Signs a person in, throttled per person and per address.';
alter function turno.session_open(jsonb) owner to turno_act;
revoke execute on function turno.session_open(jsonb) from public;
grant execute on function turno.session_open(jsonb) to turno_web;
