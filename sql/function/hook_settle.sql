-- Purpose: how a call ended. 2xx: sent. No answer, 408, 429 and 5xx: again, after one minute, then twice as long each time up
--          to six hours, give or take a fifth; after the seconds of a Retry-After (p_retry_after) where the server named
--          them, six hours at most; given up after three days of it. Any other answer, or p_is_final (it must not or cannot
--          be made): failed at once. What failed, and what the app IO took, stands on the ticket's timeline; the turn stays
--          (R15). Who has lost the claim changes nothing.
-- Returns: the state afterwards; null when there is no such call.
-- Calls:   event_add. Writes: hook_call, hook_job, event.
create or replace function turno.hook_settle(p_call bigint, p_owner text, p_status integer, p_error text,
    p_retry_after integer default null, p_is_final boolean default false)
returns text
language plpgsql volatile
as $$
declare
    v_call turno.hook_call;
    v_hook turno.hook;
    v_wait interval;
    v_state text;
begin
    perform from turno.hook_job j where j.hook_call_id = p_call and j.owner = p_owner for update;
    if not found then
        return (select c.state from turno.hook_call c where c.id = p_call);
    end if;
    select * into v_call from turno.hook_call c where c.id = p_call for update;
    select * into v_hook from turno.hook h where h.id = v_call.hook_id;
    v_state := case when p_status between 200 and 299 and not p_is_final then 'sent'
        when p_is_final or v_call.tried_at < now() - interval '3 days' then 'failed'
        when p_status in (0, 408, 429) or p_status >= 500 then 'queued' else 'failed' end;
    update turno.hook_call
    set state = v_state, last_status = nullif(p_status, 0), last_error = case when v_state <> 'sent' then left(p_error, 500) end,
        sent_at = case when v_state = 'sent' then now() end,
        tried_at = case when v_state = 'queued' then coalesce(tried_at, now()) else tried_at end
    where id = p_call;
    if v_state = 'queued' then
        v_wait := least(interval '6 hours', interval '1 minute' * power(2, least(v_call.attempts, 10) - 1));
        if p_status in (429, 503) and p_retry_after > 0 then
            v_wait := make_interval(secs => least(p_retry_after, 21600));
        end if;
        update turno.hook_job set owner = null, leased_until = null,
            run_after = clock_timestamp() + v_wait * case when p_retry_after > 0 then 1 + 0.2 * random() else 0.8 + 0.4 * random() end
        where hook_call_id = p_call;
        return v_state;
    end if;
    delete from turno.hook_job where hook_call_id = p_call;
    if v_call.ticket_id is not null and (v_state = 'failed' or v_hook.kind = 'app-io') then
        perform turno.event_add(v_call.ticket_id, 'hook', 'system', null, 'api', null, v_hook.name, v_state,
            case when v_state = 'failed' then left(p_error, 500) end);
    end if;
    return v_state;
end
$$;
comment on function turno.hook_settle is 'Writes how a call ended: at least once, with back-off (R34, R36).';
revoke execute on function turno.hook_settle from public;
grant execute on function turno.hook_settle to turno_gateway;
