-- Purpose: the "after" action was carried out on the server (M2).
-- Returns: nothing.
-- Calls:   nothing. Writes: mail.
create or replace function turno.mail_after_done(p_mailbox bigint, p_uidvalidity bigint, p_uids bigint[])
returns void
language sql volatile
as $$
    update turno.mail set is_after_done = true
    where mailbox_id = p_mailbox and uidvalidity = p_uidvalidity and uid = any (p_uids) and not is_after_done;
$$;
comment on function turno.mail_after_done is 'Marks the after action as done (M2).';
revoke execute on function turno.mail_after_done from public;
grant execute on function turno.mail_after_done to turno_gateway;
