-- Purpose: have a mail decided again by today's rules (M3). Only where nothing was made of it yet: put aside,
--          held, in triage or filtered.
-- Returns: the mail as mail_json, now waiting; TU002 when there is none, TU003 when it may not be retried.
-- Calls:   mail_show. Writes: mail, mail_job; notifies turno_mail.
create or replace function turno.mail_retry(p_mail bigint)
returns jsonb
language plpgsql volatile
as $$
declare
    v_outcome text := turno.mail_show(p_mail) ->> 'outcome';
begin
    if exists (select from turno.mail m where m.id = p_mail and m.blob_id is null) then
        raise exception using errcode = 'TU003', message = format('Mail %s was erased: nothing is left to try.', p_mail);
    end if;
    if v_outcome in ('ticket', 'post', 'event', 'duplicate') then
        raise exception using errcode = 'TU003',
            message = format('Mail %s has become a %s: it is not tried again.', p_mail, v_outcome);
    end if;
    update turno.mail set outcome = null, decided_at = null, reason = null, origin_id = null, notices = '{}', told_at = null where id = p_mail;
    insert into turno.mail_job (mail_id, mailbox_id) select m.id, m.mailbox_id from turno.mail m where m.id = p_mail
    on conflict (mail_id) do update
    set run_after = clock_timestamp(), reader_deaths = 0, failures = 0;
    perform pg_notify('turno_mail', '');
    return turno.mail_show(p_mail);
end
$$;
comment on function turno.mail_retry is 'Has a mail decided again (M3).';
revoke execute on function turno.mail_retry from public;
grant execute on function turno.mail_retry to turno_gateway;
