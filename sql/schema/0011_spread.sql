-- Notices that one contact causes take places among themselves before each takes its place at the recipient's.

alter table turno.outbox_job add column is_spread boolean not null default false;
comment on column turno.outbox_job.is_spread is 'Its place among the mails to its recipient that the same contact caused is taken.';
