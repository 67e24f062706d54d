-- Purpose: the mails by which a reply goes to contacts, to be looked at and not sent: without signed addresses, token and link, which
--          are for the contact alone (M17, M33).
-- Returns: array of envelopes as outbox_envelope gives them.
-- Calls:   outbox_envelope. Writes: what that writes.
create or replace function turno.reply_envelopes(p_post bigint)
returns jsonb
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(e || jsonb_build_object('link', repeat('x', 43), 'reply_to', '', 'message_id', 'preview@office.example',
        'subject', 'Re: ' || (e #>> '{ticket,subject}')) order by o.id), '[]')
    from turno.outbox o cross join lateral turno.outbox_envelope(o.id) e
    where o.post_id = p_post and o.contact_id is not null;
$$;
comment on function turno.reply_envelopes(bigint) is 'The mails of a reply, to be looked at.';
alter function turno.reply_envelopes(bigint) owner to turno_gateway;
revoke execute on function turno.reply_envelopes(bigint) from public;
grant execute on function turno.reply_envelopes(bigint) to turno_act;
