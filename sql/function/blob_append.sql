-- Purpose: the next chunk of a blob. Bytes that are already whole are left alone, however they were cut.
-- Returns: nothing. p_seq counts from 0; at most 1 MiB each.
-- Calls:   nothing. Writes: blob_chunk.
create or replace function turno.blob_append(p_sha256 bytea, p_seq integer, p_chunk bytea)
returns void
language plpgsql volatile
as $$
begin
    insert into turno.blob_chunk (blob_id, seq, bytes)
    select b.id, p_seq, p_chunk
    from turno.blob b
    where b.sha256 = p_sha256 and p_chunk <> ''
    and b.size > (select coalesce(sum(octet_length(c.bytes)), 0) from turno.blob_chunk c where c.blob_id = b.id)
    on conflict do nothing;
end
$$;
comment on function turno.blob_append is 'Appends a chunk to a blob that is not whole yet.';
revoke execute on function turno.blob_append from public;
grant execute on function turno.blob_append to turno_gateway;
