-- Purpose: all webhooks that asked for an event are told of it (R34); arguments as of hook_add.
-- Returns: how many calls were queued.
-- Calls:   hook_add. Writes: hook_call, hook_job; notifies turno_hook.
create or replace function turno.hook_tell(p_ticket bigint, p_event text, p_payload jsonb default '{}', p_post bigint default null)
returns integer
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    return (select count(hook_add(h.id, p_ticket, p_event, p_payload, p_post))::integer from hook h
        where h.is_active and h.kind = 'webhook' and h.events && array['*', p_event]);
end
$$;
comment on function turno.hook_tell is 'Queues calls of all webhooks that asked for an event (R34).';
alter function turno.hook_tell owner to turno_gateway;
revoke execute on function turno.hook_tell from public;
grant execute on function turno.hook_tell to turno_act;
