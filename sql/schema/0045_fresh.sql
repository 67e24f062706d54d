-- What operators make of mail that belongs to no ticket: a mail of theirs that opens one, and senders whom nobody wants to hear.

create table turno.blocked_sender (
    pattern text primary key
        constraint blocked_sender_shape check (length(pattern) <= 254 and pattern = lower(pattern)
            and pattern ~ '^([^[:cntrl:][:space:]<>@]+@[^[:cntrl:][:space:]<>@]+|@[^[:cntrl:][:space:]<>@]+\.[^[:cntrl:][:space:]<>@]+)$'),
    reason text not null default '' constraint blocked_sender_reason_short check (length(reason) <= 500),
    operator_id bigint references turno.operator on delete set null,
    created_at timestamptz not null default now()
);
comment on table turno.blocked_sender is 'Senders whose mail is filtered, with a trace (M14); never an operator or an address of ours.';
comment on column turno.blocked_sender.pattern is 'An address, or "@" and a domain, which stands for those below it too; in lower case.';
comment on column turno.blocked_sender.operator_id is 'Who blocked it.';
create index blocked_sender_operator_id on turno.blocked_sender (operator_id);
alter table turno.blocked_sender enable row level security;
create policy blocked_sender_gateway on turno.blocked_sender to turno_gateway using (true) with check (true);
create policy blocked_sender_triage on turno.blocked_sender for select to turno_web
    using ((select v.has_triage from turno.viewer() v));
grant select, insert, delete on turno.blocked_sender to turno_gateway;
grant select on turno.blocked_sender to turno_web;

-- A click may open a ticket too.
alter table turno.confirmation
    drop constraint confirmation_role_known,
    add constraint confirmation_role_known check (role in ('r', 'n', 'f'));
comment on column turno.confirmation.role is 'What a click makes of it: a reply (r), a note (n), or a ticket (f).';

-- What belongs to no ticket, as operators with the triage right page through it.
create index mail_of_no_ticket on turno.mail (outcome, id) where ticket_id is null;
