-- Purpose: receipts of certified mail, newest first. p: {orphan: those that change nothing, ticket, outbox, before (mail), limit
--          (default 100, at most 1000)}, all optional. Under the reader's policies.
-- Returns: array of {mail, at, kind, recipient, state (of the mail they are about), ticket, outbox, subject, reference, identifier, provider,
--          error, note, signature, refused}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.receipt_list(p jsonb default '{}')
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('mail', x.mail_id, 'at', x.at, 'kind', x.kind, 'recipient', x.recipient,
            'state', x.delivery, 'ticket', x.ticket_id, 'outbox', x.outbox_id, 'subject', x.subject, 'reference', x.reference,
            'identifier', x.identifier, 'provider', x.provider, 'error', x.error, 'note', x.note, 'signature', x.signature,
            'refused', x.refused) order by x.mail_id desc), '[]')
        from (select r.*, o.delivery, o.ticket_id from receipt r
            left join outbox o on o.id = r.outbox_id
            where (not coalesce((p ->> 'orphan')::boolean, false) or r.outbox_id is null)
            and (p ->> 'outbox' is null or r.outbox_id = (p ->> 'outbox')::bigint)
            and (p ->> 'ticket' is null or r.outbox_id in (select b.id from outbox b where b.ticket_id = (p ->> 'ticket')::bigint))
            and (p ->> 'before' is null or r.mail_id < (p ->> 'before')::bigint)
            order by r.mail_id desc limit greatest(0, least(1000, coalesce((p ->> 'limit')::integer, 100)))) x);
end
$$;
comment on function turno.receipt_list(jsonb) is 'Receipts of certified mail as JSON, newest first (M28).';
revoke execute on function turno.receipt_list(jsonb) from public;
grant execute on function turno.receipt_list(jsonb) to turno_gateway, turno_web;
