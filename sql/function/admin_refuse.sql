-- Purpose: one place for the error code of refusals. p_field: the member of the values that is wrong, where it is one; the web shows
--          the sentence beside it.
-- Returns: never.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.admin_refuse(p_message text, p_field text default '')
returns void
language plpgsql immutable
set search_path = turno, pg_temp
as $$
begin
    raise exception using errcode = 'TU003', message = p_message, column = p_field;
end
$$;
comment on function turno.admin_refuse(text, text) is 'Ends an administration command with a sentence for whoever administers.';
revoke execute on function turno.admin_refuse(text, text) from public;
grant execute on function turno.admin_refuse(text, text) to turno_act;
