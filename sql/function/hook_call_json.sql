-- Purpose: a call as the command line shows it.
-- Returns: {id, hook, ticket, contact, event, state, attempts, last_status, last_error, created_at, sent_at, until}; until:
--          when a queued call is made next, null: at once.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.hook_call_json(p_call bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('id', c.id, 'hook', h.name, 'ticket', c.ticket_id, 'contact', c.contact_id, 'event', c.event,
        'state', c.state, 'attempts', c.attempts, 'last_status', c.last_status, 'last_error', c.last_error,
        'created_at', c.created_at, 'sent_at', c.sent_at,
        'until', case when c.state = 'queued' and j.run_after > clock_timestamp() then j.run_after end)
    from hook_call c join hook h on h.id = c.hook_id left join hook_job j on j.hook_call_id = c.id
    where c.id = p_call;
$$;
comment on function turno.hook_call_json(bigint) is 'A call as JSON.';
revoke execute on function turno.hook_call_json(bigint) from public;
grant execute on function turno.hook_call_json(bigint) to turno_gateway, turno_act;
