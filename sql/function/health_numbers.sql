-- Purpose: summary_report with the eyes of the gateway: numbers of the last day, no word of a mail or ticket.
-- Returns: as summary_report.
-- Calls:   summary_report. Writes: nothing.
create or replace function turno.health_numbers()
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select summary_report(now() - interval '1 day');
$$;
comment on function turno.health_numbers() is 'The last day of the mail system in numbers, for administrators.';
alter function turno.health_numbers() owner to turno_gateway;
revoke execute on function turno.health_numbers() from public;
grant execute on function turno.health_numbers() to turno_act;
