-- Purpose: where a mailbox is fetched, with a password that was sealed for turnod (p: name, imap_host, imap_port, imap_tls, imap_login,
--          sealed: hex). All at once: a password counts for the server that it was given for, and a secret file of the terminal is never carried to another one.
--          turnod tries it at once.
-- Returns: the mailbox as shown; TU003 with the field.
-- Calls:   admin_keys, admin_choice, admin_refuse, mailbox_find, mailbox_test. Writes: mailbox, mailbox_secret, mailbox_test; notifies turno_conf.
create or replace function turno.mailbox_server(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_mailbox bigint := mailbox_find(p ->> 'name');
begin
    perform admin_keys(p, '{name,imap_host,imap_port,imap_tls,imap_login,sealed}');
    perform admin_choice(p, 'imap_tls', '{implicit,starttls}');
    if coalesce(p ->> 'imap_host', '') !~ '^[^[:cntrl:][:space:]/@:,;"<>]{1,253}$' then
        perform admin_refuse('A server is written as imap.example.it.', 'imap_host');
    elsif coalesce(p ->> 'imap_port', '') !~ '^[0-9]{1,5}$' or (p ->> 'imap_port')::integer not between 1 and 65535 then
        perform admin_refuse('A port is a number from 1 to 65535: 993 with TLS, 143 with STARTTLS.', 'imap_port');
    elsif coalesce(p ->> 'imap_login', '') !~ '^[^[:cntrl:]]+$' or length(p ->> 'imap_login') > 320 then
        perform admin_refuse('The name with which one signs in at the server, mostly the address itself.', 'imap_login');
    elsif not exists (select from seal) then
        perform admin_refuse('No password can be taken yet: once, at the terminal of the machine, turno seal must be run.', 'secret');
    elsif coalesce(p ->> 'sealed', '') !~ '^([0-9a-f]{2})+$' then
        perform admin_refuse('Write the password of the mailbox at its server.', 'secret');
    end if;
    update mailbox m set imap_secret = '',
        imap_pin = case when (m.imap_host, m.imap_port) = (p ->> 'imap_host', (p ->> 'imap_port')::integer) then m.imap_pin else '' end,
        imap_host = p ->> 'imap_host', imap_port = (p ->> 'imap_port')::integer, imap_tls = coalesce(p ->> 'imap_tls', 'implicit'),
        imap_login = p ->> 'imap_login'
    where m.id = v_mailbox;
    -- No "on conflict": that would have to read what stands there.
    delete from mailbox_secret s where s.mailbox_id = v_mailbox;
    insert into mailbox_secret (mailbox_id, sealed) values (v_mailbox, decode(p ->> 'sealed', 'hex'));
    notify turno_conf;
    return mailbox_test(jsonb_build_object('name', p ->> 'name'));
end
$$;
comment on function turno.mailbox_server(jsonb) is 'Where a mailbox is fetched, with a sealed password.';
revoke execute on function turno.mailbox_server(jsonb) from public;
grant execute on function turno.mailbox_server(jsonb) to turno_act;
