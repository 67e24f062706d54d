-- Purpose: mails whose "after" action on the server is still to be done (M2).
-- Returns: UIDs, ascending, at most 1000 at a time.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_after_pending(p_mailbox bigint, p_uidvalidity bigint)
returns bigint[]
language sql stable
as $$
    select array(select m.uid from turno.mail m
        where m.mailbox_id = p_mailbox and m.uidvalidity = p_uidvalidity and not m.is_after_done
        order by m.uid limit 1000);
$$;
comment on function turno.mail_after_pending is 'UIDs whose after action is still to be done (M2).';
revoke execute on function turno.mail_after_pending from public;
grant execute on function turno.mail_after_pending to turno_gateway;
