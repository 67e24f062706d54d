-- Purpose: what a blob is called while its bytes arrive. Keyed, so that nobody can choose a handle whose name is the
--          digest of bytes that are stored already: that would open a finished document for writing.
-- Returns: 32 bytes.
-- Calls:   session_pepper, hmac. Writes: nothing.
create or replace function turno.blob_handle(p_handle text)
returns bytea
language sql stable
set search_path = turno, pg_temp
as $$
    select turno.hmac(convert_to('upload ' || p_handle, 'UTF8'), session_pepper(), 'sha256');
$$;
comment on function turno.blob_handle(text) is 'Name of a blob under way.';
revoke execute on function turno.blob_handle(text) from public;
grant execute on function turno.blob_handle(text) to turno_gateway;
