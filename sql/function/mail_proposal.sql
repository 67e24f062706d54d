-- Purpose: what a mail that waits for people says, as the proposal of a ticket (R31): its sender, subject, text and documents; of a
--          forwarded mail those of the original (forwarded: true, M10), unless p_forwarded is false.
-- Returns: {address, name, subject, text, attachments, forwarded, automatic}. The subject is without tokens and prefixes.
-- Calls:   subject_plain. Writes: nothing.
create or replace function turno.mail_proposal(p_mail bigint, p_language text, p_forwarded boolean default true)
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('forwarded', x.is_forwarded,
        'address', lower(coalesce(case when x.is_forwarded then f ->> 'from_address' else e ->> 'from_address' end, '')),
        'name', coalesce(nullif(btrim(left(regexp_replace(case when x.is_forwarded then f ->> 'from_name' else e ->> 'from_name' end,
            '[[:cntrl:][:space:]]+', ' ', 'g'), 200)), ''), ''),
        'subject', turno.subject_plain(case when x.is_forwarded and f ->> 'subject' <> '' then f ->> 'subject' else e ->> 'subject' end,
            p_language),
        'text', regexp_replace(case when x.is_forwarded then f ->> 'body_text'
            else coalesce(nullif(btrim(e ->> 'reply_visible_text', E' \t\r\n'), ''), e ->> 'body_text', '') end,
            '/l/[A-Za-z0-9_-]{43}', '/l/…', 'g'),
        'attachments', coalesce(e -> 'attachments', '[]'))
    from turno.mail m
    cross join lateral (select m.evidence as e, m.evidence -> 'forwarded' as f) y
    cross join lateral (select p_forwarded and coalesce((f ->> 'is_forwarded')::boolean, false) and f ->> 'from_address' <> ''
        as is_forwarded) x
    where m.id = p_mail;
$$;
comment on function turno.mail_proposal is 'What a mail in triage proposes for a ticket (R31, M10).';
alter function turno.mail_proposal owner to turno_gateway;
revoke execute on function turno.mail_proposal from public;
grant execute on function turno.mail_proposal to turno_act;
