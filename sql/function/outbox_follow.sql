-- Purpose: mail that waits follows its mailbox to a new account; what is in hand does so afterwards (outbox_job_follow).
-- Returns: nothing.
-- Calls:   nothing. Writes: outbox_job; notifies turno_outbox.
create or replace function turno.outbox_follow(p_mailbox bigint)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    update outbox_job j set account = m.account
    from outbox o join mailbox m on m.id = o.mailbox_id
    where o.mailbox_id = p_mailbox and j.outbox_id = o.id and j.account <> m.account and j.step = 'waiting';
    notify turno_outbox;
end
$$;
comment on function turno.outbox_follow(bigint) is 'Has the mail of a mailbox leave by its account.';
alter function turno.outbox_follow(bigint) owner to turno_gateway;
revoke execute on function turno.outbox_follow(bigint) from public;
grant execute on function turno.outbox_follow(bigint) to turno_act;
