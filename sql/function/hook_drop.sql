-- Purpose: the calls of a hook go with it, also those about tickets that the administrator does not see; whoever removes it has looked that
--          none waits.
-- Returns: nothing.
-- Calls:   nothing. Writes: hook_call.
create or replace function turno.hook_drop(p_hook bigint)
returns void
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    delete from hook_call c where c.hook_id = p_hook;
$$;
comment on function turno.hook_drop(bigint) is 'Removes the calls of a hook that goes.';
alter function turno.hook_drop(bigint) owner to turno_gateway;
revoke execute on function turno.hook_drop(bigint) from public;
grant execute on function turno.hook_drop(bigint) to turno_act;
