-- Purpose: turno health: how the mail system does, over the last 24 hours.
-- Returns: as summary_report.
-- Calls:   summary_report. Writes: nothing.
create or replace function turno.health(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select summary_report(now() - interval '1 day');
$$;
comment on function turno.health(jsonb) is 'How the mail system does.';
revoke execute on function turno.health(jsonb) from public;
