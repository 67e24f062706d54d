-- Purpose: a day that came from an address line: 2026-02-31 is none.
-- Returns: the date, or null.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.date_or_null(p_text text)
returns date
language plpgsql immutable
as $$
begin
    return case when p_text ~ '^\d{4}-\d\d-\d\d$' then to_date(p_text, 'YYYY-MM-DD') end;
exception when datetime_field_overflow then
    return null;
end
$$;
comment on function turno.date_or_null(text) is 'A day, or null when it is none.';
revoke execute on function turno.date_or_null(text) from public;
grant execute on function turno.date_or_null(text) to turno_web, turno_act;
