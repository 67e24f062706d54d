-- Purpose: a place in one line for the timeline (R33).
-- Returns: the address and, in brackets, the coordinates; empty for nowhere.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.place_text(p_address text, p_latitude numeric, p_longitude numeric)
returns text
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select concat_ws(' ', nullif(p_address, ''),
        case when p_latitude is not null then format('(%s, %s)', p_latitude, p_longitude) end);
$$;
comment on function turno.place_text is 'A place in one line (R33).';
revoke execute on function turno.place_text from public;
grant execute on function turno.place_text to turno_gateway;
