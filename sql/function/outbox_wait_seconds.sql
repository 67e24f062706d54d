-- Purpose: how long submit may sleep if nothing wakes it.
-- Returns: seconds until the next mail is due, 0 when one is, null when none waits.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.outbox_wait_seconds()
returns double precision
language plpgsql stable
as $$
begin
    -- greatest() would make 0 of the null that stands for an empty queue.
    return (select case when x.due is not null
            then greatest(0, extract(epoch from x.due - clock_timestamp()))::double precision end
        from (select min(case j.step when 'waiting' then j.run_after else j.leased_until end) as due
            from turno.outbox_job j
            where j.step in ('waiting', 'claimed')) x);
end
$$;
comment on function turno.outbox_wait_seconds is 'Seconds until the next mail is due for submit.';
revoke execute on function turno.outbox_wait_seconds from public;
grant execute on function turno.outbox_wait_seconds to turno_gateway;
