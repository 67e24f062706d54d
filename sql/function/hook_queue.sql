-- Purpose: a call waits to be made from now on.
-- Returns: nothing.
-- Calls:   nothing. Writes: hook_job; notifies turno_hook.
create or replace function turno.hook_queue(p_call bigint)
returns void
language plpgsql volatile
as $$
begin
    insert into turno.hook_job (hook_call_id, hook_id)
    select c.id, c.hook_id from turno.hook_call c where c.id = p_call
    on conflict (hook_call_id) do update set run_after = clock_timestamp();
    perform pg_notify('turno_hook', '');
end
$$;
comment on function turno.hook_queue is 'Puts a call into the queue.';
revoke execute on function turno.hook_queue from public;
grant execute on function turno.hook_queue to turno_gateway;
