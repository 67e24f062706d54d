-- Purpose: a document of evidence as the row that it becomes; its id is taken here, because the digest of its post is
--          made before the row is written. Its mail is that of the post, or the document names it.
-- Returns: the row.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.attachment_of(p_post bigint, p_mail bigint, p_document jsonb)
returns turno.attachment
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v attachment;
begin
    v.id := nextval('attachment_id_seq');
    v.post_id := p_post;
    v.mail_id := coalesce(p_mail, (p_document ->> 'mail')::bigint);
    v.name := coalesce(p_document ->> 'name', '');
    v.type := coalesce(p_document ->> 'type', 'application/octet-stream');
    v.size := (p_document ->> 'size')::bigint;
    v.sha256 := decode(p_document ->> 'sha256', 'hex');
    v.is_inline := coalesce((p_document ->> 'inline')::boolean, false);
    v.content_id := nullif(p_document ->> 'content_id', '');
    v.raw_offset := (p_document ->> 'offset')::bigint;
    v.raw_length := (p_document ->> 'length')::bigint;
    v.encoding := coalesce(p_document ->> 'encoding', 'binary');
    v.line_chars := nullif((p_document ->> 'line_chars')::integer, 0);
    v.line_bytes := nullif((p_document ->> 'line_bytes')::integer, 0);
    v.created_at := now();
    return v;
end
$$;
comment on function turno.attachment_of(bigint, bigint, jsonb) is 'The row of a document of a mail.';
revoke execute on function turno.attachment_of(bigint, bigint, jsonb) from public;
grant execute on function turno.attachment_of(bigint, bigint, jsonb) to turno_gateway;
