-- Purpose: an administrator has a call made again, from Deliveries (p: call, form_key).
-- Returns: {ok, done: retried}. TU002 for who is none or does not see it, TU003 when it is not made again.
-- Calls:   viewer_required, form_done, hook_retry, form_keep. Writes: what hook_retry writes; form_key.
create or replace function turno.act_hook_retry(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_session bigint := (select v.session_id from viewer_required() v);
    v_done jsonb := form_done(v_session, p);
    v_call bigint;
begin
    if v_done is not null then
        return v_done;
    end if;
    select c.id into v_call from hook_call c where c.id = (p ->> 'call')::bigint;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such call.';
    end if;
    perform hook_retry(v_call);
    return form_keep(v_session, p, '{"ok": true, "done": "retried"}');
end
$$;
comment on function turno.act_hook_retry(jsonb) is 'An administrator has a call made again.';
alter function turno.act_hook_retry(jsonb) owner to turno_act;
revoke execute on function turno.act_hook_retry(jsonb) from public;
grant execute on function turno.act_hook_retry(jsonb) to turno_web;
