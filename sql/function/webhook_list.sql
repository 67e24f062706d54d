-- Purpose: turno hook list.
-- Returns: an array.
-- Calls:   webhook_json. Writes: nothing.
create or replace function turno.webhook_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(webhook_json(h.id) order by h.name), '[]') from hook h;
$$;
comment on function turno.webhook_list(jsonb) is 'All hooks.';
revoke execute on function turno.webhook_list(jsonb) from public;
grant execute on function turno.webhook_list(jsonb) to turno_act;
