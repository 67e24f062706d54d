-- Purpose: how long deliver may sleep if nothing wakes it.
-- Returns: seconds until the next mail is due, 0 when one is, null when none waits.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_wait_seconds()
returns double precision
language plpgsql stable
as $$
begin
    return (select greatest(0, extract(epoch from
            min(greatest(j.run_after, coalesce(j.leased_until, j.run_after))) - clock_timestamp()))::double precision
        from turno.mail_job j);
end
$$;
comment on function turno.mail_wait_seconds is 'Seconds until the next mail is due for deliver.';
revoke execute on function turno.mail_wait_seconds from public;
grant execute on function turno.mail_wait_seconds to turno_gateway;
