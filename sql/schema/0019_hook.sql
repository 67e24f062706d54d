-- Calls to other programs: webhooks and the App IO channel (R34, R36), and what other programs may do here: the clients of
-- the HTTP API (R36).

create table turno.hook (
    id bigint generated always as identity primary key,
    name text not null unique constraint hook_name_plain check (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    kind text not null default 'webhook' constraint hook_kind_known check (kind in ('webhook', 'app-io')),
    url text not null constraint hook_url_safe
        check (url ~ '^https://[^[:cntrl:][:space:]/@?#\\]+(/[^[:cntrl:][:space:]\\#]*)?$' and length(url) <= 2000),
    events text[] not null default '{}',
    secret text not null constraint hook_secret_named check (secret ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    with_notes boolean not null default false,
    is_active boolean not null default true,
    created_at timestamptz not null default now()
);
comment on table turno.hook is 'Programs that are called when something happens (R34, R36).';
comment on column turno.hook.kind is 'webhook: a program of the office; app-io: messages to contacts in the app IO.';
comment on column turno.hook.url is 'https only; no user, no fragment.';
comment on column turno.hook.events is 'What it is told of without an automation naming it; * is everything.';
comment on column turno.hook.secret is
    'File in secret_dir: of a webhook the key of its signature, of app-io the key of its subscription. Never the secret itself.';
comment on column turno.hook.with_notes is 'The text of internal notes may go there (R21); off unless the office says so.';
comment on column turno.hook.is_active is 'Off: nothing new is queued for it, and what waits stays.';
create unique index hook_one_app_io on turno.hook ((true)) where kind = 'app-io' and is_active;

create table turno.hook_call (
    id bigint generated always as identity primary key,
    hook_id bigint not null references turno.hook,
    ticket_id bigint references turno.ticket,
    contact_id bigint references turno.contact,
    event_seq integer,
    event text not null constraint hook_call_event_plain check (event ~ '^[a-z][a-z_]{0,39}$'),
    payload jsonb,
    state text not null default 'queued'
        constraint hook_call_state_known check (state in ('queued', 'sending', 'sent', 'failed', 'skipped')),
    attempts integer not null default 0,
    last_status integer,
    last_error text,
    created_at timestamptz not null default now(),
    tried_at timestamptz,
    sent_at timestamptz
);
comment on table turno.hook_call is 'Every call that turno makes, and what became of it: at least once, in no given order.';
comment on column turno.hook_call.contact_id is 'App IO: whom the message is for.';
comment on column turno.hook_call.event_seq is 'Newest row of the timeline when it was queued: the same is told once.';
comment on column turno.hook_call.payload is 'Body without what the caller adds from turno.conf; null once 30 days have passed since its end.';
comment on column turno.hook_call.state is 'skipped: there was nobody to tell; last_error says why.';
comment on column turno.hook_call.last_status is 'HTTP status of the last answer; null while there was none.';
comment on column turno.hook_call.tried_at is 'When it first failed: from here on it is tried for three days.';
create unique index hook_call_once on turno.hook_call (ticket_id, event_seq, hook_id, event, coalesce(contact_id, 0))
    where event_seq is not null;
create index hook_call_hook_id on turno.hook_call (hook_id, id);
create index hook_call_ticket_id on turno.hook_call (ticket_id, id);
create index hook_call_contact_id on turno.hook_call (contact_id);
create index hook_call_state on turno.hook_call (state, id);
create index hook_call_payload on turno.hook_call (created_at)
    where payload is not null and state in ('sent', 'failed', 'skipped');

create table turno.hook_job (
    hook_call_id bigint primary key references turno.hook_call,
    hook_id bigint not null references turno.hook,
    run_after timestamptz not null default now(),
    owner text,
    leased_until timestamptz,
    constraint hook_job_claim_whole check ((owner is null) = (leased_until is null))
);
comment on table turno.hook_job is 'Calls that wait or are being made; the row goes when the state is final.';
comment on column turno.hook_job.hook_id is 'Of its call: claims take a few of each, so that a slow one holds up no other.';
comment on column turno.hook_job.owner is 'Process that makes the call, until leased_until; then others may.';
create index hook_job_hook_id on turno.hook_job (hook_id, run_after, hook_call_id);
create index hook_job_claimed on turno.hook_job (owner, leased_until) where owner is not null;

alter table turno.hook enable row level security;
alter table turno.hook_call enable row level security;
alter table turno.hook_job enable row level security;
create policy hook_gateway on turno.hook to turno_gateway using (true) with check (true);
create policy hook_call_gateway on turno.hook_call to turno_gateway using (true) with check (true);
create policy hook_job_gateway on turno.hook_job to turno_gateway using (true) with check (true);
grant select on turno.hook to turno_gateway;
grant select, insert, update on turno.hook_call to turno_gateway;
grant select, insert, update, delete on turno.hook_job to turno_gateway;

-- Deliveries are an administrator's, those of a ticket only where he sees it (R9). Neither bodies nor addresses.
grant select (id, name, kind, events, with_notes, is_active) on turno.hook to turno_web;
grant select (id, hook_id, ticket_id, event, state, attempts, last_status, last_error, created_at, sent_at)
    on turno.hook_call to turno_web, turno_act;
create policy hook_admin on turno.hook for select to turno_web using ((select v.is_admin from turno.viewer() v));
create policy hook_call_admin on turno.hook_call for select to turno_web, turno_act
    using ((select v.is_admin from turno.viewer() v)
        and (ticket_id is null or exists (select from turno.ticket t where t.id = ticket_id)));

-- Clients of the HTTP API (R36). A key is presented like a session: in turno.api_key, for one transaction.
create table turno.api_key (
    id bigint generated always as identity primary key,
    name text not null unique constraint api_key_name_plain check (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    key_sha256 bytea not null unique constraint api_key_digest_size check (octet_length(key_sha256) = 32),
    contacts text not null default 'known' constraint api_key_contacts_known check (contacts in ('known', 'new', 'any')),
    per_minute integer not null default 60 constraint api_key_per_minute_range check (per_minute between 1 and 100000),
    is_active boolean not null default true,
    created_at timestamptz not null default now()
);
comment on table turno.api_key is 'Programs that may open tickets by the HTTP API, each with a key of its own (R36).';
comment on column turno.api_key.key_sha256 is 'The key itself is shown once and kept nowhere.';
comment on column turno.api_key.contacts is
    'For whom it opens: known contacts, new ones too, or any: new ones also of customers that there are already, whose tickets they see.';
comment on column turno.api_key.per_minute is 'Requests, evenly; a sixth of them at once.';

create table turno.api_key_category (
    api_key_id bigint not null references turno.api_key,
    category_id bigint not null references turno.category,
    primary key (api_key_id, category_id)
);
comment on table turno.api_key_category is 'Where a client may open tickets: there and below.';
create index api_key_category_category_id on turno.api_key_category (category_id);

create table turno.api_opened (
    ticket_id bigint not null references turno.ticket,
    api_key_id bigint not null references turno.api_key,
    primary key (ticket_id, api_key_id)
);
comment on table turno.api_opened is 'Which client opened a ticket, or one that was merged into it: it alone may add to it, and sees nothing else.';
create index api_opened_api_key_id on turno.api_opened (api_key_id);

create table turno.api_request (
    api_key_id bigint not null references turno.api_key,
    key text not null constraint api_request_key_plain check (key ~ '^[!-~]{1,200}$'),
    body_sha256 bytea not null constraint api_request_digest_size check (octet_length(body_sha256) = 32),
    result jsonb not null,
    created_at timestamptz not null default now(),
    primary key (api_key_id, key)
);
comment on table turno.api_request is 'Requests carried out in the last 48 hours: the same again answers the same and does nothing (Idempotency-Key).';
create index api_request_created_at on turno.api_request (created_at);

-- Purpose: the client behind the key in turno.api_key. It belongs to turno_gateway, because policies of api_key ask it.
-- Returns: its id; null when there is none or it is switched off.
create function turno.api_caller()
returns bigint
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select k.id from api_key k
        where k.key_sha256 = sha256(convert_to(nullif(current_setting('turno.api_key', true), ''), 'UTF8')) and k.is_active);
end
$$;
comment on function turno.api_caller() is 'The client of the HTTP API, found by its key.';
alter function turno.api_caller() owner to turno_gateway;
revoke execute on function turno.api_caller() from public;
grant execute on function turno.api_caller() to turno_act;

alter table turno.api_key enable row level security;
alter table turno.api_key_category enable row level security;
alter table turno.api_opened enable row level security;
alter table turno.api_request enable row level security;
create policy api_key_gateway on turno.api_key to turno_gateway using (true) with check (true);
create policy api_request_gateway on turno.api_request to turno_gateway using (true) with check (true);
grant select on turno.api_key to turno_gateway;
grant select, delete on turno.api_request to turno_gateway;
create policy api_key_caller on turno.api_key for select to turno_act using (id = (select turno.api_caller()));
create policy api_key_category_caller on turno.api_key_category for select to turno_act
    using (api_key_id = (select turno.api_caller()));
create policy api_opened_caller on turno.api_opened to turno_act
    using (api_key_id = (select turno.api_caller())) with check (api_key_id = (select turno.api_caller()));
create policy api_request_caller on turno.api_request to turno_act
    using (api_key_id = (select turno.api_caller())) with check (api_key_id = (select turno.api_caller()));
grant select on turno.api_key, turno.api_key_category to turno_act;
grant select, insert on turno.api_opened, turno.api_request to turno_act;
create policy ticket_api on turno.ticket for select to turno_act
    using (id in (select o.ticket_id from turno.api_opened o where o.api_key_id = (select turno.api_caller())));
