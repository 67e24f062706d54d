-- Purpose: deliver a document of a practice to the contact, or no longer (R25).
-- Returns: false when there is no such document with a file, or when the contact must not read it: a file of a note, of a
--          ticket that is not his, or of another practice of somebody else (R24).
-- Calls:   practice_event_add. Writes: practice_document, practice_event.
create or replace function turno.practice_document_share(p_practice bigint, p_document bigint, p_is_shared boolean,
    p_actor bigint, p_channel text)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
begin
    select d.is_shared, d.title, a.id, a.name,
        coalesce(case when q.id is not null then q.kind = 'message' and (t.contact_id is null or t.contact_id = p.contact_id)
            else o.contact_id is null or o.contact_id = p.contact_id end, false) as is_readable
    into v
    from practice_document d
    join practice p on p.id = d.practice_id
    join attachment a on a.id = d.attachment_id
    left join practice o on o.id = a.practice_id
    left join post q on q.id = a.post_id
    left join ticket t on t.id = q.ticket_id
    where d.id = p_document and d.practice_id = p_practice;
    if not found or (p_is_shared and not v.is_readable) then
        return false;
    end if;
    if v.is_shared <> p_is_shared then
        update practice_document d set is_shared = p_is_shared where d.id = p_document;
        perform practice_event_add(p_practice, case when p_is_shared then 'shared' else 'unshared' end, p_actor, p_channel,
            p_new => v.name, p_note => v.title, p_attachment => v.id);
    end if;
    return true;
end
$$;
comment on function turno.practice_document_share is 'Delivers a document of a practice to the contact (R25).';
alter function turno.practice_document_share owner to turno_gateway;
revoke execute on function turno.practice_document_share from public;
grant execute on function turno.practice_document_share to turno_act;
