-- Purpose: what cannot work, for administrators (R10): the same as turno check says of the database. It counts what it does not
--          show: raised tickets that nobody sees.
-- Returns: {findings: as check_report}. TU002 for who is no administrator.
-- Calls:   admin_required, health_report. Writes: nothing.
create or replace function turno.page_health(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    perform admin_required();
    return jsonb_build_object('findings', health_report());
end
$$;
comment on function turno.page_health(jsonb) is 'What cannot work, for administrators (R10).';
alter function turno.page_health(jsonb) owner to turno_act;
revoke execute on function turno.page_health(jsonb) from public;
grant execute on function turno.page_health(jsonb) to turno_web;
