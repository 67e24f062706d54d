-- Purpose: one place for the error code of refusals.
-- Returns: never.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.admin_refuse(p_message text)
returns void
language plpgsql immutable
set search_path = turno, pg_temp
as $$
begin
    raise exception using errcode = 'TU003', message = p_message;
end
$$;
comment on function turno.admin_refuse(text) is 'Ends an administration command with a sentence for the person at the terminal.';
revoke execute on function turno.admin_refuse(text) from public;
grant execute on function turno.admin_refuse(text) to turno_act;
