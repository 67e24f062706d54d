-- Purpose: the p_seq-th piece (from 0) of a file begun by upload_begin in this transaction.
-- Returns: nothing.
-- Calls:   viewer_required, blob_add. Writes: blob, blob_chunk.
create or replace function turno.upload_append(p_handle text, p_seq integer, p_bytes bytea)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    perform from viewer_required();
    perform blob_add(p_handle, p_seq, p_bytes);
end
$$;
comment on function turno.upload_append(text, integer, bytea) is 'Takes a piece of a file.';
alter function turno.upload_append(text, integer, bytea) owner to turno_act;
revoke execute on function turno.upload_append(text, integer, bytea) from public;
grant execute on function turno.upload_append(text, integer, bytea) to turno_web;
