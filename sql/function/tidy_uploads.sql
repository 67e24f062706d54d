-- Purpose: uploads whose form was never sent (a day), sessions that ended a week ago, blobs that nothing refers
--          to any more (a day, so that a mail being stored is not hurt).
-- Returns: {uploads, blobs}.
-- Calls:   nothing. Writes: attachment, session, blob, blob_chunk.
create or replace function turno.tidy_uploads()
returns jsonb
language plpgsql volatile
as $$
declare
    v_uploads bigint;
    v_blobs bigint;
    v_orphans bigint[];
begin
    delete from turno.attachment where post_id is null and practice_id is null and mail_id is null and created_at < now() - interval '1 day';
    get diagnostics v_uploads = row_count;
    delete from turno.session s
    where s.ended_at < now() - interval '7 days'
    and not exists (select from turno.attachment a where a.uploaded_session_id = s.id)
    and not exists (select from turno.form_key f where f.session_id = s.id);
    v_orphans := array(select b.id from turno.blob b
        where b.created_at < now() - interval '1 day'
        and not exists (select from turno.mail m where m.blob_id = b.id)
        and not exists (select from turno.attachment a where a.blob_id = b.id)
        order by b.id limit 1000);
    delete from turno.blob_chunk where blob_id = any (v_orphans);
    delete from turno.blob where id = any (v_orphans);
    get diagnostics v_blobs = row_count;
    return jsonb_build_object('uploads', v_uploads, 'blobs', v_blobs);
end
$$;
comment on function turno.tidy_uploads is 'Removes uploads, sessions and blobs that nobody needs.';
revoke execute on function turno.tidy_uploads from public;
grant execute on function turno.tidy_uploads to turno_gateway;
