-- Purpose: claims whose time ran out are given back: whoever had them died, or his settling came too late.
-- Returns: how many.
-- Calls:   nothing. Writes: hook_call, hook_job; notifies turno_hook.
create or replace function turno.hook_requeue()
returns integer
language plpgsql volatile
as $$
declare
    v_count integer;
begin
    with late as (
        update turno.hook_job set owner = null, leased_until = null
        where hook_call_id in (select j.hook_call_id from turno.hook_job j
            where j.owner is not null and j.leased_until <= clock_timestamp() for update skip locked)
        returning hook_call_id
    ), again as (
        update turno.hook_call c set state = 'queued' from late where c.id = late.hook_call_id returning c.id
    )
    select count(*) into v_count from again;
    if v_count > 0 then
        perform pg_notify('turno_hook', '');
    end if;
    return v_count;
end
$$;
comment on function turno.hook_requeue is 'Gives back claims of calls that ran out.';
revoke execute on function turno.hook_requeue from public;
grant execute on function turno.hook_requeue to turno_gateway;
