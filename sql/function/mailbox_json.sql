-- Purpose: the one form of list, show, add and set.
-- Returns: an object; imap_secret and smtp_secret are names of files, never passwords; sealed_at: when one was given on the web; test: how the servers were
--          tried last; sending: {state, since, reason, sealed_at} of the way out.
-- Calls:   mailbox_state, mailbox_sending_state, mailbox_folders. Writes: nothing.
create or replace function turno.mailbox_json(p_mailbox bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select to_jsonb(m) - '{address_folded,category_id}'::text[] || jsonb_build_object('category', c.path,
        'waiting', (select count(*) from mail_job j where j.mailbox_id = m.id),
        'state', mailbox_state(m), 'folders', mailbox_folders(m.id), 'can_seal', exists (select from seal), 'can_try', '' <> any (array[m.imap_host, m.smtp_host]),
        'sealed_at', (select s.set_at from mailbox_secret s where s.mailbox_id = m.id and s.way = 'imap'),
        'sending', jsonb_build_object('state', mailbox_sending_state(m), 'since', a.failing_since, 'reason', a.reason,
            'sealed_at', (select s.set_at from mailbox_secret s where s.mailbox_id = m.id and s.way = 'smtp')),
        'test', (select jsonb_build_object('asked_at', t.asked_at, 'answered_at', t.answered_at, 'steps', t.steps)
            from mailbox_test t where t.mailbox_id = m.id))
    from mailbox m left join category c on c.id = m.category_id left join account a on a.name = m.account and a.paused_until > clock_timestamp() where m.id = p_mailbox;
$$;
comment on function turno.mailbox_json(bigint) is 'A mailbox as the command line shows it.';
revoke execute on function turno.mailbox_json(bigint) from public;
grant execute on function turno.mailbox_json(bigint) to turno_act;
