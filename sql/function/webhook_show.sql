-- Purpose: turno hook show.
-- Returns: the hook as shown.
-- Calls:   webhook_find, webhook_json. Writes: nothing.
create or replace function turno.webhook_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select webhook_json(webhook_find(p ->> 'name'));
$$;
comment on function turno.webhook_show(jsonb) is 'One hook.';
revoke execute on function turno.webhook_show(jsonb) from public;
grant execute on function turno.webhook_show(jsonb) to turno_act;
