-- Purpose: a temporary code by mail for who lost his password, or never had one (p: login, which may be an address; address of
--          the browser's machine). It goes to a registered address only, three times an hour at most.
-- Returns: {ok: true} whatever happened: nobody learns whether there is such an account.
-- Calls:   session_person, throttle_take, outbox_add. Writes: outbox, throttle.
create or replace function turno.password_forgot(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_person record;
begin
    select * into v_person from session_person(p ->> 'login');
    if throttle_take('reset:address:' || left(coalesce(p ->> 'address', ''), 64), 20, 1 / 60.0)
        and v_person.recipient is not null
        and throttle_take('reset:person:' || coalesce('o' || v_person.operator_id, 'c' || v_person.contact_id), 3, 1 / 1200.0) then
        perform outbox_add(null, null, 'password_code', v_person.contact_id, v_person.operator_id, v_person.recipient,
            v_person.language);
    end if;
    return jsonb_build_object('ok', true);
end
$$;
comment on function turno.password_forgot(jsonb) is 'Sends a temporary code to a registered address (R3, R4).';
alter function turno.password_forgot(jsonb) owner to turno_act;
revoke execute on function turno.password_forgot(jsonb) from public;
grant execute on function turno.password_forgot(jsonb) to turno_web;
