-- Purpose: a coordinate as a form gives it, with point or comma.
-- Returns: the number, or null when it is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.decimal_read(p_text text)
returns numeric
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select case when btrim(p_text) ~ '^[-+]?[0-9]{1,3}([.,][0-9]{1,15})?$' then round(replace(btrim(p_text), ',', '.')::numeric, 6) end;
$$;
comment on function turno.decimal_read is 'A decimal number as a form gives it.';
alter function turno.decimal_read owner to turno_act;
revoke execute on function turno.decimal_read from public;
