-- Purpose: a mail that was read and must wait is known by its Message-ID, so that an answer to it waits too (mail_await).
-- Returns: nothing.
-- Calls:   nothing. Writes: mail.
create or replace function turno.mail_name(p_mail bigint, p_evidence jsonb)
returns void
language sql volatile
as $$
    update turno.mail m set message_id = left(p_evidence ->> 'message_id', 600)
    where m.id = p_mail and m.message_id is null and p_evidence ->> 'message_id' <> '';
$$;
comment on function turno.mail_name is 'Keeps the Message-ID of a mail that waits.';
revoke execute on function turno.mail_name from public;
grant execute on function turno.mail_name to turno_gateway;
