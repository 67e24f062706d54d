-- Purpose: the salt of one's own password, with which the web derives the key of what was typed as the old one (p is not looked at).
--          Ten tries, then one in half a minute: asked before the derivation, which costs.
-- Returns: {salt: hex}; {ok: false, errors: {old_password: refused}} when there is none, or too often. TU002 for a session by link.
-- Calls:   viewer_required, throttle_take. Writes: throttle.
create or replace function turno.password_challenge(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_salt bytea;
begin
    select * into v from viewer_required();
    if v.ticket_id is not null then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    end if;
    v_salt := coalesce((select o.password_salt from operator o where o.id = v.operator_id),
        (select w.salt from contact_password w where w.contact_id = v.contact_id));
    if v_salt is null or not throttle_take('password:challenge:' || coalesce('o' || v.operator_id, 'c' || v.contact_id), 10, 1 / 30.0) then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object('old_password', 'refused'));
    end if;
    return jsonb_build_object('salt', encode(v_salt, 'hex'));
end
$$;
comment on function turno.password_challenge(jsonb) is 'Salt of one''s own password, throttled.';
alter function turno.password_challenge(jsonb) owner to turno_act;
revoke execute on function turno.password_challenge(jsonb) from public;
grant execute on function turno.password_challenge(jsonb) to turno_web;
