-- Purpose: sign out (p is not looked at).
-- Returns: {ok: true}, also when nobody was signed in.
-- Calls:   viewer. Writes: session.ended_at.
create or replace function turno.session_close(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    update session set ended_at = now() where id = (select v.session_id from viewer() v);
    return jsonb_build_object('ok', true);
end
$$;
comment on function turno.session_close(jsonb) is 'Ends the session.';
alter function turno.session_close(jsonb) owner to turno_act;
revoke execute on function turno.session_close(jsonb) from public;
grant execute on function turno.session_close(jsonb) to turno_web;
