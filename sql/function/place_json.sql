-- Purpose: a place for pages and the command line (R33).
-- Returns: {address, latitude, longitude}, or null for nowhere.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.place_json(p_address text, p_latitude numeric, p_longitude numeric)
returns jsonb
language plpgsql immutable parallel safe
set search_path = turno, pg_temp
as $$
begin
    return (select jsonb_build_object('address', p_address, 'latitude', p_latitude, 'longitude', p_longitude)
    where p_address <> '' or p_latitude is not null);
end
$$;
comment on function turno.place_json is 'A place for pages (R33).';
revoke execute on function turno.place_json from public;
grant execute on function turno.place_json to turno_web, turno_gateway;
