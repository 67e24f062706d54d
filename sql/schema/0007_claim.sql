-- The lease of the writer is the claim on mails that wait: they need none of their own.

drop function if exists turno.mail_release(text);
alter table turno.mail_job drop column owner, drop column leased_until;
create index outbox_job_owner on turno.outbox_job (owner) where owner is not null;
