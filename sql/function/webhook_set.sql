-- Purpose: turno hook set.
-- Returns: the hook as shown.
-- Calls:   webhook_find, webhook_change. Writes: hook; notifies turno_hook.
create or replace function turno.webhook_set(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select webhook_change(webhook_find(p ->> 'name'), p);
$$;
comment on function turno.webhook_set(jsonb) is 'Changes a hook (R34).';
revoke execute on function turno.webhook_set(jsonb) from public;
grant execute on function turno.webhook_set(jsonb) to turno_act;
