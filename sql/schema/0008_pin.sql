-- A mail server with a certificate of its own making is known by its public key.

alter table turno.mailbox add column imap_pin text not null default ''
    constraint mailbox_imap_pin_is_sha256 check (imap_pin ~ '^([0-9a-f]{64})?$');
comment on column turno.mailbox.imap_pin is 'SHA-256 of the public key (SubjectPublicKeyInfo) that the server must have, in hex; in place of authority, dates and name. Empty: none.';
