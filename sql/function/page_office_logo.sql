-- Purpose: the page of the logo (R34; p is not looked at).
-- Returns: {logo: version, null for none, type, size}. TU002 for who is no administrator.
-- Calls:   admin_required. Writes: nothing.
create or replace function turno.page_office_logo(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    perform admin_required();
    return coalesce((select jsonb_build_object('logo', l.version, 'type', l.type, 'size', octet_length(l.bytes)) from office_logo l), '{"logo": null}');
end
$$;
comment on function turno.page_office_logo(jsonb) is 'The logo, for who administers.';
alter function turno.page_office_logo(jsonb) owner to turno_act;
revoke execute on function turno.page_office_logo(jsonb) from public;
grant execute on function turno.page_office_logo(jsonb) to turno_web;
