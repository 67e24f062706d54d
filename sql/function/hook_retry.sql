-- Purpose: a person asks for a call once more: one that failed, or that waits for a later time.
-- Returns: the call as shown. TU002 unknown; TU003 when it is made already, nobody can be told, or its body is gone.
-- Calls:   hook_queue, hook_call_json. Writes: hook_call, hook_job; notifies turno_hook.
create or replace function turno.hook_retry(p_call bigint)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_call hook_call;
begin
    perform from hook_job j where j.hook_call_id = p_call for update; -- before the row, as hook_settle does
    select * into v_call from hook_call c where c.id = p_call for update;
    if not found then
        raise exception using errcode = 'TU002', message = format('There is no call %s.', p_call);
    elsif v_call.state not in ('queued', 'failed') then
        raise exception using errcode = 'TU003', message = format('Call %s is %s: it is not made again.', p_call, v_call.state);
    elsif v_call.payload is null then
        raise exception using errcode = 'TU003',
            message = format('Call %s is too old: what it said was removed after 30 days.', p_call);
    end if;
    update hook_call set state = 'queued', tried_at = null, attempts = 0 where id = p_call;
    perform hook_queue(p_call);
    return hook_call_json(p_call);
end
$$;
comment on function turno.hook_retry(bigint) is 'Makes a call again.';
alter function turno.hook_retry(bigint) owner to turno_gateway;
revoke execute on function turno.hook_retry(bigint) from public;
grant execute on function turno.hook_retry(bigint) to turno_act;
