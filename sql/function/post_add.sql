-- Purpose: write a message or a note on a ticket, with its documents and its event (R21, R23).
-- Returns: id of the post. Documents are ranges of the mail (p_attachments, as in evidence) or uploads that
--          wait for their form (p_uploads); an upload that is gone refuses the post (TU003).
-- Calls:   upload_mark, tally_add, attachment_of, post_content, post_digest, event_add.
-- Writes:  post, attachment, tally, event, ticket.updated_at (messages only, R26), message_count, document_count, first_answer_at (R38),
--          erased_at (null: a ticket that was erased holds words again, R39).
create or replace function turno.post_add(p_ticket bigint, p_kind text, p_author_kind text, p_author bigint,
    p_channel text, p_text text, p_visible_text text, p_mail bigint default null,
    p_attachments jsonb default '[]', p_uploads bigint[] default '{}')
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_post turno.post;
    v_uploads turno.attachment[] := '{}';
    v_documents turno.attachment[];
    v_count integer;
begin
    if p_uploads <> '{}' then
        perform from turno.attachment a where a.id = any (p_uploads) order by a.id for update;
        v_uploads := array(select a from turno.attachment a where a.id = any (p_uploads) and a.post_id is null
            and a.practice_id is null);
        if cardinality(v_uploads) <> cardinality(p_uploads) then
            raise exception using errcode = 'TU003', message = 'A document is no longer there: please attach it again.';
        end if;
        perform turno.tally_add('upload', -count(*), bit_xor(turno.upload_mark(u))) from unnest(v_uploads) u;
    end if;
    v_post.id := nextval('turno.post_id_seq');
    v_post.ticket_id := p_ticket;
    v_post.kind := p_kind;
    v_post.author_kind := p_author_kind;
    v_post.contact_id := case when p_author_kind = 'contact' then p_author end;
    v_post.operator_id := case when p_author_kind = 'operator' then p_author end;
    v_post.channel := p_channel;
    v_post.at := now();
    v_post.text := p_text;
    v_post.visible_text := p_visible_text;
    v_post.mail_id := p_mail;
    v_post.salt := turno.gen_random_bytes(16);
    v_documents := array(select turno.attachment_of(v_post.id, p_mail, x.a) from jsonb_array_elements(p_attachments)
            with ordinality x(a, n) order by x.n)
        || array(select jsonb_populate_record(u, jsonb_build_object('post_id', v_post.id, 'uploaded_session_id', null))
            from unnest(v_uploads) u);
    v_post.digest := turno.post_digest(v_post, turno.post_content(v_post.salt, p_text, p_visible_text, v_documents,
        (select b.sha256 from turno.mail m join turno.blob b on b.id = m.blob_id where m.id = p_mail)));
    insert into turno.post overriding system value select v_post.*;
    insert into turno.attachment overriding system value
    select d.* from unnest(v_documents) d where d.mail_id is not null order by d.id;
    update turno.attachment set post_id = v_post.id, uploaded_session_id = null
    where p_uploads <> '{}' and id = any (p_uploads);
    perform turno.event_add(p_ticket,
        case when p_kind = 'note' then 'note' when p_author_kind = 'contact' then 'contact_message' else 'reply' end,
        p_author_kind, p_author, p_channel, v_post.id);
    v_count := (select count(*) from unnest(v_documents) d where not d.is_inline);
    if p_kind = 'message' then
        update turno.ticket
        set updated_at = now(), erased_at = null, message_count = message_count + 1, document_count = document_count + v_count,
            first_answer_at = coalesce(first_answer_at, case when p_author_kind = 'operator' then now() end)
        where id = p_ticket;
    else
        update turno.ticket set erased_at = null, document_count = document_count + v_count
        where id = p_ticket and (erased_at is not null or v_count > 0);
    end if;
    return v_post.id;
end
$$;
comment on function turno.post_add is 'Writes a post with its documents and its event (R21, R23).';
alter function turno.post_add owner to turno_gateway;
revoke execute on function turno.post_add from public;
grant execute on function turno.post_add to turno_act;
