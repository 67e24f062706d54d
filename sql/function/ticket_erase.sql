-- Purpose: what a ticket holds goes (R39): texts, words of events, documents, raw mails, what was sent, words that are
--          searched; digests and the chain stay, and an event "erased" names what went, so that turno verify can tell an
--          erasure from a forgery. p_contact: only what he, under whatever name, wrote and did, and events that name him
--          (erasure_left); null: everything, subject, place and tags too.
-- Returns: {posts, events, documents, mails, blobs, bytes}: how much went.
-- Calls:   post_content_of, event_words, ticket_recount, document_forget, mail_erase, blob_drop, upload_drop, event_add.
-- Writes:  ticket, post, event, attachment, mail, blob, outbox, message_alias, hook_call, link, knowledge.
create or replace function turno.ticket_erase(p_ticket bigint, p_contact bigint, p_actor_kind text, p_actor bigint,
    p_channel text, p_reason text)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_people bigint[] := array(select c.id from contact c where p_contact in (c.id, c.merged_into));
    v_words text[] := (select l.words from erasure_left l where l.contact_id = p_contact);
    v_posts bigint[];
    v_events integer[];
    v_documents bigint[];
    v_blobs bigint[];
    v_mails jsonb;
    v_rest jsonb;
begin
    perform from ticket t where t.id = p_ticket for update;
    v_posts := array(select p.id from post p where p.ticket_id = p_ticket and p.content_digest is null
        and (p_contact is null or p.contact_id = any (v_people)) order by p.id);
    v_events := array(select e.seq from event e where e.ticket_id = p_ticket and e.words_digest is null
        and num_nonnulls(e.old, e.new, e.note) > 0 and e.type not in ('erased', 'merged')
        and (p_contact is null or e.contact_id = any (v_people) or e.post_id = any (v_posts)
            or lower(e.old) = any (v_words) or lower(e.new) = any (v_words)) order by e.seq);
    -- Before the documents: the digest that stays is made of them too.
    update post p set content_digest = post_content_of(p), text = '', visible_text = '', salt = '' where p.id = any (v_posts);
    update event e set words_digest = event_words(e), old = null, new = null, note = null, salt = null
    where e.ticket_id = p_ticket and e.seq = any (v_events);
    perform document_forget(array(select a.id from attachment a where a.post_id = any (v_posts)));
    with gone as (
        delete from attachment a where a.post_id = any (v_posts) returning a.id, a.blob_id
    )
    select array_agg(g.id), array_agg(g.blob_id) filter (where g.blob_id is not null) into v_documents, v_blobs from gone g;
    perform ticket_recount(p_ticket);
    v_mails := mail_erase(array(select m.id from mail m
        where m.ticket_id = p_ticket and (p_contact is null or m.contact_id = any (v_people))
        union
        select p.mail_id from post p where p.id = any (v_posts) and p.mail_id is not null));
    v_rest := blob_drop(v_blobs);
    update outbox o set detail = '{}', last_reply = null
    where o.ticket_id = p_ticket and o.state in ('sent', 'failed') and (p_contact is null or o.contact_id = p_contact);
    delete from message_alias a using outbox o
    where a.outbox_id = o.id and o.ticket_id = p_ticket and (p_contact is null or o.contact_id = p_contact);
    update hook_call h set payload = null
    where h.ticket_id = p_ticket and h.state <> 'sending' and (p_contact is null or h.contact_id = p_contact);
    if p_contact is null then
        -- A note of knowledge stays, but for a title that was the subject (ticket_review).
        update knowledge k set title = '–' from ticket t where t.id = p_ticket and k.ticket_id = t.id and k.title = btrim(left(t.subject, 200));
        update ticket set subject = '–', place_address = '', latitude = null, longitude = null, erased_at = now() where id = p_ticket;
        delete from link l where l.ticket_id = p_ticket;
        delete from ticket_tag g where g.ticket_id = p_ticket;
        update ticket_draft set text = '', note = '' where ticket_id = p_ticket;
        perform upload_drop(array(select a.id from attachment a where a.draft_id = p_ticket));
    end if;
    if v_posts <> '{}' or v_events <> '{}' then
        perform event_add(p_ticket, 'erased', p_actor_kind, p_actor, p_channel, null, null,
            array_to_string(array(select 'p' || x from unnest(v_posts) x) || array(select 'e' || x from unnest(v_events) x), ' '),
            p_reason);
    end if;
    return jsonb_build_object('posts', cardinality(v_posts), 'events', cardinality(v_events),
        'documents', coalesce(cardinality(v_documents), 0), 'mails', v_mails -> 'mails',
        'blobs', (v_mails ->> 'blobs')::bigint + (v_rest ->> 'blobs')::bigint,
        'bytes', (v_mails ->> 'bytes')::bigint + (v_rest ->> 'bytes')::bigint);
end
$$;
comment on function turno.ticket_erase(bigint, bigint, text, bigint, text, text) is 'Erases what a ticket holds, all of it or one contact''s (R39).';
alter function turno.ticket_erase(bigint, bigint, text, bigint, text, text) owner to turno_gateway;
revoke execute on function turno.ticket_erase(bigint, bigint, text, bigint, text, text) from public;
grant execute on function turno.ticket_erase(bigint, bigint, text, bigint, text, text) to turno_act;
