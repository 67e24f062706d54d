-- Purpose: a file that came by the API becomes a blob and a document that waits for its post, in the same transaction.
-- Returns: id of the attachment, for post_add.
-- Calls:   blob_begin, blob_add, blob_end, upload_mark, tally_add. Writes: blob, blob_chunk, attachment, tally.
create or replace function turno.api_file_add(p_name text, p_type text, p_bytes bytea)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    c_chunk constant integer := 1048576;
    v_handle text := encode(gen_random_bytes(32), 'hex');
    v_blob jsonb;
    v_upload attachment;
begin
    perform blob_begin(v_handle);
    perform blob_add(v_handle, n, substring(p_bytes from n * c_chunk + 1 for c_chunk))
    from generate_series(0, (octet_length(p_bytes) - 1) / c_chunk) n where octet_length(p_bytes) > 0;
    v_blob := blob_end(v_handle);
    insert into attachment as a (blob_id, name, type, size, sha256)
    values ((v_blob ->> 'id')::bigint, p_name, p_type, (v_blob ->> 'size')::bigint, decode(v_blob ->> 'sha256', 'hex'))
    returning a.* into v_upload;
    perform tally_add('upload', 1, upload_mark(v_upload));
    return v_upload.id;
end
$$;
comment on function turno.api_file_add(text, text, bytea) is 'Keeps a file that came by the API.';
alter function turno.api_file_add(text, text, bytea) owner to turno_gateway;
revoke execute on function turno.api_file_add(text, text, bytea) from public;
grant execute on function turno.api_file_add(text, text, bytea) to turno_act;
