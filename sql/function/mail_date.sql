-- Purpose: the Date of a mail as a time; hostile mail has dates that PostgreSQL refuses.
-- Returns: the time, null when there is none or it makes no sense.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_date(p_date text)
returns timestamptz
language plpgsql stable
as $$
begin
    return p_date::timestamptz;
exception when data_exception then
    return null;
end
$$;
comment on function turno.mail_date is 'Date of a mail as a time, null when it is none.';
revoke execute on function turno.mail_date from public;
grant execute on function turno.mail_date to turno_gateway;
