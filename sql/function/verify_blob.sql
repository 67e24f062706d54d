-- Purpose: are the bytes of a blob all there; with p_bytes they are read and hashed.
-- Returns: the problem, or null.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.verify_blob(p_blob turno.blob, p_bytes boolean)
returns text
language sql stable
set search_path = turno, pg_temp
as $$
    select case
        when c.size <> p_blob.size or c.last <> c.count - 1 or c.first < 0 or c.has_empty
        then format('blob %s: its pieces do not make its %s bytes', p_blob.id, p_blob.size)
        when p_bytes and p_blob.sha256 <> (select sha256(coalesce(string_agg(x.bytes, ''::bytea order by x.seq), ''::bytea))
            from blob_chunk x where x.blob_id = p_blob.id)
        then format('blob %s: its bytes differ from its SHA-256', p_blob.id) end
    from (select count(*) as count, coalesce(min(x.seq), 0) as first, coalesce(max(x.seq), -1) as last,
            coalesce(sum(octet_length(x.bytes)), 0) as size, coalesce(bool_or(octet_length(x.bytes) = 0), false) as has_empty
        from blob_chunk x where x.blob_id = p_blob.id) c;
$$;
comment on function turno.verify_blob(turno.blob, boolean) is 'Finds what is wrong with the bytes of a blob (R23).';
revoke execute on function turno.verify_blob(turno.blob, boolean) from public;
