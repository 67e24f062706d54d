-- Purpose: a process that has nothing in hand gives back what it, or one of its name that died, had claimed. The call may
--          have been made: it is made again, at least once is the promise.
-- Returns: number of calls given back.
-- Calls:   nothing. Writes: hook_call, hook_job; notifies turno_hook.
create or replace function turno.hook_release(p_owner text)
returns integer
language plpgsql volatile
as $$
declare
    v_count integer;
begin
    with mine as (
        update turno.hook_job set owner = null, leased_until = null where owner = p_owner returning hook_call_id
    ), again as (
        update turno.hook_call c set state = 'queued' from mine where c.id = mine.hook_call_id returning c.id
    )
    select count(*) into v_count from again;
    if v_count > 0 then
        perform pg_notify('turno_hook', '');
    end if;
    return v_count;
end
$$;
comment on function turno.hook_release is 'Gives back the claims of a process that makes calls.';
revoke execute on function turno.hook_release from public;
grant execute on function turno.hook_release to turno_gateway;
