-- Purpose: where a mailbox is fetched, with a password that was sealed for turnod (p: name, imap_host, imap_port, imap_tls, imap_login, sealed: hex).
--          With smtp_host (smtp_port, smtp_tls, smtp_sealed: the same password, sealed for that server) its mail leaves there with the same login:
--          what was typed once is sealed for both, so that turnod carries no password to a server that it was not given for. turnod tries it at once.
-- Returns: the mailbox as shown; TU003 with the field.
-- Calls:   admin_keys, mailbox_find, mailbox_server_give, mailbox_test. Writes: mailbox, mailbox_secret, mailbox_test; notifies turno_conf.
create or replace function turno.mailbox_server(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_mailbox bigint := mailbox_find(p ->> 'name');
begin
    perform admin_keys(p, '{name,imap_host,imap_port,imap_tls,imap_login,sealed,smtp_host,smtp_port,smtp_tls,smtp_sealed}');
    perform mailbox_server_give(v_mailbox, 'imap', p);
    if p ->> 'smtp_host' <> '' then
        perform mailbox_server_give(v_mailbox, 'smtp', p || jsonb_build_object('smtp_login', p -> 'imap_login', 'sealed', p -> 'smtp_sealed'));
    end if;
    return mailbox_test(jsonb_build_object('name', p ->> 'name'));
end
$$;
comment on function turno.mailbox_server(jsonb) is 'Where a mailbox is fetched, with a sealed password.';
revoke execute on function turno.mailbox_server(jsonb) from public;
grant execute on function turno.mailbox_server(jsonb) to turno_act;
