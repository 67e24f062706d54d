-- Purpose: incoming mail, for operators with the triage right, newest first (R9, R31, M34; p: tab: waiting (else) | filtered | all; mailbox: id; why: as mail_why;
--          text: a Message-ID, sender or words of the subject; before: id; language). Mail of a ticket is there for who sees the ticket.
-- Returns: {tab, mails: [{mail, at, mailbox, outcome, why, reason, from, subject, ticket, is_blocked, name, contact, forwarded: of one in triage}], next, groups: of what waits, by
--          mailbox and reason [{mailbox, name, why, count, is_current}], waiting: their sum, 1001 for more than 1000, query}. TU002 without the right.
-- Calls:   triage_right, mails_waiting, viewer_required, mail_why, mail_search, mail_proposal, subject_plain, reason_text, blocked_by. Writes: nothing.
create or replace function turno.page_mail_list(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_limit constant integer := 50;
    v_most constant integer := 1000; -- of what is looked through for a page
    v_operator bigint := triage_right();
    v_language text := coalesce(p ->> 'language', (select r.language from viewer_required() r));
    v_tab text := case when p ->> 'tab' in ('filtered', 'all') then p ->> 'tab' else 'waiting' end;
    v_text text := nullif(btrim(p ->> 'text'), '');
    v_before bigint := coalesce(number_or(p ->> 'before', null), 1::bigint << 60);
    v_ids bigint[] := mails_waiting();
    v_groups jsonb;
    v_page bigint[];
    v_next bigint;
begin
    v_groups := (select coalesce(jsonb_agg(jsonb_build_object('mailbox', g.mailbox_id, 'name', g.name, 'why', g.why, 'count', g.count,
            'is_current', g.mailbox_id::text = p ->> 'mailbox' and g.why = p ->> 'why') order by g.name, g.count desc, g.why), '[]')
        from (select m.mailbox_id, b.name, mail_why(m.outcome, m.reason) as why, count(*) from mail m join mailbox b on b.id = m.mailbox_id
            where m.id = any (v_ids) group by 1, 2, 3) g);
    v_page := case
        when v_text is not null then array(select m.id from mail_search(v_text, v_before, v_most) s join mail m on m.id = s
            where m.outcome is not null and (m.ticket_id is null or exists (select from ticket t where t.id = m.ticket_id))
            order by m.id desc limit v_limit + 1)
        when v_tab = 'waiting' then array(select m.id from mail m where m.id = any (v_ids) and m.id < v_before
            and (p ->> 'mailbox' is null or m.mailbox_id::text = p ->> 'mailbox')
            and (p ->> 'why' is null or mail_why(m.outcome, m.reason) = p ->> 'why') order by m.id desc limit v_limit + 1)
        when v_tab = 'filtered' then array(select m.id from mail m where m.ticket_id is null and m.outcome = 'filtered' and m.id < v_before
            order by m.id desc limit v_limit + 1)
        else array(select m.id from (select x.id, x.ticket_id, x.outcome from mail x where x.id < v_before order by x.id desc limit v_most) m
            where m.outcome is not null and (m.ticket_id is null or exists (select from ticket t where t.id = m.ticket_id))
            order by m.id desc limit v_limit + 1) end;
    v_next := case when cardinality(v_page) > v_limit then v_page[v_limit] end;
    return jsonb_build_object('tab', v_tab, 'text', v_text, 'next', v_next, 'mailbox', p -> 'mailbox', 'why', p -> 'why', 'has_groups', v_tab = 'waiting' and v_text is null and v_groups <> '[]', 'groups', v_groups, 'waiting', cardinality(v_ids),
        'is_first', not p ? 'before', 'is_narrowed', p ? 'mailbox' or p ? 'why', 'tabs', (select jsonb_agg(jsonb_build_object('tab', t, 'is_current', t = v_tab and v_text is null,
            'count', case when t = 'waiting' then cardinality(v_ids) end) order by n) from unnest('{waiting,filtered,all}'::text[]) with ordinality x(t, n)),
        'mails', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('mail', m.id, 'at', m.received_at, 'mailbox', b.name, 'outcome', m.outcome,
                'why', mail_why(m.outcome, m.reason), 'reason', rtrim(reason_text(m.reason, v_language), ': '), 'ticket', m.ticket_id, 'from', coalesce(w.p ->> 'address', m.from_address),
                'name', nullif(w.p ->> 'name', ''), 'subject', coalesce(w.p ->> 'subject', subject_plain(m.subject, v_language)),
                'forwarded', (w.p ->> 'forwarded')::boolean, 'waits', m.outcome in ('triage', 'quarantine', 'held'),
                'contact', (select c.name from address a join contact c on c.id = a.contact_id where a.folded = w.p ->> 'address'))) order by m.id desc), '[]')
            from mail m join mailbox b on b.id = m.mailbox_id
            left join lateral (select mail_proposal(m.id, v_language) as p where m.outcome = 'triage') w on true
            where m.id = any (v_page[:v_limit])));
end
$$;
comment on function turno.page_mail_list(jsonb) is 'Incoming mail, for operators with the triage right (R9, M34).';
alter function turno.page_mail_list(jsonb) owner to turno_act;
revoke execute on function turno.page_mail_list(jsonb) from public;
grant execute on function turno.page_mail_list(jsonb) to turno_web;
