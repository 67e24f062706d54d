-- Purpose: the file begun by upload_begin is complete: it waits, under its name, for the form to be sent.
-- Returns: id of the upload, for the field "uploads" of acts.
-- Calls:   viewer_required, blob_end, upload_mark, tally_add. Writes: blob, attachment, tally.
create or replace function turno.upload_finish(p_handle text, p_name text, p_type text)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_session bigint := (select v.session_id from viewer_required() v);
    v_blob jsonb := blob_end(p_handle);
    v_upload attachment;
begin
    insert into attachment (blob_id, name, type, size, sha256, uploaded_session_id)
    values ((v_blob ->> 'id')::bigint, p_name, coalesce(nullif(p_type, ''), 'application/octet-stream'),
        (v_blob ->> 'size')::bigint, decode(v_blob ->> 'sha256', 'hex'), v_session)
    returning * into v_upload;
    perform tally_add('upload', 1, upload_mark(v_upload));
    return v_upload.id;
end
$$;
comment on function turno.upload_finish(text, text, text) is 'Completes a file of a form.';
alter function turno.upload_finish(text, text, text) owner to turno_act;
revoke execute on function turno.upload_finish(text, text, text) from public;
grant execute on function turno.upload_finish(text, text, text) to turno_web;
