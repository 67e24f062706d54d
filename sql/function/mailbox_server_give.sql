-- Purpose: writes a server of a mailbox with the password that was sealed for it. p_way: imap (where it is fetched) or smtp (by which its mail leaves);
--          p: IMAP or SMTP_host, _port, _tls, _login, and sealed: hex. All at once: a password counts for the server that it was given for, and a
--          secret file of the terminal is never carried to another one.
-- Returns: nothing; TU003 with the field.
-- Calls:   admin_choice, admin_refuse, outbox_follow, account_retry. Writes: mailbox, mailbox_secret, outbox_job, account; notifies turno_conf, turno_outbox.
create or replace function turno.mailbox_server_give(p_mailbox bigint, p_way text, p jsonb)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_host text := coalesce(p ->> (p_way || '_host'), '');
    v_port text := coalesce(p ->> (p_way || '_port'), '');
    v_tls text := coalesce(p ->> (p_way || '_tls'), 'implicit');
    v_login text := coalesce(p ->> (p_way || '_login'), '');
begin
    perform admin_choice(p, p_way || '_tls', '{implicit,starttls}');
    if v_host !~ '^[^[:cntrl:][:space:]/@:,;"<>]{1,253}$' then
        perform admin_refuse(format('A server is written as %s.example.it.', p_way), p_way || '_host');
    elsif v_port !~ '^[0-9]{1,5}$' or v_port::integer not between 1 and 65535 then
        perform admin_refuse(format('A port is a number from 1 to 65535: %s with TLS, %s with STARTTLS.', case p_way when 'imap' then 993 else 465 end,
            case p_way when 'imap' then 143 else 587 end), p_way || '_port');
    elsif v_login !~ '^[^[:cntrl:]]+$' or length(v_login) > 320 then
        perform admin_refuse('The name with which one signs in at the server, mostly the address itself.', p_way || '_login');
    elsif not exists (select from seal) then
        perform admin_refuse('No password can be taken yet: once, at the terminal of the machine, turno seal must be run.', 'secret');
    elsif coalesce(p ->> 'sealed', '') !~ '^([0-9a-f]{2})+$' then
        perform admin_refuse('Write the password of the mailbox at its server.', 'secret');
    end if;
    if p_way = 'imap' then
        update mailbox m set imap_secret = '', imap_pin = case when (m.imap_host, m.imap_port) = (v_host, v_port::integer) then m.imap_pin else '' end,
            imap_host = v_host, imap_port = v_port::integer, imap_tls = v_tls, imap_login = v_login
        where m.id = p_mailbox;
    else
        update mailbox m set smtp_secret = '', smtp_pin = case when (m.smtp_host, m.smtp_port) = (v_host, v_port::integer) then m.smtp_pin else '' end,
            smtp_host = v_host, smtp_port = v_port::integer, smtp_tls = v_tls, smtp_login = v_login
        where m.id = p_mailbox;
    end if;
    -- No "on conflict": that would have to read what stands there.
    delete from mailbox_secret s where s.mailbox_id = p_mailbox and s.way = p_way;
    insert into mailbox_secret (mailbox_id, way, sealed) values (p_mailbox, p_way, decode(p ->> 'sealed', 'hex'));
    if p_way = 'smtp' then
        perform outbox_follow(p_mailbox);
        perform account_retry(m.account) from mailbox m where m.id = p_mailbox;
    end if;
    notify turno_conf;
end
$$;
comment on function turno.mailbox_server_give(bigint, text, jsonb) is 'Writes a server of a mailbox with a sealed password.';
revoke execute on function turno.mailbox_server_give(bigint, text, jsonb) from public;
grant execute on function turno.mailbox_server_give(bigint, text, jsonb) to turno_act;
