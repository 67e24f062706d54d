-- Purpose: change one's own password (p: old_key, salt and key in hex, derived by the web; page_profile gives the old salt).
--          All sessions end; the one that asked goes on with a new token. By magic link nobody sets a password.
-- Returns: {ok, token} or {ok: false, errors}.
-- Calls:   viewer_required, password_errors, throttle_take, operator_password, contact_password_set, session_new.
-- Writes:  operator, contact_password, session, reset_code, throttle.
create or replace function turno.act_password(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_errors jsonb := password_errors(p);
    v_digest bytea;
begin
    select * into v_viewer from viewer_required();
    if v_viewer.ticket_id is not null then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    end if;
    v_digest := coalesce((select o.password_digest from operator o where o.id = v_viewer.operator_id),
        (select w.digest from contact_password w where w.contact_id = v_viewer.contact_id));
    if not throttle_take('password:' || coalesce('o' || v_viewer.operator_id, 'c' || v_viewer.contact_id), 10, 1 / 30.0)
        or (v_digest = sha256(decode(p ->> 'old_key', 'hex'))) is not true then
        v_errors := v_errors || '{"old_password": "refused"}';
    end if;
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    end if;
    if v_viewer.operator_id is not null then
        perform operator_password(v_viewer.operator_id, p);
    else
        perform contact_password_set(v_viewer.contact_id, p);
    end if;
    return jsonb_build_object('ok', true, 'token', session_new(v_viewer.operator_id, v_viewer.contact_id, null));
end
$$;
comment on function turno.act_password(jsonb) is 'Changes the viewer''s own password (R3, R4).';
alter function turno.act_password(jsonb) owner to turno_act;
revoke execute on function turno.act_password(jsonb) from public;
grant execute on function turno.act_password(jsonb) to turno_web;
