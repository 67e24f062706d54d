-- Purpose: calls that somebody had claimed, whose jobs the caller holds, wait to be made again.
-- Returns: how many.
-- Calls:   nothing. Writes: hook_call, hook_job; notifies turno_hook.
create or replace function turno.hook_give_back(p_calls bigint[])
returns integer
language plpgsql volatile
as $$
declare
    v_count integer;
begin
    update turno.hook_job set owner = null, leased_until = null where hook_call_id = any (p_calls);
    update turno.hook_call set state = 'queued' where id = any (p_calls);
    get diagnostics v_count = row_count;
    if v_count > 0 then
        perform pg_notify('turno_hook', '');
    end if;
    return v_count;
end
$$;
comment on function turno.hook_give_back(bigint[]) is 'Gives back claimed calls.';
revoke execute on function turno.hook_give_back(bigint[]) from public;
grant execute on function turno.hook_give_back(bigint[]) to turno_gateway;
