-- Purpose: everything that compose and SMTP need of a row. Mail to a contact is made from his view (R24, R35): his
--          own signed reply address, subject token and link, no category, level or note; what nobody wrote, to a stranger,
--          holds no word of the mail in his name (M13). An operator gets his signed address (r; n for a note, M23, or a
--          parked mail, whose text may be forged), his page and the public posts before. An alert holds no word of the
--          ticket: an address has no sight of it (R9).
--          Certified mail has no detail in its addresses: nobody would deliver there (M29).
-- Returns: the envelope as the submit process reads it.
-- Calls:   envelope_code, envelope_confirm, contact_is_stranger, reply_address, subject_token, token_make, link_issue, envelope_post, envelope_history,
--          envelope_references, reason_text, notice_text, setting_text, office_json, template_text, morning_list, confirmation_add.
-- Writes:  link, confirmation.
create or replace function turno.outbox_envelope(p_outbox bigint)
returns jsonb
language plpgsql volatile
as $$
declare
    v record;
    v_office text := turno.setting_text('office.name', 'turno');
    v_references text[] := turno.envelope_references(p_outbox);
    v_post jsonb;
    v_template text;
    v_headline text;
begin
    if (select o.kind from turno.outbox o where o.id = p_outbox) = 'password_code' then
        return turno.envelope_code(p_outbox);
    elsif (select o.kind from turno.outbox o where o.id = p_outbox) = 'confirm' then
        return turno.envelope_confirm(p_outbox);
    end if;
    select o.*, b.name as mailbox, b.address as sender, b.account, b.kind = 'pec' as is_pec, p.kind as post_kind,
        o.contact_id is not null as for_contact, coalesce(c.name, op.name) as to_name,
        t.reference, t.short_code, t.turn, t.subject, t.status_id, g.path, m.id as mail_id, m.notices
    into v
    from turno.outbox o
    join turno.mailbox b on b.id = o.mailbox_id
    left join turno.ticket t on t.id = o.ticket_id
    left join turno.category g on g.id = t.category_id
    left join turno.post p on p.id = o.post_id
    left join turno.mail m on m.id = p.mail_id
    left join turno.contact c on c.id = o.contact_id
    left join turno.operator op on op.id = o.operator_id
    where o.id = p_outbox;
    if v.for_contact and v.post_kind = 'note' then
        raise exception using errcode = 'TU003', message = 'A note never leaves the office.';
    end if;
    v_template := coalesce(v.detail ->> 'template', v.kind);
    v_post := coalesce(turno.envelope_post(v.post_id), case when v.detail ? 'text'
        then jsonb_build_object('author', '', 'text', v.detail -> 'text', 'at', v.created_at, 'documents', '[]'::jsonb) end);
    if v.kind in ('acknowledgement', 'status', 'reminder') and turno.contact_is_stranger(v.contact_id) then
        v.subject := '#' || v.reference;
        v_headline := case v.language when 'it' then 'Richiesta ' else 'Request ' end || v.reference;
        v.to_name := '';
        v_post := v_post - '{author,signature,text}'::text[];
    end if;
    if v.kind = 'alert' then
        v.subject := null;
    end if;
    return jsonb_build_object('id', v.id, 'kind', v.kind, 'template', v_template, 'language', v.language,
        'override', turno.template_text(v_template, v.language, case v.kind when 'status' then v.status_id end),
        'mailbox', v.mailbox, 'submission', v.account, 'envelope_from', v.sender, 'is_pec', v.is_pec,
        'from', jsonb_build_object('address', v.sender, 'name', case
            when v.kind in ('reply', 'notification') and v_post ->> 'author' <> '' then (v_post ->> 'author') || ' - ' || v_office
            else v_office end),
        'to', jsonb_build_object('name', v.to_name, 'address', v.recipient),
        'reply_to', case when v.ticket_id is null or v.kind = 'alert' or v.is_pec then v.sender else turno.reply_address(v.mailbox_id,
            case when v.for_contact then 'c' when v.post_kind = 'note' or v.kind in ('parked', 'transcript') then 'n' else 'r' end,
            v.ticket_id, coalesce(v.contact_id, v.operator_id)) end,
        'message_id', v.message_id, 'date', v.created_at, 'in_reply_to', coalesce(v_references[cardinality(v_references)], ''),
        'references', to_jsonb(v_references),
        'subject', case when v.for_contact then coalesce(v_headline, 'Re: ' || v.subject) || ' ' || turno.subject_token(v.ticket_id, v.contact_id)
            else concat_ws(' ', '[' || v.reference || ']', coalesce(v.subject, v.detail ->> 'subject', '')) end,
        'auto_submitted', case when v.kind = 'acknowledgement' then 'auto-replied'
            when v.kind = 'reply' or v.kind = 'notification' and v.post_id is not null then '' else 'auto-generated' end,
        'loop', v.mailbox_id || '.' || turno.token_make('loop', 'l', 0, v.mailbox_id),
        'ticket', case when v.ticket_id is not null then jsonb_build_object('number', v.ticket_id,
            'reference', v.reference, 'short_code', v.short_code, 'subject', v.subject, 'turn', v.turn,
            'category', case when not v.for_contact then v.path end) end,
        'post', v_post,
        'history', case when v.for_contact or v.kind = 'alert' then '[]' else turno.envelope_history(v.ticket_id, v.post_id) end,
        'link', case when v.for_contact then turno.link_issue(v.ticket_id, v.contact_id) end,
        'url_path', case when v.kind = 'morning' then '/ticket' when not v.for_contact then '/ticket/' || v.ticket_id end,
        'confirm_path', case v.kind when 'parked' then '/confirm/' || turno.confirmation_add((v.detail ->> 'mail')::bigint, v.operator_id) end,
        'status', case when v.kind in ('status', 'reminder') then (select case v.language when 'it' then s.name_it else s.name_en end
            from turno.status s where s.id = v.status_id) end,
        'morning', case v.kind when 'morning' then turno.morning_list(v.operator_id) end, 'summary', v.detail -> 'summary',
        'office', turno.office_json(),
        'notices', case when v.for_contact then '[]' else turno.notice_text(v.notices, v.mail_id, v.language) end,
        'mail', v.detail -> 'mail', 'transcript', v.detail -> 'transcript',
        'quarantined', case v.kind when 'quarantine' then (select count(*) from turno.mail q where q.outcome = 'quarantine') end,
        'what', case v.detail ->> 'what' when 'opened_by_office' then 'opened' else coalesce(v.detail ->> 'what', v.kind) end,
        'reason', coalesce(turno.reason_text(v.detail ->> 'reason', v.language), ''));
end
$$;
comment on function turno.outbox_envelope is 'What compose and SMTP need of an outbox row (R24, R35).';
revoke execute on function turno.outbox_envelope from public;
grant execute on function turno.outbox_envelope to turno_gateway;
