-- Purpose: documents as rows of a list, all in one query, see ticket_rows. A contact learns of its practice the reference only, and of downloads nothing.
-- Returns: one row per document that the viewer may see: {id, name, type, size, sha256, kind: sent|delivered|note|practice, at, uploader, ticket: {number, subject},
--          practice: {number, reference, subject}, is_shared, downloads: [{at, who, is_contact}]: the last twenty}.
-- Calls:   viewer_practice. Writes: nothing.
create or replace function turno.document_rows(p_attachments bigint[])
returns table (id bigint, document jsonb)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select a.id, jsonb_build_object('id', a.id, 'name', coalesce(nullif(a.name, ''), a.type), 'type', a.type, 'size', a.size,
        'sha256', encode(a.sha256, 'hex'), 'at', coalesce(q.at, a.created_at),
        'kind', case when q.id is null then 'practice' when q.kind = 'note' then 'note'
            when q.author_kind = 'contact' then 'sent' else 'delivered' end,
        'uploader', coalesce(nullif(k.name, ''), o.name),
        'ticket', case when t.id is not null then jsonb_build_object('number', t.id, 'subject', t.subject) end,
        'practice', case when a.practice_id is not null then coalesce(
            (select jsonb_build_object('number', p.id, 'reference', p.reference, 'subject', p.subject) from practice p where p.id = a.practice_id),
            (select jsonb_build_object('reference', p.reference) from viewer_practice() p where p.practice_id = a.practice_id)) end,
        'is_shared', exists (select from practice_document d where d.attachment_id = a.id and d.is_shared),
        'downloads', (select coalesce(jsonb_agg(jsonb_build_object('at', d.at, 'who', d.who, 'is_contact', d.is_contact) order by d.at desc), '[]')
            from (select d.at, d.contact_id is not null as is_contact, coalesce(nullif(dk.name, ''), w.name) as who from attachment_download d
                left join contact dk on dk.id = d.contact_id left join operator w on w.id = d.operator_id
                where d.attachment_id = a.id order by d.at desc limit 20) d))
    from attachment a
    left join post q on q.id = a.post_id
    left join ticket t on t.id = q.ticket_id
    left join lateral (select d.added_by from practice_document d where d.attachment_id = a.id and d.practice_id = a.practice_id
        order by d.id limit 1) d on true
    left join contact k on k.id = q.contact_id
    left join operator o on o.id = coalesce(q.operator_id, d.added_by)
    where a.id = any (p_attachments);
end
$$;
comment on function turno.document_rows(bigint[]) is 'Documents as rows of a list, in one query (R25).';
revoke execute on function turno.document_rows(bigint[]) from public;
grant execute on function turno.document_rows(bigint[]) to turno_web;
