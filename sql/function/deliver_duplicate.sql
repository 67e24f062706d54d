-- Purpose: is this a mail that we have already? The same bytes in the same mailbox (M1: UIDVALIDITY changed),
--          or the same Message-ID, From, Date and body in any (M4) – never the Message-ID alone.
-- Returns: decision "duplicate", null when it is new.
-- Calls:   mail_date, event_add. Writes: an event when the copy came by another way.
create or replace function turno.deliver_duplicate(p_mail bigint, p_evidence jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_first record;
begin
    select o.id, o.ticket_id, true as same_bytes into v_first
    from turno.mail m
    join turno.mail o on o.blob_id = m.blob_id and o.mailbox_id = m.mailbox_id and o.id <> m.id
    where m.id = p_mail and o.outcome <> 'duplicate'
    order by o.id limit 1;
    if not found and coalesce(p_evidence ->> 'message_id', '') <> '' then
        select o.id, o.ticket_id, false as same_bytes into v_first
        from turno.mail o
        where o.message_id = left(p_evidence ->> 'message_id', 600) and o.id <> p_mail and o.outcome <> 'duplicate'
        and lower(o.from_address) = lower(p_evidence ->> 'from_address')
        and o.date is not distinct from turno.mail_date(p_evidence ->> 'date')
        and encode(o.body_sha256, 'hex') = p_evidence ->> 'body_sha256'
        order by o.id limit 1;
    end if;
    if v_first.id is null then
        return null;
    end if;
    if v_first.ticket_id is not null and not v_first.same_bytes then
        perform turno.event_add(v_first.ticket_id, 'duplicate_mail', 'system', null, 'mail', null,
            v_first.id::text, p_mail::text);
    end if;
    return jsonb_build_object('outcome', 'duplicate', 'ticket', v_first.ticket_id,
        'reason', format('the same as mail %s', v_first.id),
        'trace', jsonb_build_array(jsonb_build_object('step', 'duplicate', 'of', v_first.id,
            'same_bytes', v_first.same_bytes)));
end
$$;
comment on function turno.deliver_duplicate is 'Recognises a mail that was taken before (M1, M4).';
revoke execute on function turno.deliver_duplicate from public;
grant execute on function turno.deliver_duplicate to turno_gateway;
