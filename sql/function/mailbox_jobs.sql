-- Purpose: what the supervisor must run: the mailboxes that are fetched.
-- Returns: array of what mailbox_job gives, in id order.
-- Calls:   mailbox_job. Writes: nothing.
create or replace function turno.mailbox_jobs()
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(turno.mailbox_job(b) order by b.id), '[]')
    from turno.mailbox b
    where b.is_active and b.imap_host <> '';
$$;
comment on function turno.mailbox_jobs is 'Active mailboxes that are fetched.';
revoke execute on function turno.mailbox_jobs from public;
grant execute on function turno.mailbox_jobs to turno_gateway;
