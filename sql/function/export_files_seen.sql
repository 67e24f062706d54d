-- Purpose: export_files for the web: of what its viewer may see.
-- Returns: as export_files.
-- Calls:   export_files. Writes: nothing.
create or replace function turno.export_files_seen(p_ticket bigint, p_customer bigint default null)
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select export_files(p_ticket, p_customer);
$$;
comment on function turno.export_files_seen(bigint, bigint) is 'Files of an export that the viewer may see (R9, R24, R27).';
alter function turno.export_files_seen(bigint, bigint) owner to turno_act;
revoke execute on function turno.export_files_seen(bigint, bigint) from public;
grant execute on function turno.export_files_seen(bigint, bigint) to turno_web;
