-- Purpose: give a practice a document: one to produce (p_document) gets its file, or one more is added (null). The file is
--          an attachment that is referred to, or an upload that waits, which then is the practice's own (R37).
-- Returns: id of the practice_document; null when the practice asks for no such one; TU003 when the file is gone, or not of this
--          customer.
-- Calls:   upload_changed, practice_document_drop, practice_event_add. Writes: attachment, tally, practice_document, practice_event.
create or replace function turno.practice_document_put(p_practice bigint, p_document bigint, p_attachment bigint,
    p_actor bigint, p_channel text)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_document practice_document;
    v_before attachment;
    v_after attachment;
begin
    if p_document is not null and not exists (select from practice_document d
            where d.id = p_document and d.practice_id = p_practice and d.is_asked) then
        return null;
    end if;
    select * into v_before from attachment a where a.id = p_attachment and a.post_id is null and a.practice_id is null
        and a.draft_id is null for update;
    if found then
        update attachment set practice_id = p_practice where id = p_attachment returning * into v_after;
        perform upload_changed(v_before, v_after);
    end if;
    if not exists (select from attachment a join practice p on p.customer_id = a.customer_id
            where a.id = p_attachment and p.id = p_practice and not a.is_inline) then
        raise exception using errcode = 'TU003', message = 'There is no such document of this customer: please attach it again.';
    end if;
    if p_document is null then
        insert into practice_document (practice_id, n, attachment_id, added_at, added_by)
        select p_practice, coalesce(max(d.n), 0) + 1, p_attachment, now(), p_actor from practice_document d where d.practice_id = p_practice
        on conflict (practice_id, attachment_id) where not is_asked do nothing
        returning * into v_document;
        if not found then
            return (select d.id from practice_document d
                where d.practice_id = p_practice and d.attachment_id = p_attachment and not d.is_asked);
        end if;
    else
        perform practice_document_drop(p_practice, d.id, p_actor, p_channel) from practice_document d
        where d.id = p_document and d.is_asked and d.attachment_id <> p_attachment;
        update practice_document d set attachment_id = p_attachment, is_shared = false, added_at = now(), added_by = p_actor
        where d.id = p_document and d.practice_id = p_practice and d.is_asked returning * into v_document;
    end if;
    perform practice_event_add(p_practice, 'added', p_actor, p_channel, p_new => (select a.name from attachment a where a.id = p_attachment),
        p_note => v_document.title, p_attachment => p_attachment);
    return v_document.id;
end
$$;
comment on function turno.practice_document_put is 'Gives a practice a document (R37).';
alter function turno.practice_document_put owner to turno_gateway;
revoke execute on function turno.practice_document_put from public;
grant execute on function turno.practice_document_put to turno_act;
