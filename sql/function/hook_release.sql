-- Purpose: a process that has nothing in hand gives back what it, or one of its name that died, had claimed. The call may
--          have been made: it is made again, at least once is the promise.
-- Returns: number of calls given back.
-- Calls:   hook_give_back. Writes: what that does.
create or replace function turno.hook_release(p_owner text)
returns integer
language sql volatile
as $$
    select turno.hook_give_back(array(select j.hook_call_id from turno.hook_job j where j.owner = p_owner for update));
$$;
comment on function turno.hook_release is 'Gives back the claims of a process that makes calls.';
revoke execute on function turno.hook_release from public;
grant execute on function turno.hook_release to turno_gateway;
