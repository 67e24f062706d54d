-- Purpose: how long the process that makes calls may sleep if nothing wakes it.
-- Returns: seconds until the next call may be made, 0 when one may, null when none waits.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.hook_wait_seconds()
returns double precision
language plpgsql stable
as $$
begin
    -- greatest() leaves out the null that stands for an empty queue.
    return (select case when x.due is not null then greatest(0, extract(epoch from x.due - clock_timestamp()))::double precision end
        from (select least(
            (select min(f.run_after) from turno.hook h cross join lateral (select j.run_after from turno.hook_job j
                where j.hook_id = h.id and j.owner is null order by j.run_after limit 1) f where h.is_active),
            (select min(j.leased_until) from turno.hook_job j where j.owner is not null)) as due) x);
end
$$;
comment on function turno.hook_wait_seconds is 'Seconds until the next call may be made.';
revoke execute on function turno.hook_wait_seconds from public;
grant execute on function turno.hook_wait_seconds to turno_gateway;
