-- Purpose: files of an export (R27, R39): documents of the posts of a ticket, or of the practices of a customer, and, never for
--          contacts, the mails as they came that contacts wrote and the receipts of certified mail (M28), which prove what was
--          sent and when. Mails of operators hold their tokens (R24).
-- Returns: array of {source: document|original|receipt, id, folder, name, type, size, sha256, encoding, post, at}, what the caller may
--          see: the owner everything, a client of the API nothing.
-- Calls:   viewer, blob_facts. Writes: nothing.
create or replace function turno.export_files(p_ticket bigint, p_customer bigint default null)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(f.file order by f.file ->> 'source', (f.file ->> 'id')::bigint), '[]')
    from (select jsonb_build_object('source', 'document', 'id', a.id, 'folder', 'documents',
            'name', coalesce(nullif(a.name, ''), 'document'), 'type', a.type, 'size', a.size, 'sha256', encode(a.sha256, 'hex'),
            'encoding', coalesce(a.encoding, 'binary'), 'post', q.id, 'at', extract(epoch from q.at)::bigint) as file
        from post q join attachment a on a.post_id = q.id
        where q.ticket_id = p_ticket and (not row_security_active('turno.mail') or exists (select from viewer()))
        union all
        select jsonb_build_object('source', 'document', 'id', a.id, 'folder', 'practice-' || a.practice_id,
            'name', coalesce(nullif(a.name, ''), 'document'), 'type', a.type, 'size', a.size, 'sha256', encode(a.sha256, 'hex'),
            'encoding', coalesce(a.encoding, 'binary'), 'post', null, 'at', extract(epoch from a.created_at)::bigint)
        from attachment a where a.customer_id = p_customer and a.practice_id is not null
        union all
        select jsonb_build_object('source', 'original', 'id', m.id, 'folder', 'originals', 'name', format('mail-%s.eml', m.id),
            'type', 'message/rfc822', 'encoding', 'binary', 'post', q.id, 'at', extract(epoch from q.at)::bigint) || b
        from post q join mail m on m.id = q.mail_id cross join lateral blob_facts(m.blob_id) b
        where q.ticket_id = p_ticket and q.author_kind = 'contact'
            and (not row_security_active('turno.mail') or exists (select from viewer() v where v.operator_id is not null))
        union all
        select jsonb_build_object('source', 'receipt', 'id', m.id, 'folder', 'receipts', 'name',
            format('%s-%s.eml', s ->> 'kind', m.id), 'type', 'message/rfc822', 'encoding', 'binary', 'post', null, 'at',
            extract(epoch from m.received_at)::bigint) || b
        from mail m cross join lateral jsonb_path_query_first(m.trace, '$[*] ? (@.step == "pec" && @.is == "receipt")') s
        cross join lateral blob_facts(m.blob_id) b
        where m.ticket_id = p_ticket and m.outcome = 'event' and s is not null
            and (not row_security_active('turno.mail') or exists (select from viewer() v where v.operator_id is not null))) f;
$$;
comment on function turno.export_files(bigint, bigint) is 'Files of an export (R27, R39).';
revoke execute on function turno.export_files(bigint, bigint) from public;
grant execute on function turno.export_files(bigint, bigint) to turno_act;
