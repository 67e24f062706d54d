-- Purpose: what an administrator does not set with the rest of a noun: where mail is fetched and handed in, and with which secret file. By the web
--          he could have turnod carry any secret to a server of his own, and read tickets that he may not see (R4). mailbox_server and mailbox_sending set a server
--          together with the password that was given for it.
-- Returns: members of the noun's values.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.admin_terminal_only(p_noun text)
returns text[]
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select case p_noun when 'mailbox' then '{imap_host,imap_port,imap_tls,imap_login,imap_secret,imap_pin,smtp_host,smtp_port,smtp_tls,smtp_login,smtp_secret,smtp_pin}'::text[] else '{}' end;
$$;
comment on function turno.admin_terminal_only(text) is 'What of the administration is not done by the web.';
revoke execute on function turno.admin_terminal_only(text) from public;
grant execute on function turno.admin_terminal_only(text) to turno_act;
