-- Purpose: how long deliver may sleep if nothing wakes it.
-- Returns: seconds until the next mail is due, 0 when one is, null when none waits.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_wait_seconds()
returns double precision
language plpgsql stable
as $$
begin
    -- greatest() would make 0 of the null that stands for an empty queue.
    return (select case when x.due is not null
            then greatest(0, extract(epoch from x.due - clock_timestamp()))::double precision end
        from (select min(j.run_after) as due
            from turno.mail_job j) x);
end
$$;
comment on function turno.mail_wait_seconds is 'Seconds until the next mail is due for deliver.';
revoke execute on function turno.mail_wait_seconds from public;
grant execute on function turno.mail_wait_seconds to turno_gateway;
