-- Mail in: blobs, mailboxes, the ledger, the queue, attachments by reference into raw.

create table turno.blob (
    id bigint generated always as identity primary key,
    sha256 bytea not null unique constraint blob_sha256_size check (octet_length(sha256) = 32),
    size bigint not null constraint blob_size_positive check (size >= 0),
    created_at timestamptz not null default now()
);
comment on table turno.blob is 'Bytes, stored once, named by their SHA-256. Removed only when nothing refers to them.';

create table turno.blob_chunk (
    blob_id bigint not null references turno.blob,
    seq integer not null constraint blob_chunk_seq_positive check (seq >= 0),
    bytes bytea compression lz4 not null,
    primary key (blob_id, seq)
);
comment on table turno.blob_chunk is 'The bytes of a blob in order, each row at most 1 MiB.';

create table turno.mailbox (
    id bigint generated always as identity primary key,
    name text not null unique constraint mailbox_name_plain check (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    address text not null,
    address_folded text generated always as (lower(address)) stored unique,
    kind text not null default 'email' constraint mailbox_kind_known check (kind in ('email', 'pec')),
    language text not null default 'it' constraint mailbox_language_known check (language in ('it', 'en')),
    is_active boolean not null default true,
    imap_host text not null default '',
    imap_port integer not null default 993,
    imap_tls text not null default 'implicit' constraint mailbox_imap_tls_known check (imap_tls in ('implicit', 'starttls', 'none')),
    imap_login text not null default '',
    imap_secret text not null default '',
    folder text not null default 'INBOX',
    after text not null default 'leave' constraint mailbox_after_known check (after in ('leave', 'flag', 'move', 'delete')),
    after_folder text not null default '',
    submission text not null default 'default',
    accept_new text not null default 'known' constraint mailbox_accept_new_known check (accept_new in ('none', 'known', 'anyone')),
    category_id bigint references turno.category,
    polled_at timestamptz,
    poll_error text,
    created_at timestamptz not null default now(),
    constraint mailbox_line_safe check (concat(address, imap_host, imap_login, folder, after_folder) !~ '[[:cntrl:]]'),
    constraint mailbox_move_needs_folder check (after <> 'move' or after_folder <> '')
);
comment on table turno.mailbox is 'An address of the office: where its mail is fetched and how it is taken.';
comment on column turno.mailbox.imap_secret is 'Name of the file with the password in secret_dir; never the password.';
comment on column turno.mailbox.after is 'What happens on the server after the bytes are committed (M2).';
comment on column turno.mailbox.submission is 'Group of turno.conf by which its mail leaves.';
comment on column turno.mailbox.accept_new is 'Who may open tickets by mail (R3).';
comment on column turno.mailbox.category_id is 'Category when no rule fits; else the fallback.';
create index mailbox_category_id on turno.mailbox (category_id);
alter table turno.ticket add constraint ticket_mailbox_id_fkey foreign key (mailbox_id) references turno.mailbox;

create table turno.route (
    id bigint generated always as identity primary key,
    rank integer not null,
    field text not null constraint route_field_known check (field in ('subject', 'from', 'to', 'body')),
    operator text not null default 'contains' constraint route_operator_known check (operator in ('contains', 'equals', 'starts', 'ends')),
    pattern text not null constraint route_pattern_given check (pattern <> ''),
    mailbox_id bigint references turno.mailbox,
    category_id bigint not null references turno.category,
    is_active boolean not null default true
);
comment on table turno.route is 'Rules that route new tickets to a category, in order of rank, first hit wins (M14).';
comment on column turno.route.mailbox_id is 'Null: any mailbox.';
create index route_category_id on turno.route (category_id);
create index route_mailbox_id on turno.route (mailbox_id);

create table turno.mail (
    id bigint generated always as identity primary key,
    mailbox_id bigint not null references turno.mailbox,
    uidvalidity bigint,
    uid bigint,
    received_at timestamptz not null,
    stored_at timestamptz not null default now(),
    blob_id bigint not null references turno.blob,
    is_after_done boolean not null default false,
    outcome text constraint mail_outcome_known check (outcome in
        ('ticket', 'post', 'event', 'held', 'triage', 'quarantine', 'filtered', 'duplicate')),
    reason text,
    trust text not null default 'none' constraint mail_trust_known check (trust in ('failed', 'none', 'token', 'authenticated', 'signed')),
    ticket_id bigint references turno.ticket,
    contact_id bigint references turno.contact,
    message_id text,
    from_address text,
    subject text,
    date timestamptz,
    body_sha256 bytea,
    evidence jsonb,
    trace jsonb not null default '[]',
    decided_at timestamptz,
    constraint mail_once unique (mailbox_id, uidvalidity, uid),
    constraint mail_decided check ((outcome is null) = (decided_at is null))
);
comment on table turno.mail is 'The ledger: one row per message of a mailbox, with its outcome (M1, M34).';
comment on column turno.mail.uid is 'UID on the server; null for mail handed in by turno ingest.';
comment on column turno.mail.is_after_done is 'The after action of the mailbox was carried out on the server.';
comment on column turno.mail.outcome is 'What became of it; null while it waits.';
comment on column turno.mail.trust is 'How much the sender is believed (M15).';
comment on column turno.mail.evidence is 'What the reader saw.';
comment on column turno.mail.trace is 'Why it went where it went: a list of steps.';
create index mail_message_id on turno.mail (message_id);
create index mail_ticket_id on turno.mail (ticket_id);
create index mail_blob_id on turno.mail (blob_id);
create index mail_contact_id on turno.mail (contact_id);
create index mail_waiting_for_people on turno.mail (outcome, id) where outcome in ('held', 'triage', 'quarantine');
create index mail_after_pending on turno.mail (mailbox_id, uidvalidity, uid) where not is_after_done;
alter table turno.post add constraint post_mail_id_fkey foreign key (mail_id) references turno.mail;

create table turno.mail_job (
    mail_id bigint primary key references turno.mail,
    run_after timestamptz not null default now(),
    reader_deaths smallint not null default 0,
    failures smallint not null default 0,
    owner text,
    leased_until timestamptz
);
comment on table turno.mail_job is 'Mails that wait for deliver; the row goes when the outcome is written.';
comment on column turno.mail_job.reader_deaths is 'Times that the reader died or stalled on this very mail (M3).';
comment on column turno.mail_job.failures is 'Times that turno.deliver refused it (M3).';
create index mail_job_due on turno.mail_job (run_after, mail_id);

create table turno.attachment (
    id bigint generated always as identity primary key,
    post_id bigint references turno.post,
    mail_id bigint references turno.mail,
    blob_id bigint references turno.blob,
    name text not null,
    type text not null,
    size bigint not null,
    sha256 bytea not null,
    is_inline boolean not null default false,
    content_id text,
    raw_offset bigint,
    raw_length bigint,
    encoding text constraint attachment_encoding_known check (encoding in ('7bit', '8bit', 'binary', 'base64', 'quoted-printable')),
    uploaded_session_id bigint,
    created_at timestamptz not null default now(),
    constraint attachment_one_source check (num_nonnulls(mail_id, blob_id) = 1),
    constraint attachment_bounds check ((mail_id is null) = (raw_offset is null) and (mail_id is null) = (raw_length is null)
        and (mail_id is null) = (encoding is null))
);
comment on table turno.attachment is 'A document of a post: a range of its mail''s raw bytes, or a blob of its own.';
comment on column turno.attachment.post_id is 'Null while an upload waits for its form to be sent.';
comment on column turno.attachment.raw_offset is 'Where the encoded bytes begin in the raw mail.';
comment on column turno.attachment.raw_length is 'How many encoded bytes there are.';
comment on column turno.attachment.sha256 is 'Of the decoded bytes.';
create index attachment_post_id on turno.attachment (post_id);
create index attachment_mail_id on turno.attachment (mail_id);
create index attachment_blob_id on turno.attachment (blob_id);
create index attachment_sha256 on turno.attachment (sha256);

create table turno.lease (
    name text primary key,
    owner text not null,
    epoch bigint not null default 1,
    expires_at timestamptz not null
);
comment on table turno.lease is 'Who runs what: writer, mailbox:N. Times are the database''s clock_timestamp().';
comment on column turno.lease.epoch is 'Raised at each take-over: a fencing token for writes.';
