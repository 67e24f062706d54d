-- Purpose: a mail of the ledger as the command line shows it.
-- Returns: {id, mailbox, uidvalidity, uid, sha256, message_id, from, subject, received_at, outcome, ticket, origin,
--          reason, trust, notices, server_size, trace}; null when there is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_json(p_mail bigint)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('id', m.id, 'mailbox', b.name, 'uidvalidity', m.uidvalidity, 'uid', m.uid,
        'sha256', encode(l.sha256, 'hex'), 'size', l.size, 'message_id', m.message_id, 'from', m.from_address,
        'subject', m.subject, 'received_at', m.received_at, 'outcome', m.outcome, 'ticket', m.ticket_id, 'origin', m.origin_id,
        'reason', m.reason, 'trust', m.trust, 'notices', m.notices, 'server_size', m.server_size, 'trace', m.trace)
    from turno.mail m
    join turno.mailbox b on b.id = m.mailbox_id
    left join turno.blob l on l.id = m.blob_id
    where m.id = p_mail;
$$;
comment on function turno.mail_json is 'A mail of the ledger as JSON.';
revoke execute on function turno.mail_json from public;
grant execute on function turno.mail_json to turno_gateway;
