-- Purpose: the picture itself (R34); anybody may see it (p is not looked at).
-- Returns: {type, bytes: in base64}; {} when there is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.office_logo(p jsonb)
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select coalesce((select jsonb_build_object('type', l.type, 'bytes', translate(encode(l.bytes, 'base64'), E'\n', '')) from office_logo l), '{}');
$$;
comment on function turno.office_logo(jsonb) is 'The logo of the office; anybody may see it.';
alter function turno.office_logo(jsonb) owner to turno_act;
revoke execute on function turno.office_logo(jsonb) from public;
grant execute on function turno.office_logo(jsonb) to turno_web;
