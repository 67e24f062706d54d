-- Purpose: the public half of the key with which the web closes a password for turnod (p is not looked at).
-- Returns: {key: hex}, null before turno seal was run. TU002 for who is no administrator.
-- Calls:   admin_required. Writes: nothing.
create or replace function turno.admin_seal(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    perform admin_required();
    return jsonb_build_object('key', (select encode(s.public_key, 'hex') from seal s));
end
$$;
comment on function turno.admin_seal(jsonb) is 'The key with which the web seals a password.';
alter function turno.admin_seal(jsonb) owner to turno_act;
revoke execute on function turno.admin_seal(jsonb) from public;
grant execute on function turno.admin_seal(jsonb) to turno_web;
