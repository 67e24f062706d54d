-- Purpose: what today's rules would make of a mail that was decided (M14), beside what was made of it. p_evidence: what today's reader says
--          of it. How well its sender was known then stays.
-- Returns: {mail, received_at, mailbox, from, subject, outcome, ticket, rules: [numbers], changes: [{what, was, now}]}; null when all
--          would be as it was.
-- Calls:   filter_apply, filter_said. Writes: nothing.
create or replace function turno.mail_replay(p_mail bigint, p_evidence jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_mail mail;
    v_was jsonb;
    v_now jsonb;
    v_changes jsonb;
begin
    select * into v_mail from mail m where m.id = p_mail;
    select s into v_was from jsonb_array_elements(v_mail.trace) s where s ->> 'step' in ('filter', 'route') limit 1;
    if v_was is null then
        return null;
    end if;
    v_now := filter_apply(p_mail, p_evidence, '{}', jsonb_build_object('level', v_mail.trust));
    select jsonb_agg(jsonb_build_object('what', w.key, 'was', w.value, 'now', n.value) order by w.n) into v_changes
    from filter_said(v_was) w join filter_said(v_now) n on n.key = w.key
    where w.value is distinct from n.value;
    return (select jsonb_build_object('mail', v_mail.id, 'received_at', v_mail.received_at, 'mailbox', b.name, 'from', v_mail.from_address,
        'subject', v_mail.subject, 'outcome', v_mail.outcome, 'ticket', v_mail.ticket_id,
        'rules', (select coalesce(jsonb_agg(r -> 'rule'), '[]') from jsonb_array_elements(v_now -> 'rules') r), 'changes', v_changes)
        from mailbox b where b.id = v_mail.mailbox_id and v_changes is not null);
end
$$;
comment on function turno.mail_replay(bigint, jsonb) is 'What today''s rules would make of a stored mail (M14).';
revoke execute on function turno.mail_replay(bigint, jsonb) from public;
