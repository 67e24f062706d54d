-- Purpose: a row of the outbox waits to be sent from now on. p_is_paced: the limit of its recipient does not count, as a
--          person asked for this very mail.
-- Returns: nothing.
-- Calls:   outbox_rank. Writes: outbox_job; notifies turno_outbox.
create or replace function turno.outbox_queue(p_outbox bigint, p_is_paced boolean default false)
returns void
language plpgsql volatile
as $$
begin
    insert into turno.outbox_job (outbox_id, account, rank, is_paced)
    select o.id, b.account, turno.outbox_rank(o.kind), p_is_paced
    from turno.outbox o join turno.mailbox b on b.id = o.mailbox_id where o.id = p_outbox
    on conflict (outbox_id) do update set run_after = clock_timestamp(), is_paced = excluded.is_paced;
    perform pg_notify('turno_outbox', '');
end
$$;
comment on function turno.outbox_queue is 'Puts a row of the outbox into the queue.';
revoke execute on function turno.outbox_queue from public;
grant execute on function turno.outbox_queue to turno_gateway;
