-- Purpose: what turnod must know to send by a mailbox's own server. The password is the name of a file, or sealed.
-- Returns: {name: its account, mailbox, host, port, tls, login, secret, sealed, pin}; null when its mail leaves by a group of turno.conf.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mailbox_submission(p_mailbox turno.mailbox)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('name', p_mailbox.account, 'mailbox', p_mailbox.name, 'host', p_mailbox.smtp_host, 'port', p_mailbox.smtp_port,
        'tls', p_mailbox.smtp_tls, 'login', p_mailbox.smtp_login, 'secret', p_mailbox.smtp_secret, 'pin', p_mailbox.smtp_pin,
        'sealed', coalesce((select encode(s.sealed, 'hex') from mailbox_secret s where s.mailbox_id = p_mailbox.id and s.way = 'smtp'), ''))
    where p_mailbox.smtp_host <> '';
$$;
comment on function turno.mailbox_submission(turno.mailbox) is 'The own server of a mailbox as turnod sends by it.';
revoke execute on function turno.mailbox_submission(turno.mailbox) from public;
grant execute on function turno.mailbox_submission(turno.mailbox) to turno_gateway;
