-- Purpose: the servers of mailboxes for which the supervisor must run submitters, of those that are switched off too, as they still answer;
--          or that of p_account alone, as it is now.
-- Returns: array of what mailbox_submission gives, in id order.
-- Calls:   mailbox_submission. Writes: nothing.
create or replace function turno.mailbox_submissions(p_account text)
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(turno.mailbox_submission(b) order by b.id), '[]')
    from turno.mailbox b where b.smtp_host <> '' and (p_account is null or b.account = p_account);
$$;
comment on function turno.mailbox_submissions(text) is 'Servers of mailboxes by which mail leaves.';
revoke execute on function turno.mailbox_submissions(text) from public;
grant execute on function turno.mailbox_submissions(text) to turno_gateway;
