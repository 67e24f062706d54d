-- Whose mail is it: names that others give to our mails, mails that were forwarded to us, keys that were given up.

create table turno.outbox_alias (
    message_id text primary key constraint outbox_alias_given check (length(message_id) between 1 and 600),
    outbox_id bigint not null references turno.outbox on delete cascade
);
comment on table turno.outbox_alias is 'Message-IDs under which others know a mail of ours (M16, M28): a PEC provider gives its own, and answers cite that.';
create index outbox_alias_outbox_id on turno.outbox_alias (outbox_id);
alter table turno.outbox_alias enable row level security;
create policy outbox_alias_gateway on turno.outbox_alias to turno_gateway using (true) with check (true);
grant select, insert on turno.outbox_alias to turno_gateway;

alter table turno.mail add column origin_id bigint references turno.ticket;
comment on column turno.mail.origin_id is 'The ticket whose mail somebody forwards who is not its recipient (M19); a ticket made of this mail is linked to it.';
create index mail_origin_id on turno.mail (origin_id) where origin_id is not null;

alter table turno.signing_key add column revoked_at timestamptz,
    add constraint signing_key_revoked_is_retired check (revoked_at is null or retired_at is not null);
comment on column turno.signing_key.revoked_at is 'Since when a retired key verifies nothing any more, whatever its age (M17).';
