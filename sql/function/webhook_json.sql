-- Purpose: the one form of list, show, add and set.
-- Returns: an object; secret is the name of a file, never what it holds. waiting: calls not yet made; last_state, last_at,
--          last_error: of the newest call.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.webhook_json(p_hook bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select to_jsonb(h) || jsonb_build_object('waiting', (select count(*) from hook_job j where j.hook_id = h.id),
        'last_state', c.state, 'last_at', coalesce(c.sent_at, c.created_at), 'last_error', c.last_error)
    from hook h
    left join lateral (select x.state, x.sent_at, x.created_at, x.last_error from hook_call x where x.hook_id = h.id order by x.id desc limit 1) c on true
    where h.id = p_hook;
$$;
comment on function turno.webhook_json(bigint) is 'A hook as the command line shows it.';
revoke execute on function turno.webhook_json(bigint) from public;
grant execute on function turno.webhook_json(bigint) to turno_act;
