-- Purpose: a day as a form gives it: YYYY-MM-DD, or DD/MM/YYYY as Italians write it.
-- Returns: the day, or null when it is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.date_read(p_text text)
returns date
language plpgsql immutable
set search_path = turno, pg_temp
as $$
begin
    if p_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
        return make_date(substr(p_text, 1, 4)::integer, substr(p_text, 6, 2)::integer, substr(p_text, 9, 2)::integer);
    elsif p_text ~ '^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$' then
        return make_date(split_part(p_text, '/', 3)::integer, split_part(p_text, '/', 2)::integer, split_part(p_text, '/', 1)::integer);
    end if;
    return null;
exception when datetime_field_overflow then
    return null;
end
$$;
comment on function turno.date_read is 'A day as a form gives it.';
alter function turno.date_read owner to turno_act;
revoke execute on function turno.date_read from public;
grant execute on function turno.date_read to turno_web, turno_gateway;
