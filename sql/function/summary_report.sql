-- Purpose: the day of the mail system in numbers, for turno health and the nightly summary: what came into each mailbox by outcome,
--          what of its server is not accounted for (M1), what waits for people, what did not arrive, dead addresses (M12), what lies before turno.
-- Returns: {since, mailboxes: [{name, address, state, fetched_at, failing_since, error, arrived, accounted: {outcome: count}, waiting, on_server,
--          missing, missing_uids}], triage, held, quarantine, waiting, sent, queued, failed, uncertain, dead, dead_new, database_bytes,
--          grown_bytes (since the last summary; null before the first), problems}. No word of a mail or ticket: an address has no sight of them (R9).
-- Calls:   mailbox_state, mailbox_folders, check_report. Writes: nothing.
create or replace function turno.summary_report(p_since timestamptz)
returns jsonb
language plpgsql stable
as $$
declare
    v_bytes bigint := pg_database_size(current_database());
begin
    return (with arrived as materialized (
            select m.mailbox_id, coalesce(m.outcome, 'waiting') as outcome, count(*) as mails
            from turno.mail m where m.stored_at >= p_since group by 1, 2
        ), box as (
            select b.name, jsonb_build_object('name', b.name, 'address', b.address, 'state', turno.mailbox_state(b),
                'fetched_at', b.fetched_at, 'failing_since', b.failing_since, 'error', b.poll_error,
                'arrived', (select coalesce(sum(a.mails), 0) from arrived a where a.mailbox_id = b.id),
                'accounted', (select coalesce(jsonb_object_agg(a.outcome, a.mails), '{}') from arrived a where a.mailbox_id = b.id),
                'waiting', (select count(*) from turno.mail_job j where j.mailbox_id = b.id),
                'on_server', f.folder -> 'on_server', 'missing', f.folder -> 'missing', 'missing_uids', f.folder -> 'missing_uids') as line
            from turno.mailbox b cross join lateral (select turno.mailbox_folders(b.id) -> 0 as folder) f
            where b.is_active or exists (select from arrived a where a.mailbox_id = b.id)
        ), sent as (
            select count(*) filter (where o.state = 'sent') as sent, count(*) filter (where o.state = 'failed') as failed,
                count(*) filter (where o.state = 'uncertain') as uncertain
            from turno.outbox o -- what is tried for the last time today may be days old
            where o.created_at >= p_since - interval '7 days' and coalesce(o.tried_at, o.created_at) >= p_since
        )
        select jsonb_build_object('since', p_since,
            'mailboxes', (select coalesce(jsonb_agg(b.line order by b.name), '[]') from box b),
            'triage', (select count(*) from turno.mail m where m.outcome = 'triage'),
            'held', (select count(*) from turno.mail m where m.outcome = 'held'),
            'quarantine', (select count(*) from turno.mail m where m.outcome = 'quarantine'),
            'waiting', (select count(*) from turno.mail_job),
            'sent', s.sent, 'queued', (select count(*) from turno.outbox_job), 'failed', s.failed, 'uncertain', s.uncertain,
            'dead', (select count(*) from turno.address a where a.dead_at is not null),
            'dead_new', (select count(*) from turno.address a where a.dead_at >= p_since),
            'database_bytes', v_bytes, 'grown_bytes', v_bytes - (
                select (o.detail #>> '{summary,database_bytes}')::bigint from turno.outbox o
                where o.kind = 'summary' order by o.created_at desc limit 1),
            'problems', (select count(*) from jsonb_array_elements(turno.check_report()) f where (f ->> 'is_error')::boolean))
        from sent s);
end
$$;
comment on function turno.summary_report is 'The day of the mail system in numbers.';
revoke execute on function turno.summary_report from public;
grant execute on function turno.summary_report to turno_gateway;
