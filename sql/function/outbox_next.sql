-- Purpose: the next mail of an account: by rank, within a rank who waits longest. With p_age, those that have waited so long
--          go before all, the oldest first: nothing starves, and a probe is never twice the same mail while others wait.
-- Returns: id of the row, whose job stays locked; null when none is due.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.outbox_next(p_account text, p_age interval default null, p_except bigint[] default '{}')
returns bigint
language plpgsql volatile
as $$
declare
    v_now timestamptz := clock_timestamp();
    v_outbox bigint;
begin
    loop
        -- One probe of the index per rank: mails that wait for a later time are never walked through.
        select x.outbox_id into v_outbox
        from generate_series(1, 3) r
        cross join lateral (
            select j.outbox_id, j.rank, j.run_after from turno.outbox_job j
            where j.account = p_account and j.rank = r and j.step = 'waiting' and j.run_after <= v_now
            and j.outbox_id <> all (p_except)
            order by j.run_after, j.outbox_id limit 1) x
        order by case when x.run_after <= v_now - p_age then x.run_after end nulls last, x.rank
        limit 1;
        perform from turno.outbox_job j
        where j.outbox_id = v_outbox and j.step = 'waiting' and j.run_after <= v_now for update skip locked;
        exit when found or v_outbox is null;
        p_except := p_except || v_outbox; -- another claim has it
    end loop;
    return v_outbox;
end
$$;
comment on function turno.outbox_next is 'The next mail of an account to be sent.';
revoke execute on function turno.outbox_next from public;
grant execute on function turno.outbox_next to turno_gateway;
