-- Purpose: what stands on a page before anybody signs in (R34): whose it is.
-- Returns: {office, logo: version, null for none}.
-- Calls:   office_name. Writes: nothing.
create or replace function turno.office_door(p jsonb default '{}')
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('office', office_name(), 'logo', (select l.version from office_logo l));
$$;
comment on function turno.office_door(jsonb) is 'Name and logo of the office; anybody may see them.';
alter function turno.office_door(jsonb) owner to turno_act;
revoke execute on function turno.office_door(jsonb) from public;
grant execute on function turno.office_door(jsonb) to turno_web, turno_act;
