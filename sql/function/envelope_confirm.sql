-- Purpose: the envelope of a mail that confirms an address (R3): it belongs to no ticket, no answer to it is read as one, and it holds no
--          word of whoever typed the address.
-- Returns: as outbox_envelope; url_path leads to the page that confirms.
-- Calls:   setting_text, office_json, template_text, token_make, request_token. Writes: web_request.
create or replace function turno.envelope_confirm(p_outbox bigint)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    return (select jsonb_build_object('id', o.id, 'kind', o.kind, 'template', o.kind, 'override', template_text(o.kind, o.language), 'language', o.language,
            'mailbox', b.name, 'submission', b.account, 'envelope_from', b.address, 'is_pec', b.kind = 'pec',
            'from', jsonb_build_object('address', b.address, 'name', setting_text('office.name', 'turno')),
            'to', jsonb_build_object('name', '', 'address', o.recipient), 'reply_to', b.address,
            'message_id', o.message_id, 'date', o.created_at, 'in_reply_to', '', 'references', '[]'::jsonb, 'subject', '',
            'auto_submitted', 'auto-generated', 'loop', b.id || '.' || token_make('loop', 'l', 0, b.id), 'ticket', null,
            'post', null, 'history', '[]'::jsonb, 'link', null,
            'url_path', '/confirm/' || request_token((o.detail ->> 'request')::bigint),
            'office', office_json(), 'notices', '[]'::jsonb, 'mail', null, 'quarantined', null, 'what', o.kind, 'reason', '')
        from outbox o join mailbox b on b.id = o.mailbox_id
        where o.id = p_outbox);
end
$$;
comment on function turno.envelope_confirm(bigint) is 'Envelope of a mail that confirms an address (R3).';
revoke execute on function turno.envelope_confirm(bigint) from public;
grant execute on function turno.envelope_confirm(bigint) to turno_gateway;
