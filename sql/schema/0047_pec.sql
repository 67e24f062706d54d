-- Certified mail (PEC, RFC 6109): under which ids our mails and those of contacts are known elsewhere, and what providers certify.

create table turno.message_alias (
    message_id text not null constraint message_alias_given check (message_id <> '' and length(message_id) <= 600),
    ticket_id bigint not null references turno.ticket,
    outbox_id bigint references turno.outbox on delete cascade,
    mail_id bigint references turno.mail,
    primary key (message_id, ticket_id),
    constraint message_alias_one_source check (num_nonnulls(outbox_id, mail_id) = 1)
);
comment on table turno.message_alias is
    'Other Message-IDs of a mail of a ticket, without <>: answers may cite these (M16, M28). Only who takes part threads by them.';
comment on column turno.message_alias.outbox_id is 'A mail of ours, which travelled under the id that the provider gave it.';
comment on column turno.message_alias.mail_id is 'A certified mail to us: its sender kept it under an id of his own.';
create index message_alias_ticket_id on turno.message_alias (ticket_id);
create index message_alias_outbox_id on turno.message_alias (outbox_id) where outbox_id is not null;
create index message_alias_mail_id on turno.message_alias (mail_id) where mail_id is not null;
alter table turno.message_alias enable row level security;
create policy message_alias_gateway on turno.message_alias to turno_gateway using (true) with check (true);
grant select, insert, delete on turno.message_alias to turno_gateway;

create table turno.receipt (
    mail_id bigint primary key references turno.mail,
    outbox_id bigint references turno.outbox on delete cascade,
    kind text not null constraint receipt_kind_known check (kind in ('accettazione', 'non-accettazione', 'presa-in-carico',
        'avvenuta-consegna', 'errore-consegna', 'preavviso-errore-consegna', 'rilevazione-virus')),
    at timestamptz not null,
    recipient text not null,
    identifier text not null,
    reference text not null,
    subject text not null,
    provider text not null,
    error text not null,
    note text not null,
    signature text not null constraint receipt_signature_known check (signature in ('valid', 'unchecked', 'invalid', 'absent')),
    refused text constraint receipt_refused_known check (refused in ('signature', 'data', 'unknown')),
    constraint receipt_counts_or_not check ((outbox_id is null) = (refused is not null))
);
comment on table turno.receipt is
    'What providers of certified mail told: each a fact; the state of a mail is what all of its receipts say together (pec_state, M28).';
comment on column turno.receipt.outbox_id is 'The mail of ours that it is about, which has one recipient; null: it changes nothing.';
comment on column turno.receipt.at is 'When the provider wrote it, by daticert.xml; without a date when it came.';
comment on column turno.receipt.identifier is 'What the provider calls that sending: all its receipts have the same, a mail sent again has another.';
comment on column turno.receipt.reference is 'The Message-ID that it is about.';
comment on column turno.receipt.refused is
    'Why it changes nothing: signature: the provider did not sign it; data: no daticert.xml that agrees; unknown: about no mail of ours.';
create index receipt_outbox_id on turno.receipt (outbox_id) where outbox_id is not null;
create index receipt_orphan on turno.receipt (mail_id) where outbox_id is null;
alter table turno.receipt enable row level security;
create policy receipt_gateway on turno.receipt to turno_gateway using (true) with check (true);
create policy receipt_outbox on turno.receipt for select to turno_web
    using (outbox_id is not null and exists (select from turno.outbox o where o.id = outbox_id));
create policy receipt_triage on turno.receipt for select to turno_web
    using (outbox_id is null and (select v.has_triage from turno.viewer() v));
grant select, insert, delete on turno.receipt to turno_gateway;
grant select on turno.receipt to turno_web;

alter table turno.outbox add column delivery text
    constraint outbox_delivery_known check (delivery in ('accepted', 'delivered', 'failed', 'doubtful'));
comment on column turno.outbox.delivery is
    'What the receipts of certified mail say; null: nothing yet. doubtful: after twelve hours there was no news (M28).';
grant select (delivery) on turno.outbox to turno_web, turno_act;
-- Whoever writes by certified mail has shown that his address is one.
grant update (kind) on turno.address to turno_gateway;
