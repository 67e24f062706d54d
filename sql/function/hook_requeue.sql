-- Purpose: claims whose time ran out are given back: whoever had them died, or his settling came too late.
-- Returns: how many.
-- Calls:   hook_give_back. Writes: what that does.
create or replace function turno.hook_requeue()
returns integer
language sql volatile
as $$
    select turno.hook_give_back(array(select j.hook_call_id from turno.hook_job j
        where j.owner is not null and j.leased_until <= clock_timestamp() for update skip locked));
$$;
comment on function turno.hook_requeue is 'Gives back claims of calls that ran out.';
revoke execute on function turno.hook_requeue from public;
grant execute on function turno.hook_requeue to turno_gateway;
