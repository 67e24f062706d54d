-- Purpose: what a mail says, for who may read it: the evidence itself, with its tokens, is read by no web.
-- Returns: {from, name, to: [text], cc, reply_to, date, subject, text, quoted, documents: [{n, name, type, size}], trace, message_id, notices: [text],
--          forwarded: {from, name, subject, date} or null}. The text is null where a ticket has it.
-- Calls:   mail_clean, subject_plain, notice_text. Writes: nothing.
create or replace function turno.mail_view(p_mail bigint, p_language text)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select jsonb_build_object('from', coalesce(m.evidence ->> 'from_address', m.from_address), 'name', m.evidence ->> 'from_name',
        'to', (select coalesce(jsonb_agg(mail_clean(a)), '[]') from jsonb_array_elements_text(coalesce(m.evidence -> 'to', '[]')) a),
        'cc', (select coalesce(jsonb_agg(mail_clean(a)), '[]') from jsonb_array_elements_text(coalesce(m.evidence -> 'cc', '[]')) a),
        'reply_to', mail_clean(nullif(m.evidence ->> 'reply_to', '')), 'date', m.date, 'subject', subject_plain(m.subject, p_language),
        'text', mail_clean(coalesce(nullif(btrim(m.evidence ->> 'reply_visible_text', E' \t\r\n'), ''), m.evidence ->> 'body_text')),
        'quoted', mail_clean(nullif(btrim(m.evidence ->> 'quoted_text', E' \t\r\n'), '')),
        'documents', (select coalesce(jsonb_agg(jsonb_build_object('n', n, 'name', a ->> 'name', 'type', a ->> 'type', 'size', a -> 'size') order by n), '[]')
            from jsonb_array_elements(coalesce(m.evidence -> 'attachments', '[]')) with ordinality x(a, n)),
        'trace', m.trace, 'message_id', m.message_id,
        'notices', notice_text(m.notices, m.id, p_language),
        'original', case when (m.evidence #>> '{forwarded,is_forwarded}')::boolean then jsonb_build_object('from', m.evidence #> '{forwarded,from_address}',
            'name', m.evidence #> '{forwarded,from_name}', 'subject', m.evidence #> '{forwarded,subject}', 'date', m.evidence #> '{forwarded,date}') end)
    from mail m where m.id = p_mail);
end
$$;
comment on function turno.mail_view(bigint, text) is 'What a mail says, without its tokens.';
alter function turno.mail_view(bigint, text) owner to turno_gateway;
revoke execute on function turno.mail_view(bigint, text) from public;
grant execute on function turno.mail_view(bigint, text) to turno_act;
