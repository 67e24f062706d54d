-- Purpose: nothing leaves by an account for a while: outbox.pause_seconds (60, at least 1), doubled at each pause in a row up to half an
--          hour, with jitter. Then one mail probes it. Who had a mail under way when somebody else paused it adds nothing.
-- Returns: nothing.
-- Calls:   setting_text. Writes: account.
create or replace function turno.account_pause(p_account text, p_owner text, p_reason text)
returns void
language plpgsql volatile
as $$
begin
    insert into turno.account (name) values (p_account) on conflict (name) do nothing;
    update turno.account
    set pauses = pauses + 1, struck = '{}', probed_by = null, reason = p_reason, failing_since = coalesce(failing_since, now()),
        paused_until = clock_timestamp() + least(interval '30 minutes',
            make_interval(secs => greatest(1, turno.setting_text('outbox.pause_seconds', '60')::double precision)) * power(2, least(pauses, 16)))
            * (0.8 + 0.4 * random())
    where name = p_account and (paused_until is null or paused_until <= clock_timestamp() or probed_by = p_owner);
end
$$;
comment on function turno.account_pause is 'Opens the circuit breaker of a submission account.';
revoke execute on function turno.account_pause from public;
grant execute on function turno.account_pause to turno_gateway;
