-- Purpose: has turnod try the server of a mailbox and the one by which its mail leaves (p: name); what it says stands in mailbox_json.
-- Returns: the mailbox as shown; TU003 while it has neither.
-- Calls:   admin_keys, admin_refuse, mailbox_find, mailbox_sending_state, mailbox_json. Writes: mailbox_test; notifies turno_test.
create or replace function turno.mailbox_test(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_mailbox bigint := mailbox_find(p ->> 'name');
begin
    perform admin_keys(p, '{name}');
    if exists (select from mailbox m where m.id = v_mailbox and (m.smtp_host = '' or mailbox_sending_state(m) = 'unset')
            and ('' in (m.imap_host, m.imap_login)
                or m.imap_secret = '' and not exists (select from mailbox_secret s where s.mailbox_id = m.id and s.way = 'imap'))) then
        perform admin_refuse('Say first which server it has, and its password.');
    end if;
    insert into mailbox_test (mailbox_id) values (v_mailbox)
    on conflict (mailbox_id) do update set asked_at = clock_timestamp(), taken_at = null, answered_at = null, steps = null;
    notify turno_test;
    return mailbox_json(v_mailbox);
end
$$;
comment on function turno.mailbox_test(jsonb) is 'Has turnod try the server of a mailbox.';
revoke execute on function turno.mailbox_test(jsonb) from public;
grant execute on function turno.mailbox_test(jsonb) to turno_act;
