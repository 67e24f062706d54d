-- Purpose: a time as the office's clocks show it (office.timezone), for sentences: those of the database's and the programs' machines do not matter.
-- Returns: date and hour without a zone; of UTC while the setting names no zone, of which turno check tells.
-- Calls:   setting_text. Writes: nothing.
create or replace function turno.office_time(p_at timestamptz)
returns timestamp
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return p_at at time zone setting_text('office.timezone', 'Europe/Rome');
exception when invalid_parameter_value then
    return p_at at time zone 'UTC';
end
$$;
comment on function turno.office_time(timestamptz) is 'A time as the office''s clocks show it.';
revoke execute on function turno.office_time(timestamptz) from public;
grant execute on function turno.office_time(timestamptz) to turno_gateway, turno_act;
