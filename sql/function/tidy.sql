-- Purpose: the clocks: sends whose lease ran out (before DATA: again; after: uncertain, M31), sessions, links,
--          answered forms, locks, confirmations and requests that ran out, buckets and uploads that nobody waits for, blobs that nothing refers to; mails put aside
--          that nobody was told of; what calls said long ago; the morning list; the nightly summary; automations
--          whose time has come.
-- Returns: {requeued, uncertain, sessions, links, forms, locks, buckets, told, morning, summary, automations, uploads, blobs, calls_forgotten, calls_requeued}: how many of each.
--          Any number of processes may call it; p_owner names who does, for the log of the database.
-- Calls:   outbox_requeue, outbox_uncertain, quarantine_tell, morning_send, summary_send, automation_clock, tidy_uploads, hook_tidy. Writes: those tables.
create or replace function turno.tidy(p_owner text)
returns jsonb
language plpgsql volatile
as $$
declare
    v_counts jsonb := jsonb_build_object('by', p_owner);
    v_count bigint;
    v_outbox bigint;
begin
    v_counts := v_counts || jsonb_build_object('requeued', turno.outbox_requeue());
    v_count := 0;
    for v_outbox in
        select j.outbox_id from turno.outbox_job j
        where j.step = 'data' and j.leased_until <= clock_timestamp()
        order by j.outbox_id for update skip locked
    loop
        perform turno.outbox_uncertain(v_outbox, 'no answer after DATA');
        v_count := v_count + 1;
    end loop;
    v_counts := v_counts || jsonb_build_object('uncertain', v_count);
    update turno.session set ended_at = now()
    where ended_at is null and (seen_at < now() - interval '2 hours' or created_at < now() - interval '12 hours');
    get diagnostics v_count = row_count;
    v_counts := v_counts || jsonb_build_object('sessions', v_count);
    delete from turno.link l using turno.ticket t
    where t.id = l.ticket_id and l.expires_at < now() - interval '90 days'
    and coalesce(t.closed_at, '-infinity') < now() - interval '90 days';
    get diagnostics v_count = row_count;
    v_counts := v_counts || jsonb_build_object('links', v_count);
    delete from turno.form_key where created_at < now() - interval '2 days';
    get diagnostics v_count = row_count;
    v_counts := v_counts || jsonb_build_object('forms', v_count);
    delete from turno.reset_code where expires_at < now() - interval '1 day';
    delete from turno.web_request where expires_at < now();
    delete from turno.confirmation where expires_at < now();
    delete from turno.reply_lock where until < clock_timestamp();
    get diagnostics v_count = row_count;
    v_counts := v_counts || jsonb_build_object('locks', v_count);
    delete from turno.throttle where filled_at < now() - interval '2 days';
    get diagnostics v_count = row_count;
    return v_counts || jsonb_build_object('buckets', v_count, 'told', turno.quarantine_tell(), 'morning', turno.morning_send(),
        'summary', turno.summary_send(), 'automations', turno.automation_clock()) || turno.tidy_uploads()
        || turno.hook_tidy();
end
$$;
comment on function turno.tidy is 'Runs the clocks: leases, sessions, links, forms, buckets, uploads.';
revoke execute on function turno.tidy from public;
grant execute on function turno.tidy to turno_gateway;
