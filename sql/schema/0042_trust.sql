-- Whom a mail is believed to be from (M15, M20, M22): whose Authentication-Results count, what Reply-To means, and what an
-- operator confirms by a click.

alter table turno.mailbox
    add column authserv_ids text[] not null default '{}'
        constraint mailbox_authserv_ids_plain check (array_position(authserv_ids, null) is null
            and array_to_string(authserv_ids, ' ') ~ '^([!-:<-@\[-~]+( [!-:<-@\[-~]+)*)?$'),
    add column reply_to text not null default 'never'
        constraint mailbox_reply_to_known check (reply_to in ('never', 'unknown', 'always'));
comment on column turno.mailbox.authserv_ids is
    'Names, in lower case, under which its mail server writes Authentication-Results (RFC 8601); "-" for one that writes none (Exchange). Empty: none is believed.';
comment on column turno.mailbox.reply_to is
    'Whether Reply-To says who wrote (M22): never, where nobody is known by From (unknown), or always.';

create table turno.confirmation (
    mail_id bigint primary key references turno.mail,
    operator_id bigint not null references turno.operator,
    role text not null constraint confirmation_role_known check (role in ('r', 'n')),
    token_sha256 bytea unique constraint confirmation_digest_size check (octet_length(token_sha256) = 32),
    expires_at timestamptz not null default now() + interval '24 hours'
);
comment on table turno.confirmation is 'Mails in an operator''s name that wait for his click (M20); the row goes when he clicks, or a day after.';
comment on column turno.confirmation.role is 'What a click makes of it: a reply (r) or a note (n).';
comment on column turno.confirmation.token_sha256 is 'Digest of the token in the mail to him; null until that is made.';
create index confirmation_operator_id on turno.confirmation (operator_id);
create index confirmation_expires_at on turno.confirmation (expires_at);

alter table turno.confirmation enable row level security;
create policy confirmation_gateway on turno.confirmation to turno_gateway using (true) with check (true);
grant select, insert, update, delete on turno.confirmation to turno_gateway;

drop function if exists turno.operator_park(bigint, bigint, bigint, text, jsonb);
