-- Purpose: what the page of a confirming link shows before anybody confirms (p: token): nothing personal (R3).
-- Returns: {valid, office}.
-- Calls:   request_find, office_name. Writes: nothing.
create or replace function turno.request_look(p jsonb)
returns jsonb
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('valid', exists (select from request_find(p ->> 'token')), 'office', office_name());
$$;
comment on function turno.request_look(jsonb) is 'Whether a confirming link is good; names the office only (R3).';
alter function turno.request_look(jsonb) owner to turno_act;
revoke execute on function turno.request_look(jsonb) from public;
grant execute on function turno.request_look(jsonb) to turno_web;
