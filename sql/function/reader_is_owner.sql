-- Purpose: whether the owner of the database asks (command line, scripts), who sees everything: as himself, not as a role that the web has.
-- Returns: true or false.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.reader_is_owner()
returns boolean
language plpgsql stable
as $$
begin
    return current_setting('role') in ('none', 'turno_owner') and pg_has_role(session_user, 'turno_owner', 'member');
end
$$;
comment on function turno.reader_is_owner() is 'Whether the owner of the database asks.';
revoke execute on function turno.reader_is_owner() from public;
grant execute on function turno.reader_is_owner() to turno_act;
