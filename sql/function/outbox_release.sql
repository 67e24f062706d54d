-- Purpose: a submitter that has nothing in hand gives back what it, or one of its name that died, had claimed:
--          before DATA again, after it uncertain (M31), without waiting for the lease to run out; an account that it
--          probed may be probed again. The server ends a call of a client that died: its claim may not be committed yet, hence the lock.
-- Returns: number of mails given back.
-- Calls:   outbox_uncertain. Writes: outbox, outbox_job, event, account; notifies turno_outbox.
create or replace function turno.outbox_release(p_owner text)
returns integer
language plpgsql volatile
as $$
declare
    v_count integer;
    v_outbox bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('turno.outbox ' || p_owner, 0));
    with mine as (
        update turno.outbox_job set step = 'waiting', owner = null, leased_until = null
        where owner = p_owner and step = 'claimed'
        returning outbox_id
    ), again as (
        update turno.outbox o set state = 'queued' from mine where o.id = mine.outbox_id returning o.id
    )
    select count(*) into v_count from again;
    for v_outbox in
        select j.outbox_id from turno.outbox_job j
        where j.owner = p_owner and j.step = 'data' order by j.outbox_id for update
    loop
        perform turno.outbox_uncertain(v_outbox, 'no answer after DATA');
        v_count := v_count + 1;
    end loop;
    update turno.account set probed_by = null, paused_until = clock_timestamp() where probed_by = p_owner;
    if v_count > 0 or found then
        perform pg_notify('turno_outbox', '');
    end if;
    return v_count;
end
$$;
comment on function turno.outbox_release is 'Gives back the claims of a submitter (M31).';
revoke execute on function turno.outbox_release from public;
grant execute on function turno.outbox_release to turno_gateway;
