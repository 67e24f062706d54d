-- Purpose: subject and body of a template as they come: apart (subject, body), or as one text (text) whose first line is
--          "Subject: …". Both are checked for the kind of mail, so that a mistake shows now and not in a mail (R34).
-- Returns: subject, body.
-- Calls:   admin_refuse, template_check. Writes: nothing.
create or replace function turno.template_parts(p jsonb, p_kind text, out subject text, out body text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_text text := replace(p ->> 'text', E'\r\n', E'\n');
    v_must text := (select k.must_hold from template_kind k where k.name = p_kind);
begin
    if v_text is not null and v_text !~ '^Subject: [^\n]*\n' then
        perform admin_refuse('The first line of a template is "Subject: …".');
    end if;
    subject := btrim(coalesce(p ->> 'subject', substring(v_text from '^Subject: ([^\n]*)')));
    body := coalesce(replace(p ->> 'body', E'\r\n', E'\n'), substring(v_text from '^[^\n]*\n(.*)$'));
    if coalesce(subject, '') = '' or coalesce(btrim(body, E' \t\n'), '') = '' then
        perform admin_refuse('A template has a subject and a text.', 'body');
    elsif length(subject) > 200 or octet_length(body) > 20000 then
        perform admin_refuse('A subject has at most 200 characters, a text 20000 bytes.', 'body');
    elsif subject ~ '[[:cntrl:]]' or body ~ '[\u0001-\u0008\u000b-\u001f\u007f]' then
        perform admin_refuse('A template is plain text: only line breaks and tabs may stand in it, and none in its subject.', 'body');
    end if;
    perform template_check(p_kind, subject), template_check(p_kind, body, v_must);
    body := rtrim(body, E' \t\n') || E'\n';
end
$$;
comment on function turno.template_parts(jsonb, text) is 'Subject and body of a template, checked (R34, R35).';
revoke execute on function turno.template_parts(jsonb, text) from public;
grant execute on function turno.template_parts(jsonb, text) to turno_act;
