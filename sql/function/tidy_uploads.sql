-- Purpose: uploads whose form was never sent (a day; those of a draft stay with it), sessions that ended a week ago, blobs that nothing refers
--          to any more (a day, so that a mail being stored is not hurt).
-- Returns: {uploads, blobs, erased}; what need not be kept any longer is erased too (R39).
-- Calls:   upload_drop, blob_drop, tally_fold, retention_tidy. Writes: session, and what those write.
create or replace function turno.tidy_uploads()
returns jsonb
language plpgsql volatile
as $$
declare
    v_uploads bigint;
    v_blobs bigint;
begin
    v_uploads := turno.upload_drop(array(select a.id from turno.attachment a
        where a.post_id is null and a.practice_id is null and a.draft_id is null and a.mail_id is null and a.created_at < now() - interval '1 day'));
    delete from turno.session s
    where s.ended_at < now() - interval '7 days'
    and not exists (select from turno.attachment a where a.uploaded_session_id = s.id)
    and not exists (select from turno.form_key f where f.session_id = s.id);
    v_blobs := (turno.blob_drop(array(select b.id from turno.blob b
        where b.created_at < now() - interval '1 day'
        and not exists (select from turno.mail m where m.blob_id = b.id)
        and not exists (select from turno.attachment a where a.blob_id = b.id)
        order by b.id limit 1000)) ->> 'blobs')::bigint;
    perform turno.tally_fold();
    return jsonb_build_object('uploads', v_uploads, 'blobs', v_blobs, 'erased', turno.retention_tidy());
end
$$;
comment on function turno.tidy_uploads is 'Removes uploads, sessions and blobs that nobody needs.';
revoke execute on function turno.tidy_uploads from public;
grant execute on function turno.tidy_uploads to turno_gateway;
