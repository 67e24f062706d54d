-- Purpose: write a message or a note on a ticket, with its documents and its event (R21, R23).
-- Returns: id of the post. Documents are ranges of the mail (p_attachments, as in evidence) or uploads that
--          wait for their form (p_uploads); an upload that is gone refuses the post (TU003).
-- Calls:   post_digest, event_add. Writes: post, attachment, event, ticket.updated_at (messages only, R26), first_answer_at (R38).
create or replace function turno.post_add(p_ticket bigint, p_kind text, p_author_kind text, p_author bigint,
    p_channel text, p_text text, p_visible_text text, p_mail bigint default null,
    p_attachments jsonb default '[]', p_uploads bigint[] default '{}')
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_salt bytea := turno.gen_random_bytes(16);
    v_documents bytea[];
    v_post bigint;
begin
    v_documents := array(select decode(a ->> 'sha256', 'hex') from jsonb_array_elements(p_attachments) a
        union all
        select a.sha256 from turno.attachment a where a.id = any (p_uploads) and a.post_id is null and a.practice_id is null);
    if cardinality(v_documents) <> jsonb_array_length(p_attachments) + cardinality(p_uploads) then
        raise exception using errcode = 'TU003', message = 'A document is no longer there: please attach it again.';
    end if;
    insert into turno.post (ticket_id, kind, author_kind, contact_id, operator_id, channel, text, visible_text,
        mail_id, salt, digest)
    values (p_ticket, p_kind, p_author_kind,
        case when p_author_kind = 'contact' then p_author end,
        case when p_author_kind = 'operator' then p_author end,
        p_channel, p_text, p_visible_text, p_mail, v_salt,
        turno.post_digest(v_salt, p_text, p_visible_text, v_documents))
    returning id into v_post;
    if jsonb_array_length(p_attachments) > 0 then
        insert into turno.attachment (post_id, mail_id, name, type, size, sha256, is_inline, content_id, raw_offset,
            raw_length, encoding, line_chars, line_bytes)
        select v_post, p_mail, coalesce(a ->> 'name', ''), coalesce(a ->> 'type', 'application/octet-stream'),
            (a ->> 'size')::bigint, decode(a ->> 'sha256', 'hex'), coalesce((a ->> 'inline')::boolean, false),
            nullif(a ->> 'content_id', ''), (a ->> 'offset')::bigint, (a ->> 'length')::bigint,
            coalesce(a ->> 'encoding', 'binary'),
            nullif((a ->> 'line_chars')::integer, 0), nullif((a ->> 'line_bytes')::integer, 0)
        from jsonb_array_elements(p_attachments) with ordinality x(a, n)
        order by x.n;
    end if;
    if p_uploads <> '{}' then
        update turno.attachment set post_id = v_post where id = any (p_uploads) and post_id is null and practice_id is null;
    end if;
    perform turno.event_add(p_ticket,
        case when p_kind = 'note' then 'note' when p_author_kind = 'contact' then 'contact_message' else 'reply' end,
        p_author_kind, p_author, p_channel, v_post);
    if p_kind = 'message' then
        update turno.ticket
        set updated_at = now(),
            first_answer_at = coalesce(first_answer_at, case when p_author_kind = 'operator' then now() end)
        where id = p_ticket;
    end if;
    return v_post;
end
$$;
comment on function turno.post_add is 'Writes a post with its documents and its event (R21, R23).';
alter function turno.post_add owner to turno_gateway;
revoke execute on function turno.post_add from public;
grant execute on function turno.post_add to turno_act;
