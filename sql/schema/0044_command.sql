-- What operators write in the first lines of a mail (M24), and the mail that answers them.

create table turno.command (
    word text primary key constraint command_word_plain check (word ~ '^[a-z]+$'),
    word_it text not null constraint command_word_it_plain check (word_it ~ '^[a-z]+$'),
    rank smallint not null,
    value text not null constraint command_value_known check (value in ('none', 'optional', 'required')),
    aspect text constraint command_aspect_known check (aspect in ('text', 'owner', 'turn')),
    for_new boolean not null default false,
    on_closed boolean not null default false,
    constraint command_word_it_key unique (word_it)
);
comment on table turno.command is 'The commands of operators'' mails: lines "#word value" before the text, in both languages (M24).';
comment on column turno.command.word is 'Its English name, which traces keep.';
comment on column turno.command.rank is 'The order in which commands are carried out; the text of the mail is written at 50.';
comment on column turno.command.aspect is 'Two commands of one aspect exclude each other. Null: it goes with all.';
comment on column turno.command.for_new is 'Only in a mail that opens a ticket.';
comment on column turno.command.on_closed is 'Whether it may be given on a closed ticket, as on its page (R17).';
alter table turno.command enable row level security;
create policy command_gateway on turno.command to turno_gateway using (true);
grant select on turno.command to turno_gateway;

alter table turno.outbox
    drop constraint outbox_kind_known,
    add constraint outbox_kind_known check (kind in ('acknowledgement', 'reply', 'notification', 'parked', 'new_link', 'rejected',
        'quarantine', 'status', 'reminder', 'alert', 'morning', 'password_code', 'confirm', 'transcript'));

-- They know the ticket now, whose notes must not leave (M25).
drop function if exists turno.operator_text_leaks(text);
