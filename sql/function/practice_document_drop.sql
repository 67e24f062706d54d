-- Purpose: take a file out of a practice. One to produce waits for a file again; the practice's own upload goes when no
--          practice refers to it any more: the clocks remove it as one that nobody sent.
-- Returns: false when there is no such document with a file.
-- Calls:   upload_changed, practice_event_add. Writes: practice_document, attachment, tally, practice_event.
create or replace function turno.practice_document_drop(p_practice bigint, p_document bigint, p_actor bigint, p_channel text)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_document practice_document;
    v_attachment attachment;
    v_after attachment;
begin
    select * into v_document from practice_document d
    where d.id = p_document and d.practice_id = p_practice and d.attachment_id is not null;
    if not found then
        return false;
    end if;
    select * into v_attachment from attachment a where a.id = v_document.attachment_id for update;
    perform practice_event_add(p_practice, 'removed', p_actor, p_channel, p_old => v_attachment.name, p_note => v_document.title,
        p_attachment => v_attachment.id);
    if v_document.is_asked then
        update practice_document d set attachment_id = null, is_shared = false, added_at = null, added_by = null where d.id = p_document;
    else
        delete from practice_document d where d.id = p_document;
    end if;
    if v_attachment.practice_id is not null
        and not exists (select from practice_document d where d.attachment_id = v_attachment.id) then
        update attachment set practice_id = null, uploaded_session_id = null where id = v_attachment.id returning * into v_after;
        perform upload_changed(v_attachment, v_after);
    end if;
    return true;
end
$$;
comment on function turno.practice_document_drop is 'Takes a file out of a practice (R37).';
alter function turno.practice_document_drop owner to turno_gateway;
revoke execute on function turno.practice_document_drop from public;
grant execute on function turno.practice_document_drop to turno_act;
