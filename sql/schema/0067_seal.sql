-- Passwords of mail servers that an administrator gives on the web, and what turnod says of a server that it tried.

-- The web closes with the public half; the secret half is a file that turnod reads.
create table turno.seal (
    is_only boolean primary key default true constraint seal_is_only check (is_only),
    public_key bytea not null constraint seal_public_key_size check (octet_length(public_key) = 32),
    made_at timestamptz not null default now()
);
comment on table turno.seal is 'The public half of the key with which the web seals passwords for turnod; one row, or none before turno seal was run.';
alter table turno.seal enable row level security;
create policy seal_act on turno.seal for select to turno_act using (true);
grant select on turno.seal to turno_act;

create table turno.mailbox_secret (
    mailbox_id bigint primary key references turno.mailbox on delete cascade,
    sealed bytea not null constraint mailbox_secret_sealed_size check (octet_length(sealed) between 49 and 8192),
    set_at timestamptz not null default now()
);
comment on table turno.mailbox_secret is 'Passwords of mailboxes, sealed for turnod and bound to server and login; where a mailbox names a secret file that counts.';
alter table turno.mailbox_secret enable row level security;
create policy mailbox_secret_gateway on turno.mailbox_secret for select to turno_gateway using (true);
create policy mailbox_secret_act on turno.mailbox_secret to turno_act using (true) with check (true);
grant select on turno.mailbox_secret to turno_gateway;
-- The web writes one and never reads it back.
grant insert, delete, select (mailbox_id, set_at) on turno.mailbox_secret to turno_act;

create table turno.mailbox_test (
    mailbox_id bigint primary key references turno.mailbox on delete cascade,
    asked_at timestamptz not null default clock_timestamp(),
    taken_at timestamptz,
    answered_at timestamptz,
    steps jsonb constraint mailbox_test_answered check ((steps is null) = (answered_at is null))
);
comment on table turno.mailbox_test is 'Servers of mailboxes that an administrator has turnod try, and how that went; the last try of each.';
comment on column turno.mailbox_test.taken_at is 'When a turnod began; one that does not answer within two minutes leaves it to another.';
comment on column turno.mailbox_test.steps is 'Array of {step: resolve | connect | tls | login | folder | send, is_ok, message}; it ends with the first that failed, but for send.';
create index mailbox_test_waiting on turno.mailbox_test (asked_at) where answered_at is null;
alter table turno.mailbox_test enable row level security;
create policy mailbox_test_gateway on turno.mailbox_test to turno_gateway using (true) with check (true);
create policy mailbox_test_act on turno.mailbox_test to turno_act using (true) with check (true);
grant select, update on turno.mailbox_test to turno_gateway;
grant select, insert, update, delete on turno.mailbox_test to turno_act;

-- Holds (R39) by an administrator on the web: of tickets that he sees.
grant select, insert, delete, update (reason, operator_id) on turno.ticket_hold to turno_act;
create policy ticket_hold_act on turno.ticket_hold to turno_act using (exists (select from turno.ticket t where t.id = ticket_id));

-- Keys that sign (M17) likewise: made and ended, never read.
grant select (id, created_at, retired_at, revoked_at), insert (secret), update (retired_at, revoked_at) on turno.signing_key to turno_act;
create policy signing_key_act on turno.signing_key to turno_act using (true) with check (true);
