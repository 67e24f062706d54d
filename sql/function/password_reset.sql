-- Purpose: set a password with the temporary code (p: login, code, salt and key in hex, derived by the web; address of the
--          browser's machine). A code has five tries.
-- Returns: {ok: true}, or {ok: false, errors: {code: refused}}: the same for a wrong code, an old one, none and an unknown
--          person; {password: invalid} for what is no derived key.
-- Calls:   session_person, throttle_take, reset_code_digest, password_errors, operator_password, contact_password_set.
-- Writes:  reset_code, throttle, operator, contact_password, session.
create or replace function turno.password_reset(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_errors jsonb := password_errors(p);
    v_person record;
    v_digest bytea;
begin
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    end if;
    select * into v_person from session_person(p ->> 'login');
    if throttle_take('reset:try:' || left(coalesce(p ->> 'address', ''), 64), 30, 1 / 20.0) then
        update reset_code c set tries = c.tries + 1
        where (c.operator_id = v_person.operator_id or c.contact_id = v_person.contact_id) and c.tries < 5
            and c.expires_at > clock_timestamp()
        returning c.digest into v_digest;
    end if;
    if v_digest is distinct from reset_code_digest(v_person.operator_id, v_person.contact_id, p ->> 'code') then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object('code', 'refused'));
    end if;
    if v_person.operator_id is not null then
        perform operator_password(v_person.operator_id, p);
    else
        perform contact_password_set(v_person.contact_id, p);
    end if;
    return jsonb_build_object('ok', true);
end
$$;
comment on function turno.password_reset(jsonb) is 'Sets a password with a temporary code (R3, R4).';
alter function turno.password_reset(jsonb) owner to turno_act;
revoke execute on function turno.password_reset(jsonb) from public;
grant execute on function turno.password_reset(jsonb) to turno_web;
