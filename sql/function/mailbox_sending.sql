-- Purpose: the server of its own by which the mail of a mailbox leaves, with a password that was sealed for turnod (p: name, smtp_host, smtp_port,
--          smtp_tls, smtp_login, sealed: hex). Mail that waits follows; turnod tries it at once. Back to a group of turno.conf: mailbox_set.
-- Returns: the mailbox as shown; TU003 with the field.
-- Calls:   admin_keys, mailbox_find, mailbox_server_give, mailbox_test. Writes: mailbox, mailbox_secret, mailbox_test, outbox_job; notifies turno_conf.
create or replace function turno.mailbox_sending(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    perform admin_keys(p, '{name,smtp_host,smtp_port,smtp_tls,smtp_login,sealed}');
    perform mailbox_server_give(mailbox_find(p ->> 'name'), 'smtp', p);
    return mailbox_test(jsonb_build_object('name', p ->> 'name'));
end
$$;
comment on function turno.mailbox_sending(jsonb) is 'By which server of its own the mail of a mailbox leaves.';
revoke execute on function turno.mailbox_sending(jsonb) from public;
grant execute on function turno.mailbox_sending(jsonb) to turno_act;
