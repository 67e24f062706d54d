-- Purpose: the envelope of a mail with a temporary code: it belongs to no ticket, and no answer to it is read as one.
-- Returns: as outbox_envelope, with code; url_path leads to the page that takes it.
-- Calls:   setting_text, office_json, template_text, token_make, reset_code_issue. Writes: reset_code.
create or replace function turno.envelope_code(p_outbox bigint)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    return (select jsonb_build_object('id', o.id, 'kind', o.kind, 'template', o.kind, 'language', o.language,
            'override', template_text(o.kind, o.language),
            'mailbox', b.name, 'submission', b.account, 'envelope_from', b.address, 'is_pec', b.kind = 'pec',
            'from', jsonb_build_object('address', b.address, 'name', setting_text('office.name', 'turno')),
            'to', jsonb_build_object('name', coalesce(c.name, p.name), 'address', o.recipient), 'reply_to', b.address,
            'message_id', o.message_id, 'date', o.created_at, 'in_reply_to', '', 'references', '[]'::jsonb, 'subject', '',
            'auto_submitted', 'auto-generated', 'loop', b.id || '.' || token_make('loop', 'l', 0, b.id), 'ticket', null,
            'post', null, 'history', '[]'::jsonb, 'link', null, 'url_path', '/password/code',
            'office', office_json(),
            'notices', '[]'::jsonb, 'mail', null, 'quarantined', null, 'what', o.kind, 'reason', '',
            'code', reset_code_issue(o.id))
        from outbox o join mailbox b on b.id = o.mailbox_id
        left join contact c on c.id = o.contact_id left join operator p on p.id = o.operator_id
        where o.id = p_outbox);
end
$$;
comment on function turno.envelope_code(bigint) is 'Envelope of a mail with a temporary code (R3).';
revoke execute on function turno.envelope_code(bigint) from public;
grant execute on function turno.envelope_code(bigint) to turno_gateway;
