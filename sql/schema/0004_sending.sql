-- Mail out, magic links, sessions.

create table turno.outbox (
    id bigint generated always as identity primary key,
    ticket_id bigint references turno.ticket,
    post_id bigint references turno.post,
    kind text not null constraint outbox_kind_known check (kind in
        ('acknowledgement', 'reply', 'notification', 'parked', 'new_link', 'rejected')),
    mailbox_id bigint not null references turno.mailbox,
    contact_id bigint references turno.contact,
    operator_id bigint references turno.operator,
    recipient text not null,
    language text not null,
    detail jsonb not null default '{}',
    state text not null default 'queued' constraint outbox_state_known check (state in ('queued', 'sending', 'sent', 'failed', 'uncertain')),
    attempts integer not null default 0,
    message_id text unique,
    last_reply text,
    created_at timestamptz not null default now(),
    sent_at timestamptz,
    constraint outbox_one_recipient check (num_nonnulls(contact_id, operator_id) = 1),
    constraint outbox_recipient_safe check (recipient ~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$')
);
comment on table turno.outbox is 'Every mail that turno sends, and what became of it (M31).';
comment on column turno.outbox.message_id is 'Signed; fixed at birth, so that a retry is the same message (M32).';
comment on column turno.outbox.detail is 'What the template needs besides ticket and post.';
comment on column turno.outbox.last_reply is 'Last answer of the SMTP server, enhanced code first.';
create unique index outbox_once on turno.outbox (post_id, kind, recipient) where post_id is not null;
create index outbox_ticket_id on turno.outbox (ticket_id);
create index outbox_mailbox_id on turno.outbox (mailbox_id);
create index outbox_contact_id on turno.outbox (contact_id);
create index outbox_operator_id on turno.outbox (operator_id);

create table turno.outbox_job (
    outbox_id bigint primary key references turno.outbox,
    run_after timestamptz not null default now(),
    owner text,
    leased_until timestamptz,
    step text not null default 'waiting' constraint outbox_job_step_known check (step in ('waiting', 'claimed', 'data'))
);
comment on table turno.outbox_job is 'Outbox rows that wait or are being sent; the row goes when the state is final.';
comment on column turno.outbox_job.step is 'data: the message may have reached the server, so a lost answer is uncertain (M31).';
create index outbox_job_due on turno.outbox_job (run_after, outbox_id);

create table turno.link (
    id bigint generated always as identity primary key,
    ticket_id bigint not null references turno.ticket,
    contact_id bigint not null references turno.contact,
    token_sha256 bytea not null unique constraint link_digest_size check (octet_length(token_sha256) = 32),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz
);
comment on table turno.link is 'Magic links: one ticket for one contact; only the digest is kept (M33).';
create index link_ticket_id on turno.link (ticket_id);
create index link_contact_id on turno.link (contact_id);

create table turno.session (
    id bigint generated always as identity primary key,
    token_sha256 bytea not null unique constraint session_digest_size check (octet_length(token_sha256) = 32),
    operator_id bigint references turno.operator,
    contact_id bigint references turno.contact,
    ticket_id bigint references turno.ticket,
    created_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    ended_at timestamptz,
    constraint session_one_person check (num_nonnulls(operator_id, contact_id) = 1)
);
comment on table turno.session is 'Signed-in browsers. The web presents the token; turno.viewer() finds the person.';
comment on column turno.session.ticket_id is 'Set for a session begun by magic link: it sees this ticket only.';
create index session_operator_id on turno.session (operator_id);
create index session_contact_id on turno.session (contact_id);
create index session_ticket_id on turno.session (ticket_id);
alter table turno.attachment add constraint attachment_uploaded_session_id_fkey
    foreign key (uploaded_session_id) references turno.session;
create index attachment_uploaded_session_id on turno.attachment (uploaded_session_id) where uploaded_session_id is not null;

create table turno.form_key (
    session_id bigint not null references turno.session,
    key text not null,
    result jsonb not null,
    created_at timestamptz not null default now(),
    primary key (session_id, key)
);
comment on table turno.form_key is 'Forms already carried out: a second post of the same form answers the same and does nothing.';

create table turno.throttle (
    key text primary key,
    tokens double precision not null,
    filled_at timestamptz not null default now()
);
comment on table turno.throttle is 'Token buckets: sign-in per account and address, automatic mail per address.';
