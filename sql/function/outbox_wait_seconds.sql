-- Purpose: how long a submitter of an account may sleep if nothing wakes it.
-- Returns: seconds until the next mail may be sent, 0 when one may, null when none waits.
-- Calls:   account_ready_at. Writes: nothing.
create or replace function turno.outbox_wait_seconds(p_account text)
returns double precision
language plpgsql stable
as $$
begin
    -- greatest() leaves out the null that stands for an empty queue.
    return (select case when x.due is not null then greatest(0, extract(epoch from
                greatest(x.due, turno.account_ready_at(p_account)) - clock_timestamp()))::double precision end
        from (select least(
                (select min(f.run_after) from generate_series(1, 3) r cross join lateral (select j.run_after
                    from turno.outbox_job j where j.account = p_account and j.rank = r and j.step = 'waiting'
                    order by j.run_after limit 1) f),
                (select min(j.leased_until) from turno.outbox_job j where j.account = p_account and j.step = 'claimed')) as due) x);
end
$$;
comment on function turno.outbox_wait_seconds is 'Seconds until the next mail of an account may be sent.';
revoke execute on function turno.outbox_wait_seconds from public;
grant execute on function turno.outbox_wait_seconds to turno_gateway;
