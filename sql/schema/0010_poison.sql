-- What was left out of a mail is seen by whoever reads it (M5); what was put aside is told (M3); documents are
-- sent in pieces.

alter table turno.mail
    add column notices text[] not null default '{}',
    add column server_size bigint constraint mail_server_size_positive check (server_size >= 0),
    add column told_at timestamptz;
comment on column turno.mail.notices is 'Limits that the mail met: what lies beyond them is in the raw bytes only (M5).';
comment on column turno.mail.server_size is 'Size that the server announced, when only the header is kept; else null (M5).';
comment on column turno.mail.told_at is 'When operators were told that it was put aside (M3).';
grant select (notices) on turno.mail to turno_web;

alter table turno.outbox
    drop constraint outbox_kind_known,
    add constraint outbox_kind_known check (kind in
        ('acknowledgement', 'reply', 'notification', 'parked', 'new_link', 'rejected', 'quarantine'));
create index outbox_quarantine on turno.outbox (created_at) where kind = 'quarantine';

alter table turno.attachment
    add column line_chars integer,
    add column line_bytes integer,
    add constraint attachment_lines check ((line_chars is null and line_bytes is null)
        or (encoding = 'base64' and line_chars > 0 and line_chars % 4 = 0 and line_bytes - line_chars in (1, 2)));
comment on column turno.attachment.line_chars is
    'Letters of base64 in each line, when all lines are alike: then any byte is found by computing. Null: not so.';
comment on column turno.attachment.line_bytes is 'The same with the line end.';
grant select (line_chars, line_bytes) on turno.attachment to turno_web;
