-- Health of each mailbox: when it was last fetched, since when it fails, and what became of each mail that lies on its server (M1).
alter table turno.mailbox
    add column fetched_at timestamptz,
    add column failing_since timestamptz;
comment on column turno.mailbox.polled_at is 'When it was last tried, well or not.';
comment on column turno.mailbox.poll_error is 'What the last try met, in plain words; null: nothing.';
comment on column turno.mailbox.fetched_at is 'When the whole folder was last gone through.';
comment on column turno.mailbox.failing_since is 'Since when each try meets something; null: the last one was well.';
grant update (fetched_at, failing_since) on turno.mailbox to turno_gateway;
drop function if exists turno.mailbox_report(bigint, text);

create table turno.reconciliation (
    mailbox_id bigint not null references turno.mailbox on delete cascade,
    uidvalidity bigint not null,
    at timestamptz not null default clock_timestamp(),
    on_server bigint not null,
    accounted jsonb not null,
    missing bigint not null,
    missing_uids int8multirange not null,
    primary key (mailbox_id, uidvalidity),
    constraint reconciliation_counts check (missing between 0 and on_server)
);
comment on table turno.reconciliation is
    'The last comparison of a folder with the ledger: the UIDs on the server are those accounted for, by outcome, and those missing (M1).';
comment on column turno.reconciliation.uidvalidity is 'The server''s name for this numbering of UIDs; the row with the latest at is the one that counts.';
comment on column turno.reconciliation.accounted is 'How many of them have which outcome; waiting: not decided yet.';
comment on column turno.reconciliation.missing is 'How many UIDs of the server the ledger does not have.';
comment on column turno.reconciliation.missing_uids is 'Which: the first hundred ranges.';
alter table turno.reconciliation enable row level security;
create policy reconciliation_gateway on turno.reconciliation to turno_gateway using (true) with check (true);
create policy reconciliation_admin on turno.reconciliation for select to turno_act using ((select v.is_admin from turno.viewer() v));
grant select, insert, update on turno.reconciliation to turno_gateway;
grant select on turno.reconciliation to turno_act;

-- The nightly summary to whoever administers: what came of a day's mail, found without reading the others.
create index mail_stored on turno.mail using brin (stored_at) with (autosummarize = on);
create index outbox_summary on turno.outbox (created_at) where kind = 'summary';
create index address_dead on turno.address (dead_at) where dead_at is not null;
alter table turno.outbox
    drop constraint outbox_kind_known,
    add constraint outbox_kind_known check (kind in ('acknowledgement', 'reply', 'notification', 'parked', 'new_link', 'rejected',
        'quarantine', 'status', 'reminder', 'alert', 'morning', 'password_code', 'confirm', 'transcript', 'summary')),
    drop constraint outbox_one_recipient,
    add constraint outbox_one_recipient check (num_nonnulls(contact_id, operator_id) = case when kind in ('alert', 'confirm', 'summary') then 0 else 1 end);
alter table turno.notice_rule
    drop constraint notice_rule_event_known,
    add constraint notice_rule_event_known check (event in ('opened', 'opened_by_office', 'message', 'generated',
        'reply', 'failed', 'held', 'raised', 'note', 'assigned', 'moved', 'merged', 'lock', 'reminder', 'status', 'closed',
        'reopened', 'practice', 'quarantine', 'morning', 'summary'));
create policy mail_job_admin on turno.mail_job for select to turno_act using ((select v.is_admin from turno.viewer() v));
grant select (mail_id, mailbox_id) on turno.mail_job to turno_act;
