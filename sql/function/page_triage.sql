-- Purpose: mail that belongs to no ticket, for operators with the triage right, newest first (p: outcome: triage (else) | quarantine |
--          filtered, before: id, limit: 50, at most 200, language): what waits, what it would become, and why it is there (R9, R31, M10); not what was erased.
-- Returns: array of {mail, at, mailbox, outcome, reason, from, name, subject, forwarded, contact: {id, name} or null, owner, blocked}; TU004
--          when nobody is signed in.
-- Calls:   viewer_required, viewer, mail_proposal, address_owner, blocked_by, reason_text. Writes: nothing.
create or replace function turno.page_triage(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_language text := coalesce(p ->> 'language', (select r.language from viewer_required() r));
    v_outcome text := coalesce(p ->> 'outcome', 'triage');
begin
    perform viewer_required();
    return (select coalesce(jsonb_agg(jsonb_build_object('mail', m.id, 'at', m.received_at, 'mailbox', b.name, 'outcome', m.outcome,
            'reason', reason_text(m.reason, v_language), 'from', w.p ->> 'address', 'name', w.p ->> 'name', 'subject', w.p ->> 'subject',
            'forwarded', w.p -> 'forwarded', 'contact', (select jsonb_build_object('id', c.id, 'name', c.name) from address a
                join contact c on c.id = a.contact_id where a.folded = w.p ->> 'address'),
            'owner', address_owner(w.p ->> 'address'), 'blocked', blocked_by(w.p ->> 'address')) order by m.id desc), '[]')
        from (select x.id, x.received_at, x.mailbox_id, x.outcome, x.reason from mail x
            where x.ticket_id is null and x.outcome = v_outcome and v_outcome in ('triage', 'quarantine', 'filtered') and x.trace <> '[]'
                and (p ->> 'before' is null or x.id < (p ->> 'before')::bigint)
                and (select v.has_triage and v.operator_id is not null from viewer() v)
            order by x.id desc limit least(200, coalesce((p ->> 'limit')::integer, 50))) m
        join mailbox b on b.id = m.mailbox_id
        cross join lateral (select mail_proposal(m.id, v_language) as p) w);
end
$$;
comment on function turno.page_triage(jsonb) is 'Mail that waits for an operator with the triage right (R9, R31).';
alter function turno.page_triage(jsonb) owner to turno_act;
revoke execute on function turno.page_triage(jsonb) from public;
grant execute on function turno.page_triage(jsonb) to turno_web;
