-- Purpose: what of the mailboxes cannot work, for check_report.
-- Returns: rows as those of check_report.
-- Calls:   mailbox_state, mailbox_sending_state, mailbox_folders, setting_text. Writes: nothing.
create or replace function turno.check_mailboxes()
returns table (kind text, name text, message text, advice text, is_error boolean)
language sql stable
set search_path = turno, pg_temp
as $$
    with box as materialized (
        select m.*, mailbox_state(m) as state, mailbox_folders(m.id) -> 0 as lies from mailbox m
    )
    select 'mailbox', m.name, case a.contact_id is null when true then 'Its address belongs to an operator.' else 'Its address belongs to a contact.' end,
        'Take it off him (--remove-address), or give the mailbox another: mail to it would be his.', true
    from box m join address a on a.folded = m.address_folded
    union all
    select 'mailbox', m.name, 'Is active and has no IMAP server, login or secret: nothing is fetched.',
        format('turno mailbox set %s --imap-host HOST --imap-login LOGIN --imap-secret FILE, or --no-active.', m.name), true
    from box m where m.state = 'unset'
    union all
    select 'mailbox', m.name, 'Has a server of its own for sending, but no login or password for it: its mail waits.',
        format('turno mailbox set %s --smtp-login LOGIN --smtp-secret FILE, or give the password on the web.', m.name), true
    from mailbox m where mailbox_sending_state(m) = 'unset'
    union all
    select 'mailbox', m.name, format(case when m.fetched_at >= m.polled_at then 'Is fetched, but since %s: %s' else 'Cannot be fetched since %s: %s' end,
            to_char(office_time(m.failing_since), 'YYYY-MM-DD HH24:MI'), m.poll_error),
        'turnod tries again by itself once the cause is mended; turno mailbox show tells when it was.', true
    from box m where m.state = 'failing'
    union all
    select 'mailbox', m.name, format('Was last fetched at %s: nobody fetches it.', to_char(office_time(coalesce(m.fetched_at, m.polled_at)), 'YYYY-MM-DD HH24:MI')),
        'See that turnod runs, and what its log says.', true
    from box m where m.state = 'late'
    union all
    select 'mailbox', m.name, 'Was never fetched.', 'Start turnod.', false
    from box m where m.state = 'new'
    union all
    select 'mailbox', m.name, format('%s of %s mails on its server are not taken in: UIDs %s (UIDVALIDITY %s).', m.lies ->> 'missing',
            m.lies ->> 'on_server', m.lies ->> 'missing_uids', m.lies ->> 'uidvalidity'),
        'turnod tries them again; the log says why they cannot be fetched. Read them in the mailbox meanwhile.', true
    from box m where m.is_active and (m.lies ->> 'missing')::bigint > 0
    union all
    select 'mailbox', m.name, format('Has the same IMAP folder as %s: each mail would come twice.', other.name),
        format('Switch one off (turno mailbox set %s --no-active) or give it another --folder.', m.name), true
    from box m join box other on other.is_active and other.id < m.id and other.imap_port = m.imap_port and other.folder = m.folder
        and lower(other.imap_host) = lower(m.imap_host) and lower(other.imap_login) = lower(m.imap_login)
    where m.is_active and m.imap_host <> ''
    union all
    select 'mailbox', m.name, format('Is fetched as %s, which is the address of no mailbox: mail from it would be a stranger''s.', m.imap_login),
        format('If it is an address of the office too: turno mailbox add NAME --address %s --no-active.', m.imap_login), false
    from box m where m.is_active and m.imap_login ~ '^[^@[:space:]]+@[^@[:space:]]+$'
        and not exists (select from mailbox own where own.address_folded = lower(m.imap_login))
    union all
    select 'mailbox', m.name, 'No name of a mail server is trusted to authenticate senders: nobody is believed but by his signed address.',
        format('turno mailbox set %s --authserv-id NAME, as in the field Authentication-Results of its mail; - where it gives none.', m.name), false
    from box m where m.is_active and m.kind = 'email' and m.authserv_ids = '{}'
    union all
    select 'mailbox', m.name, 'Moves what was fetched into the folder that it is fetched from.',
        format('turno mailbox set %s --after-folder with another one, or --after leave.', m.name), true
    from box m where m.is_active and m.after = 'move' and m.after_folder = m.folder
    union all
    select 'mailbox', m.name, format('Is deleted from its server, and mails that became no ticket are erased here after %s days: then no copy is left.',
            setting_text('retention.mail_days', '0')),
        format('turno mailbox set %s --after move --after-folder FOLDER, or turno setting set retention.mail_days --value 0.', m.name), false
    from box m where m.is_active and m.after = 'delete' and setting_text('retention.mail_days', '0') <> '0'
    union all
    select 'mailbox', m.name, 'Speaks to its server without TLS: turnod refuses that but on this machine.',
        format('turno mailbox set %s --imap-tls implicit (port 993) or starttls (port 143).', m.name), true
    from box m where m.is_active and m.imap_tls = 'none' and m.imap_host !~ '^(localhost|127\.[0-9.]+|::1|)$'
    union all
    select 'mailbox', m.name, 'Hands its mail in without TLS: turnod refuses that but on this machine.',
        format('turno mailbox set %s --smtp-tls implicit (port 465) or starttls (port 587).', m.name), true
    from box m where m.smtp_tls = 'none' and m.smtp_host !~ '^(localhost|127\.[0-9.]+|::1|)$'
    union all
    select 'mailbox', m.name, format('The clock of its server is %s minutes ahead of this one.', round(extract(epoch from max(x.received_at - x.stored_at)) / 60)),
        'Let both machines keep time (NTP).', false
    from box m join mail x on x.mailbox_id = m.id and x.stored_at > now() - interval '1 day'
    where x.uid is not null and x.received_at > x.stored_at + interval '10 minutes' group by m.name;
$$;
comment on function turno.check_mailboxes() is 'What of the mailboxes cannot work.';
revoke execute on function turno.check_mailboxes() from public;
grant execute on function turno.check_mailboxes() to turno_gateway;
