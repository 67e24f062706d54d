-- Purpose: one mail for who may read it: what it says, who sent it and how sure that is, why it is where it is, and what may be done with it now (R9, R31, M34;
--          p: mail, language, itself: of a forward the mail and not the original; values: a form as it was sent).
-- Returns: {mail, at, mailbox, outcome, why, reason, trust, ticket, as mail_view without its trace, sentences: as trace_text, authentication: that one of them,
--          has_original: he may have it as it came, roles: whose words it may be on a ticket,
--          may: {open, attach, discard, retry, block, unblock, stranger, reply}, blocked, and when it may become a ticket: what mail_form_begin gives}. TU002 when there is none for him.
-- Calls:   mail_seen, mail_view, address_owner, mail_proposal, trace_text, mail_why, reason_text, is_of_stranger, blocked_by, original_blob, page_mail_open, mail_form_begin. Writes: nothing.
create or replace function turno.page_mail(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_mail bigint := (p ->> 'mail')::bigint;
    v_language text := p ->> 'language';
    v_view jsonb;
    v_form jsonb;
    v_result jsonb;
    v_is_free boolean;
    v_owner text;
begin
    select * into v from mail_seen(v_mail);
    v_view := mail_view(v_mail, v_language);
    v_is_free := v.ticket_id is null and v.has_triage;
    v_owner := address_owner(coalesce(mail_proposal(v_mail, v_language) ->> 'address', ''));
    v_result := (select v_view - 'trace' || jsonb_build_object('mail', m.id, 'at', m.received_at, 'mailbox', b.name, 'outcome', m.outcome, 'ticket', m.ticket_id,
            'why', mail_why(m.outcome, m.reason), 'reason', rtrim(reason_text(m.reason, v_language), ': '), 'trust', m.trust,
            'sentences', trace_text(v_view -> 'trace', v_language), 'blocked', blocked_by(m.from_address), 'is_plain', m.outcome in ('ticket', 'post', 'event'),
            'ticket_subject', (select t.subject from ticket t where t.id = m.ticket_id),
            'may', jsonb_build_object('open', m.outcome = 'triage' and v_is_free, 'attach', m.outcome = 'triage' and v_is_free,
                'discard', m.outcome in ('triage', 'quarantine') and v_is_free, 'retry', m.outcome in ('triage', 'quarantine', 'filtered') and v_is_free,
                'block', m.outcome in ('triage', 'quarantine', 'filtered') and v_is_free and coalesce(m.from_address, '') <> '' and blocked_by(m.from_address) is null,
                'unblock', v.has_triage and blocked_by(m.from_address) is not null, 'read_incoming', v.has_triage,
                'stranger', m.outcome = 'held' and is_of_stranger(v_view -> 'trace'), 'reply', m.outcome = 'held' and not is_of_stranger(v_view -> 'trace')))
        from mail m join mailbox b on b.id = m.mailbox_id where m.id = v_mail);
    v_result := v_result || jsonb_build_object('has_original', original_blob(v_mail) is not null, 'has_to', v_view -> 'to' <> '[]', 'has_cc', v_view -> 'cc' <> '[]', 'has_documents', v_view -> 'documents' <> '[]',
        'sender', coalesce(p #> '{values,sender}', v_view -> 'from'),
        'roles', (select jsonb_agg(jsonb_build_object('role', x.role, 'is_chosen', x.role = coalesce(p #>> '{values,role}', case when v_owner = 'contact' then 'sender' else 'contact' end)) order by x.n)
            from unnest('{sender,contact,new,note}'::text[]) with ordinality x(role, n) where x.role <> 'sender' or v_owner = 'contact'),
        'authentication', (select x -> 'text' from jsonb_array_elements(v_result -> 'sentences') x where x ->> 'step' = 'trust'),
        'has_acts', (select bool_or(x.value::boolean) from jsonb_each_text((v_result -> 'may') - 'read_incoming') x));
    if (v_result #>> '{may,open}')::boolean then
        v_result := v_result || mail_form_begin(v_mail, v_language, p);
    elsif (v_result #>> '{may,stranger}')::boolean then
        v_form := page_mail_open(jsonb_build_object('mail', v_mail, 'language', v_language, 'forwarded', false));
        v_result := v_result || jsonb_build_object('form', v_form, 'begin', coalesce(p -> 'values', jsonb_build_object('subject', v_form -> 'subject')));
    end if;
    return v_result;
end
$$;
comment on function turno.page_mail(jsonb) is 'One mail: what it says, why it is where it is, what may be done with it (R9, R31, M34).';
alter function turno.page_mail(jsonb) owner to turno_act;
revoke execute on function turno.page_mail(jsonb) from public;
grant execute on function turno.page_mail(jsonb) to turno_web;
