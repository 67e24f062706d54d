-- Purpose: the salt of the administrator's own password, with which the web derives the key that act_admin asks for again (p is not looked at).
--          Ten tries, then one in half a minute: asked before the derivation, which costs.
-- Returns: {salt: hex}, null when there is none or too often. TU002 for who is no administrator.
-- Calls:   admin_required, throttle_take. Writes: throttle.
create or replace function turno.admin_challenge(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_operator bigint := (select r.operator_id from admin_required() r);
begin
    return jsonb_build_object('salt', case when throttle_take('confirm:o' || v_operator, 10, 1 / 30.0)
        then (select encode(o.password_salt, 'hex') from operator o where o.id = v_operator) end);
end
$$;
comment on function turno.admin_challenge(jsonb) is 'Salt of an administrator''s own password, throttled.';
alter function turno.admin_challenge(jsonb) owner to turno_act;
revoke execute on function turno.admin_challenge(jsonb) from public;
grant execute on function turno.admin_challenge(jsonb) to turno_web;
