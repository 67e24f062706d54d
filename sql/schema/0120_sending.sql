-- Mail leaves a mailbox by a group of turno.conf, or by a server of its own whose password an administrator gives on the web as that of the reading.
alter table turno.mailbox
    add column smtp_host text not null default '',
    add column smtp_port integer not null default 465 constraint mailbox_smtp_port_known check (smtp_port between 1 and 65535),
    add column smtp_tls text not null default 'implicit' constraint mailbox_smtp_tls_known check (smtp_tls in ('implicit', 'starttls', 'none')),
    add column smtp_login text not null default '',
    add column smtp_secret text not null default '',
    add column smtp_pin text not null default '' constraint mailbox_smtp_pin_is_sha256 check (smtp_pin ~ '^([0-9a-f]{64})?$'),
    add constraint mailbox_smtp_line_safe check (concat(smtp_host, smtp_login) !~ '[[:cntrl:]]'),
    -- No group of turno.conf has such a name.
    add column account text not null generated always as (case when smtp_host = '' then submission else 'mailbox:' || name end) stored;
comment on column turno.mailbox.submission is 'Group of turno.conf by which its mail leaves, unless it has a server of its own.';
comment on column turno.mailbox.smtp_host is 'Server of its own by which its mail leaves; empty: a group of turno.conf.';
comment on column turno.mailbox.smtp_secret is 'Name of the file with the password in secret_dir; never the password.';
comment on column turno.mailbox.smtp_pin is 'As imap_pin.';
comment on column turno.mailbox.account is 'The submission account by which its mail leaves: its group, or mailbox:NAME for the server of its own.';
comment on column turno.outbox_job.account is 'Account of its mailbox; while somebody has the mail in hand, the one by which he sends it.';
comment on table turno.account is 'Submission accounts (groups of turno.conf, servers of mailboxes) that were used, and whether mail leaves by them: all submitters of all turnod look here.';

-- What a submitter has in hand is judged as its account's; it follows its mailbox once it waits again.
create or replace function turno.outbox_job_follow()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    new.account := (select m.account from outbox o join mailbox m on m.id = o.mailbox_id where o.id = new.outbox_id);
    return new;
end
$$;
comment on function turno.outbox_job_follow() is 'A mail that waits again follows its mailbox.';
revoke execute on function turno.outbox_job_follow() from public;
create trigger outbox_job_follow before update of step on turno.outbox_job
    for each row when (new.step = 'waiting' and old.step <> 'waiting') execute function turno.outbox_job_follow();
comment on trigger outbox_job_follow on turno.outbox_job is 'A mail that waits again leaves by the account that its mailbox has now.';

-- One password for each way; a password sealed for one server does not open for the other.
alter table turno.mailbox_secret
    add column way text not null default 'imap' constraint mailbox_secret_way_known check (way in ('imap', 'smtp')),
    drop constraint mailbox_secret_pkey,
    add primary key (mailbox_id, way);
alter table turno.mailbox_secret alter column way drop default;
comment on column turno.mailbox_secret.way is 'imap: its mail is fetched with it; smtp: its mail is handed in with it.';
grant select (way) on turno.mailbox_secret to turno_act;

comment on column turno.mailbox_test.steps is 'Array of {step: resolve | connect | tls | login | folder, and send_resolve | send_connect | send_tls | send_login | send, is_ok, message}; either half ends with the first that failed.';
