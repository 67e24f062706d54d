-- People: customers, their contacts, operators, and the addresses that tell them apart (R1, R2, R4).

create table turno.setting (
    key text primary key,
    value jsonb not null
);
comment on table turno.setting is 'Office-wide choices that are changed while running (name of the office, defaults of rules).';
comment on column turno.setting.key is 'Dotted name as in rules: closed.reply, office.name.';
comment on column turno.setting.value is 'Value as JSON; a missing row means the default of the function that reads it.';

create table turno.signing_key (
    id smallint generated always as identity primary key,
    secret bytea not null constraint signing_key_long_enough check (octet_length(secret) >= 32),
    created_at timestamptz not null default now(),
    retired_at timestamptz
);
comment on table turno.signing_key is 'Keys of the HMAC in reply addresses, Message-IDs and subjects; one signs, retired ones still verify (M17).';
comment on column turno.signing_key.secret is 'Random bytes; never leaves the database.';
comment on column turno.signing_key.retired_at is 'Null for the one key that signs.';
create unique index signing_key_one_signs on turno.signing_key ((true)) where retired_at is null;

create table turno.customer (
    id bigint generated always as identity primary key,
    name text not null constraint customer_name_given check (name <> ''),
    kind text not null default 'person' constraint customer_kind_known check (kind in ('person', 'company')),
    created_at timestamptz not null default now()
);
comment on table turno.customer is 'A person or company that tickets belong to (R1).';
comment on column turno.customer.kind is 'person or company.';

create table turno.contact (
    id bigint generated always as identity primary key,
    customer_id bigint not null references turno.customer,
    name text not null,
    language text not null default 'it' constraint contact_language_known check (language in ('it', 'en')),
    created_at timestamptz not null default now()
);
comment on table turno.contact is 'A person with addresses, of one customer (R1).';
comment on column turno.contact.language is 'Language of pages and mail for this contact.';
create index contact_customer_id on turno.contact (customer_id);

create table turno.operator (
    id bigint generated always as identity primary key,
    login text not null unique constraint operator_login_plain check (login ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    name text not null,
    language text not null default 'it' constraint operator_language_known check (language in ('it', 'en')),
    signature text not null default '',
    is_admin boolean not null default false,
    has_triage boolean not null default false,
    wants_mail boolean not null default true,
    is_active boolean not null default true,
    password_salt bytea constraint operator_salt_size check (octet_length(password_salt) = 16),
    password_digest bytea constraint operator_digest_size check (octet_length(password_digest) = 32),
    created_at timestamptz not null default now()
);
comment on table turno.operator is 'Somebody of the office who answers (R4).';
comment on column turno.operator.is_admin is 'May administer; gives no sight of tickets.';
comment on column turno.operator.has_triage is 'Sees mail that waits in triage (R9).';
comment on column turno.operator.wants_mail is 'Notification switch (R4, R34).';
comment on column turno.operator.password_salt is 'Salt of the Argon2id derivation that the web performs.';
comment on column turno.operator.password_digest is 'SHA-256 of the derived key: what the web sends is compared here and never stored.';

create table turno.address (
    id bigint generated always as identity primary key,
    address text not null,
    folded text generated always as (lower(address)) stored,
    contact_id bigint references turno.contact,
    operator_id bigint references turno.operator,
    kind text not null default 'email' constraint address_kind_known check (kind in ('email', 'pec')),
    is_main boolean not null default true,
    dead_at timestamptz,
    dead_reason text,
    created_at timestamptz not null default now(),
    constraint address_one_owner check (num_nonnulls(contact_id, operator_id) = 1),
    constraint address_shape check (address ~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$'),
    constraint address_unique unique (folded)
);
comment on table turno.address is 'Mail addresses; each belongs to one contact or one operator, never both (R1).';
comment on column turno.address.folded is 'Lower case, what is compared.';
comment on column turno.address.is_main is 'Where mail to this person goes; one per person.';
comment on column turno.address.dead_at is 'Set when a delivery failed for good; nothing is sent there any more (M12).';
create index address_contact_id on turno.address (contact_id);
create index address_operator_id on turno.address (operator_id);
create unique index address_one_main_contact on turno.address (contact_id) where is_main and contact_id is not null;
create unique index address_one_main_operator on turno.address (operator_id) where is_main and operator_id is not null;
