-- Purpose: a row of the outbox as the command line shows it.
-- Returns: {id, ticket, post, to, kind, state, delivery (certified mail, M28), attempts, message_id, last_reply, created_at, sent_at,
--          waits, until}: what a queued mail waits for: throttled (a limit of its recipient or account), retry (a server put
--          it off), paused (its account fails), null: its turn; and until when.
-- Calls:   account_ready_at. Writes: nothing.
create or replace function turno.outbox_json(p_outbox bigint)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('id', o.id, 'ticket', o.ticket_id, 'post', o.post_id, 'to', o.recipient, 'kind', o.kind,
        'state', o.state, 'delivery', o.delivery, 'attempts', o.attempts, 'message_id', o.message_id, 'last_reply', o.last_reply,
        'created_at', o.created_at, 'sent_at', o.sent_at,
        'waits', case when o.state <> 'queued' or x.until is null then null when a.paused_until is not null then 'paused'
            when j.run_after > clock_timestamp() and (o.attempts > 0 or o.tried_at is not null) then 'retry' else 'throttled' end,
        'until', case when o.state = 'queued' then x.until end)
    from turno.outbox o
    left join turno.outbox_job j on j.outbox_id = o.id
    left join turno.account a on a.name = j.account
    -- One look at the clock, after all else: two would differ, and say of a mail that is due that it waits.
    cross join lateral (select case when y.ready_at > y.now then y.ready_at end as until
        from (select greatest(j.run_after, turno.account_ready_at(j.account)) as ready_at, clock_timestamp() as now) y) x
    where o.id = p_outbox;
$$;
comment on function turno.outbox_json is 'A row of the outbox as JSON.';
revoke execute on function turno.outbox_json from public;
grant execute on function turno.outbox_json to turno_gateway;
