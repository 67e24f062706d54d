-- Purpose: sign an operator in (p: login, key = hex of the Argon2id key, address of the browser's machine).
--          Only failures count: who is right gets his tokens back.
-- Returns: {ok, token, name} or {ok: false, errors: {login: refused}}: the same whatever was wrong, or too often.
-- Calls:   throttle_take, session_new. Writes: session, throttle.
create or replace function turno.session_open(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_login text := left(lower(coalesce(p ->> 'login', '')), 64);
    v_by_login text := 'signin:login:' || v_login;
    v_by_address text := 'signin:address:' || left(coalesce(p ->> 'address', ''), 64);
    v_key bytea := decode(p ->> 'key', 'hex');
    v_may boolean;
    v_operator operator;
begin
    v_may := throttle_take(v_by_login, 10, 1 / 30.0)
        and throttle_take(v_by_address, 60, 1 / 5.0);
    select * into v_operator from operator o where o.login = v_login and o.is_active
        and o.password_digest = sha256(v_key);
    if not v_may or v_operator.id is null then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object('login', 'refused'));
    end if;
    update throttle set tokens = tokens + 1 where key in (v_by_login, v_by_address);
    return jsonb_build_object('ok', true, 'token', session_new(v_operator.id, null, null), 'name', v_operator.name);
end
$$;
comment on function turno.session_open(jsonb) is 'Signs an operator in, throttled per login and per address.';
alter function turno.session_open(jsonb) owner to turno_act;
revoke execute on function turno.session_open(jsonb) from public;
grant execute on function turno.session_open(jsonb) to turno_web;
