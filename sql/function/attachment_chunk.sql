-- Purpose: the p_seq-th piece (from 0) of a document that the viewer may download, still encoded as in its mail, without
--          its first p_skip bytes.
-- Returns: up to one chunk of bytes; null past the end, or when he may not see it. A client of the API reads no documents.
-- Calls:   blob_part, viewer. Writes: nothing.
create or replace function turno.attachment_chunk(p_attachment bigint, p_skip bigint, p_seq integer)
returns bytea
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select blob_part(coalesce(a.blob_id, m.blob_id), coalesce(a.raw_offset, 0) + greatest(p_skip, 0),
        coalesce(a.raw_length, a.size) - greatest(p_skip, 0), p_seq)
    from attachment a
    left join mail m on m.id = a.mail_id
    where a.id = p_attachment and num_nonnulls(a.post_id, a.practice_id) = 1 and exists (select from viewer());
$$;
comment on function turno.attachment_chunk(bigint, bigint, integer) is 'Encoded bytes of a document, piece by piece (R24).';
alter function turno.attachment_chunk(bigint, bigint, integer) owner to turno_act;
revoke execute on function turno.attachment_chunk(bigint, bigint, integer) from public;
grant execute on function turno.attachment_chunk(bigint, bigint, integer) to turno_web;
