-- Purpose: a mail with made-up data in the words of p (as template_set takes them), or without words in those that hold now: the
--          web and the command line let compose make the mail of it. Words are checked as they would be when saved.
-- Returns: an envelope, as outbox_envelope gives it.
-- Calls:   template_find, template_kind_of, template_parts, template_text, office_json, reason_text. Writes: nothing.
create or replace function turno.template_preview(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_kind text;
    v_own jsonb;
    v_is_it boolean;
    v_is_for_contact boolean;
    v_post jsonb;
begin
    select * into v from template_find(p);
    v_kind := coalesce(template_kind_of(v.name), p ->> 'kind');
    v_is_it := v.language = 'it';
    v_is_for_contact := exists (select from template_kind k where k.name = v_kind and k.audience = 'contact');
    if p ?| '{text,subject,body}' then
        select jsonb_build_object('subject', w.subject, 'body', w.body) into v_own from template_parts(p, v_kind) w;
    end if;
    v_post := jsonb_build_object('author', case when v_is_for_contact then 'Anna Conti' else 'Mario Rossi' end,
        'at', '2026-05-04T10:00:00+02:00', 'text', case when v_is_for_contact and v_is_it then 'Buongiorno, servono la CU e un documento.'
            when v_is_for_contact then 'Hello, we need your CU and a document.'
            when v_is_it then 'Buongiorno, quali documenti servono per il 730?' else 'Hello, which documents do you need for the 730?' end,
        'documents', jsonb_build_array(jsonb_build_object('name', 'CUD 2026.pdf', 'size', 123456)));
    return jsonb_build_object('kind', v_kind, 'template', v.name, 'language', v.language,
        'override', coalesce(v_own, template_text(v.name, v.language, v.status_id)),
        'from', jsonb_build_object('name', office_json() ->> 'name', 'address', 'office@office.example'),
        'to', jsonb_build_object('name', 'Mario Rossi', 'address', 'mario.rossi@client.example'),
        'reply_to', '', 'message_id', 'preview@office.example', 'date', '2026-05-04T10:00:05+02:00',
        'subject', 'Re: Modello 730', 'reason', case when v_is_it then 'un motivo' else 'a reason' end,
        'ticket', jsonb_build_object('number', 142, 'reference', '142', 'short_code', 'BCDF23', 'subject', 'Modello 730', 'turn', 'contact',
            'category', case when not v_is_for_contact then 'CAF › 730' end),
        'status', coalesce((select case when v_is_it then s.name_it else s.name_en end from status s where s.id = v.status_id),
            case when v_is_it then 'In attesa di documenti' else 'Waiting for documents' end),
        'post', v_post, 'history', jsonb_build_array(v_post), 'link', repeat('A', 43), 'url_path',
        case v_kind when 'password_code' then '/password/code' when 'confirm' then '/confirm/' || repeat('A', 43) else '/ticket/142' end,
        'office', office_json(), 'notices', '[]'::jsonb, 'mail', 7, 'quarantined', 2, 'code', 'H2P5-9CFR', 'mailbox', 'support', 'what', 'opened',
        'transcript', jsonb_build_object('is_refused', true, 'is_kept', true, 'results', jsonb_build_array(jsonb_build_object(
            'line', '#categoria Tasse', 'reason', reason_text('there is no such category: Tasse', v.language)))),
        'morning', jsonb_build_object('handle_count', '1', 'waiting_count', '1',
            'handle', jsonb_build_array(jsonb_build_object('reference', '142', 'subject', 'Modello 730', 'at', '2026-05-04T10:00:00+02:00')),
            'waiting', jsonb_build_array(jsonb_build_object('reference', '140', 'subject', 'ISEE', 'at', '2026-05-02T09:00:00+02:00'))),
        'summary', jsonb_build_object('since', '2026-05-03T05:00:00+02:00', 'triage', 2, 'held', 1, 'quarantine', 0, 'waiting', 0, 'sent', 40, 'queued', 1,
            'failed', 1, 'uncertain', 0, 'dead', 3, 'dead_new', 1, 'database_bytes', 812345678, 'grown_bytes', 3456789, 'problems', 1,
            'mailboxes', jsonb_build_array(jsonb_build_object('name', 'support', 'address', 'office@office.example', 'state', 'ok',
                'fetched_at', '2026-05-04T04:59:30+02:00', 'arrived', 12, 'accounted', '{"ticket": 5, "post": 6, "triage": 1}'::jsonb, 'waiting', 0,
                'on_server', 340, 'missing', 1, 'missing_uids', '17'))));
end
$$;
comment on function turno.template_preview(jsonb) is 'A mail of made-up data in given words, for compose (R34).';
revoke execute on function turno.template_preview(jsonb) from public;
grant execute on function turno.template_preview(jsonb) to turno_act;
