-- Purpose: a contact's mail as a message: the whole text, and what is left when quote and signature are folded;
--          when nothing is left, all of it is shown (M9). A magic link quoted from our mail is a secret of the writer:
--          it is left out, because others read the post (M33).
-- Returns: id of the post.
-- Calls:   post_add, pec_alias. Writes: what those write.
create or replace function turno.contact_post(p_ticket bigint, p_contact bigint, p_mail bigint, p_evidence jsonb)
returns bigint
language plpgsql volatile
as $$
declare
    v_secret text := '/l/[A-Za-z0-9_-]{43}';
    v_text text := regexp_replace(coalesce(p_evidence ->> 'body_text', ''), v_secret, '/l/…', 'g');
    v_visible text := regexp_replace(btrim(p_evidence ->> 'reply_visible_text', E' \t\r\n'), v_secret, '/l/…', 'g');
begin
    perform turno.pec_alias(p_ticket, p_mail, p_evidence);
    return (select turno.post_add(p_ticket, 'message', 'contact', p_contact, coalesce(p_evidence ->> 'channel', 'mail'), v_text,
            coalesce(nullif(v_visible, ''), v_text), p_mail, coalesce(p_evidence -> 'attachments', '[]')));
end
$$;
comment on function turno.contact_post is 'Writes a contact''s mail as a message (R21, M9).';
revoke execute on function turno.contact_post from public;
grant execute on function turno.contact_post to turno_gateway;
