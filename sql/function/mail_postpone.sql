-- Purpose: one sender's flood holds up nobody (back-pressure). A mail whose sender has used up his burst (mail.sender_burst,
--          50, filled by mail.sender_per_minute, 60) while others wait in the same mailbox is put off: its job is marked with
--          the sender, and mail_claim takes it in its sender's turn. So is every mail whose sender has an earlier one put
--          off, for a sender's mails are decided in their order. The evidence is not kept: by then another version may
--          read, and reading costs less than deciding.
-- Returns: true when it is put off. That happens once, unless an earlier one of the sender still waits.
-- Calls:   mail_sender, throttle_take, setting_text. Writes: mail_job, throttle.
create or replace function turno.mail_postpone(p_mail bigint, p_evidence jsonb)
returns boolean
language plpgsql volatile
as $$
declare
    v_job turno.mail_job;
    v_sender text := turno.mail_sender(p_evidence);
    v_earlier_until timestamptz;
begin
    select * into v_job from turno.mail_job j where j.mail_id = p_mail;
    if not found then
        return false;
    end if;
    -- The last of them is due last.
    select j.run_after into v_earlier_until from turno.mail_job j
    where j.mailbox_id = v_job.mailbox_id and j.sender = v_sender and j.mail_id < p_mail order by j.mail_id desc limit 1;
    if v_earlier_until is null and (v_job.sender <> ''
            or not turno.mail_others_wait(p_mail, v_job.mailbox_id, v_sender)
            or turno.throttle_take(format('sender:%s:%s', v_job.mailbox_id, v_sender),
                turno.setting_text('mail.sender_burst', '50')::double precision,
                turno.setting_text('mail.sender_per_minute', '60')::double precision / 60)) then
        return false;
    end if;
    update turno.mail_job set sender = v_sender, run_after = greatest(run_after, v_earlier_until) where mail_id = p_mail;
    return true;
end
$$;
comment on function turno.mail_postpone is 'Puts off the mail of a sender who floods a mailbox.';
revoke execute on function turno.mail_postpone from public;
grant execute on function turno.mail_postpone to turno_gateway;
