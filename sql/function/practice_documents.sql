-- Purpose: the documents of a practice, those to produce first. A file of a ticket that the viewer may not see is none of
--          his (R9): of one to produce he learns that it is there.
-- Returns: array of {id, title, is_asked, is_there, is_shared, added_at, added_by, attachment: {id, name, type, size, sha256,
--          ticket}}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.practice_documents(p_practice bigint)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'title', d.title, 'is_asked', d.is_asked,
        'is_there', d.attachment_id is not null, 'is_shared', d.is_shared, 'added_at', d.added_at, 'added_by', o.name,
        'attachment', case when a.id is not null then jsonb_build_object('id', a.id, 'name', coalesce(nullif(a.name, ''), a.type),
            'type', a.type, 'size', a.size, 'sha256', encode(a.sha256, 'hex'), 'ticket', q.ticket_id) end)
        order by not d.is_asked, d.n, d.id), '[]')
    from practice_document d
    left join attachment a on a.id = d.attachment_id
    left join post q on q.id = a.post_id
    left join operator o on o.id = d.added_by
    where d.practice_id = p_practice and (d.is_asked or a.id is not null));
end
$$;
comment on function turno.practice_documents(bigint) is 'Documents of a practice that the viewer may see (R9, R37).';
revoke execute on function turno.practice_documents(bigint) from public;
grant execute on function turno.practice_documents(bigint) to turno_web;
