-- Purpose: take out of a practice what tells of a person (R39): subject, description, values of fields, words of its history, its
--          files. Its own files go; those of tickets stay there, theirs to erase. When, who of the office and how far stays.
-- Returns: nothing.
-- Calls:   upload_changed, upload_drop. Writes: practice, practice_field, practice_document, practice_event, attachment, tally.
create or replace function turno.practice_erase(p_practice bigint)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_old attachment;
    v_new attachment;
begin
    perform from practice p where p.id = p_practice for update;
    update practice p set subject = 'P' || p.id, reference = 'P' || p.id, description = '' where p.id = p_practice;
    update practice_field f set value = null where f.practice_id = p_practice and f.value is not null;
    update practice_event e set old = null, new = null, note = null
    where e.practice_id = p_practice and num_nonnulls(e.old, e.new, e.note) > 0;
    delete from practice_document d where d.practice_id = p_practice and not d.is_asked;
    update practice_document d set attachment_id = null, is_shared = false, added_at = null, added_by = null
    where d.practice_id = p_practice and d.attachment_id is not null;
    for v_old in select * from attachment a where a.practice_id = p_practice order by a.id for update loop
        delete from practice_document d where d.attachment_id = v_old.id and not d.is_asked;
        update practice_document d set attachment_id = null, is_shared = false, added_at = null, added_by = null
        where d.attachment_id = v_old.id;
        update attachment a set practice_id = null, uploaded_session_id = null where a.id = v_old.id returning * into v_new;
        perform upload_changed(v_old, v_new);
        perform upload_drop(array[v_old.id]);
    end loop;
end
$$;
comment on function turno.practice_erase(bigint) is 'Takes out of a practice what tells of a person (R39).';
revoke execute on function turno.practice_erase(bigint) from public;
grant execute on function turno.practice_erase(bigint) to turno_gateway;
