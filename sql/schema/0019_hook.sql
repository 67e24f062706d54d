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
    on turno.hook_call to turno_web;
create policy hook_admin on turno.hook for select to turno_web using ((select v.is_admin from turno.viewer() v));
create policy hook_call_admin on turno.hook_call for select to turno_web
    using ((select v.is_admin from turno.viewer() v)
        and (ticket_id is null or exists (select from turno.ticket t where t.id = ticket_id)));
