-- Purpose: a mail that had no chance, as its account failed, waits again with its attempts as before. One at which the server
--          said 421 lets others go first, the longer the more it has met that: should it be the cause, it holds up no others.
-- Returns: nothing.
-- Calls:   nothing. Writes: outbox, outbox_job.
create or replace function turno.outbox_give_back(p_outbox bigint, p_reply text, p_code integer)
returns void
language plpgsql volatile
as $$
begin
    update turno.outbox
    set state = 'queued', attempts = greatest(0, attempts - 1), last_reply = p_reply,
        tried_at = case p_code when 421 then coalesce(tried_at, now()) else tried_at end
    where id = p_outbox;
    update turno.outbox_job j
    set step = 'waiting', owner = null, leased_until = null,
        run_after = case p_code when 421 then coalesce(a.paused_until, clock_timestamp()) + least(interval '1 hour', greatest(interval '30 seconds',
            (clock_timestamp() - o.tried_at) / 4)) else j.run_after end
    from turno.outbox o, turno.account a
    where j.outbox_id = p_outbox and o.id = p_outbox and a.name = j.account;
end
$$;
comment on function turno.outbox_give_back is 'Puts back a mail whose account failed.';
revoke execute on function turno.outbox_give_back from public;
grant execute on function turno.outbox_give_back to turno_gateway;
