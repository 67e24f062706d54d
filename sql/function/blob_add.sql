-- Purpose: the next piece of a blob begun with p_handle.
-- Returns: nothing; TU002 when no such blob is under way.
-- Calls:   blob_handle. Writes: blob_chunk, blob.size.
create or replace function turno.blob_add(p_handle text, p_seq integer, p_bytes bytea)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_blob bigint;
begin
    update blob set size = size + octet_length(p_bytes) where sha256 = blob_handle(p_handle)
    returning id into v_blob;
    if not found then
        raise exception using errcode = 'TU002', message = 'No such upload is under way.';
    end if;
    insert into blob_chunk (blob_id, seq, bytes) select v_blob, p_seq, p_bytes where p_bytes <> '';
end
$$;
comment on function turno.blob_add(text, integer, bytea) is 'Adds the next piece to a blob under way.';
alter function turno.blob_add(text, integer, bytea) owner to turno_gateway;
revoke execute on function turno.blob_add(text, integer, bytea) from public;
grant execute on function turno.blob_add(text, integer, bytea) to turno_act;
