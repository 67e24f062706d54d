-- Purpose: practices let go of documents that are erased (R39); one to produce waits for a file again.
-- Returns: nothing.
-- Calls:   nothing. Writes: practice_document.
create or replace function turno.document_forget(p_documents bigint[])
returns void
language sql volatile
set search_path = turno, pg_temp
as $$
    delete from practice_document d where d.attachment_id = any (p_documents) and not d.is_asked;
    update practice_document d set attachment_id = null, is_shared = false, added_at = null, added_by = null
    where d.attachment_id = any (p_documents);
$$;
comment on function turno.document_forget(bigint[]) is 'Takes erased documents out of practices (R39).';
revoke execute on function turno.document_forget(bigint[]) from public;
grant execute on function turno.document_forget(bigint[]) to turno_gateway;
