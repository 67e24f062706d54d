-- Purpose: the name that people read above every page.
-- Returns: the setting office.name, "turno" when there is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.office_name()
returns text
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select coalesce((select nullif(s.value #>> '{}', '') from setting s where s.key = 'office.name'), 'turno'));
end
$$;
comment on function turno.office_name() is 'Name of the office; anybody may read it.';
alter function turno.office_name() owner to turno_act;
revoke execute on function turno.office_name() from public;
grant execute on function turno.office_name() to turno_web, turno_act;
