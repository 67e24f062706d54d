-- Purpose: does anybody else's mail wait in this mailbox? One that was not read yet may be anybody's.
-- Returns: true when there is one.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_others_wait(p_mail bigint, p_mailbox bigint, p_sender text)
returns boolean
language plpgsql stable
as $$
begin
    -- The two ends of mail_job_turn: a sender's thousands are never walked through.
    return (select j.mail_id from turno.mail_job j where j.mailbox_id = p_mailbox and j.sender < p_sender and j.mail_id <> p_mail
            order by j.sender limit 1) is not null
        or (select j.mail_id from turno.mail_job j where j.mailbox_id = p_mailbox and j.sender > p_sender
            order by j.sender desc limit 1) is not null;
end
$$;
comment on function turno.mail_others_wait is 'Whether mail of other senders waits in a mailbox.';
revoke execute on function turno.mail_others_wait from public;
grant execute on function turno.mail_others_wait to turno_gateway;
