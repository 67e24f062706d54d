-- Purpose: check_report with the eyes of the gateway: an administrator sees no tickets, yet must learn that nobody sees some.
-- Returns: as check_report.
-- Calls:   check_report. Writes: nothing.
create or replace function turno.health_report()
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select check_report();
$$;
comment on function turno.health_report() is 'What of the configuration cannot work, for page_health (R10).';
alter function turno.health_report() owner to turno_gateway;
revoke execute on function turno.health_report() from public;
grant execute on function turno.health_report() to turno_act;
