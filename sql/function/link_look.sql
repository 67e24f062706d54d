-- Purpose: what the page of a magic link shows before anybody enters (p: token): nothing personal (M33).
-- Returns: {valid, office, logo}.
-- Calls:   link_find, office_door. Writes: nothing.
create or replace function turno.link_look(p jsonb)
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('valid', coalesce((select l.is_valid from link_find(p ->> 'token') l), false)) || office_door();
$$;
comment on function turno.link_look(jsonb) is 'Whether a magic link opens; names the office only (M33).';
alter function turno.link_look(jsonb) owner to turno_act;
revoke execute on function turno.link_look(jsonb) from public;
grant execute on function turno.link_look(jsonb) to turno_web;
