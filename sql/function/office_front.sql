-- Purpose: what stands on a page that anybody reads (R3, R34): whose it is, where the office is and when it answers.
-- Returns: {office, logo: version, null for none, desk: {address, phone, hours}}; "" for what is not set.
-- Calls:   office_door, office_json. Writes: nothing.
create or replace function turno.office_front()
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select office_door() || jsonb_build_object('desk', office_json() - '{name,footer,timezone}'::text[]);
$$;
comment on function turno.office_front() is 'Name, logo, address, phone and hours of the office; anybody may read them.';
alter function turno.office_front() owner to turno_act;
revoke execute on function turno.office_front() from public;
grant execute on function turno.office_front() to turno_web;
