-- People, categories and settings: what an office sets up (R1, R3, R5, R6, R8, R16).

-- Settings are known by name: a mistyped one is refused, not kept in silence.
create table turno.setting_known (
    key text primary key constraint setting_known_key_dotted check (key ~ '^[a-z]+(\.[a-z_]+)+$'),
    type text not null constraint setting_known_type_known check (type in ('text', 'number', 'boolean', 'choice')),
    initial text not null,
    minimum bigint,
    maximum bigint,
    choices text[],
    read_by text not null,
    purpose text not null,
    constraint setting_known_choices_given check ((type = 'choice') = (choices is not null)),
    constraint setting_known_range check (minimum <= maximum)
);
comment on table turno.setting_known is 'Every key that turno.setting may hold; filled by sql/data/setting_known.sql.';
comment on column turno.setting_known.initial is 'What holds while the office has set nothing.';
comment on column turno.setting_known.minimum is 'Least number. For a text: fewest characters.';
comment on column turno.setting_known.maximum is 'Greatest number. For a text: most characters.';
comment on column turno.setting_known.read_by is 'Who reads it: SQL functions or programs.';
comment on column turno.setting_known.purpose is 'One sentence for the person who sets it.';
alter table turno.setting_known enable row level security;
create policy setting_known_act on turno.setting_known for select to turno_act using (true);
grant select on turno.setting_known to turno_act;

-- Codes are kept as tax_code_check gives them: upper case, no blanks, dots or prefix.
alter table turno.contact
    add column tax_code text constraint contact_tax_code_plain check (tax_code ~ '^[A-Z0-9]{1,32}$'),
    add column vat_number text constraint contact_vat_number_plain check (vat_number ~ '^[A-Z0-9]{1,32}$'),
    add column phone text constraint contact_phone_plain check (phone ~ '^[+]?[0-9]{3,20}$');
comment on column turno.contact.tax_code is 'Codice fiscale, normalised; a wrong check character is allowed (R5).';
comment on column turno.contact.vat_number is 'Partita IVA, normalised; a wrong check digit is allowed (R5).';
comment on column turno.contact.phone is 'Digits, with + before an international number.';
alter table turno.customer
    add column tax_code text constraint customer_tax_code_plain check (tax_code ~ '^[A-Z0-9]{1,32}$'),
    add column vat_number text constraint customer_vat_number_plain check (vat_number ~ '^[A-Z0-9]{1,32}$'),
    add column phone text constraint customer_phone_plain check (phone ~ '^[+]?[0-9]{3,20}$');
comment on column turno.customer.tax_code is 'Codice fiscale, normalised; a wrong check character is allowed (R5).';
comment on column turno.customer.vat_number is 'Partita IVA, normalised; a wrong check digit is allowed (R5).';
comment on column turno.customer.phone is 'Digits, with + before an international number.';

-- What contacts are looked for by; prefixes, hence text_pattern_ops.
create index contact_tax_code on turno.contact (tax_code text_pattern_ops) where tax_code is not null;
create index contact_vat_number on turno.contact (vat_number text_pattern_ops) where vat_number is not null;
create index contact_phone on turno.contact (phone text_pattern_ops) where phone is not null;
create index contact_words on turno.contact using gin (to_tsvector('simple', name));
create index customer_tax_code on turno.customer (tax_code text_pattern_ops) where tax_code is not null;
create index customer_vat_number on turno.customer (vat_number text_pattern_ops) where vat_number is not null;
create index customer_words on turno.customer using gin (to_tsvector('simple', name));
create index customer_name on turno.customer (lower(name));
create index address_prefix on turno.address (folded text_pattern_ops);

create table turno.contact_note (
    contact_id bigint primary key references turno.contact,
    text text not null constraint contact_note_given check (text <> '')
);
comment on table turno.contact_note is 'What the office notes of a contact; a table of its own, because no contact reads it (R24).';
alter table turno.contact_note enable row level security;
create policy contact_note_operator on turno.contact_note for select to turno_web
    using ((select v.operator_id from turno.viewer() v) is not null);
grant select on turno.contact_note to turno_web;

-- Categories: settings of their own before those of the office; null is "as the office" (R6).
alter table turno.category
    alter column closed_reply drop not null,
    alter column closed_reply drop default,
    add column closed_grace_days integer
        constraint category_closed_grace_days_range check (closed_grace_days between 0 and 3650),
    add column escalate_notify text
        constraint category_escalate_notify_known check (escalate_notify in ('all', 'chosen', 'none'));
comment on column turno.category.closed_reply is 'What a mail to a closed ticket does (R18); null: setting closed.reply.';
comment on column turno.category.closed_grace_days is 'Days after closing in which a contact''s mail reopens (R18); null: setting closed.grace_days.';
comment on column turno.category.escalate_notify is 'Who is told of a raise (R11); null: setting escalate.notify.';

alter table turno.status add column description_en text not null default '';
comment on column turno.status.description is 'What it means, in Italian.';
comment on column turno.status.description_en is 'What it means, in English.';

-- Levels switched off (R8): whoever is enabled sees both, and nobody is shown a level. The stored ones stay.
create function turno.levels_enabled()
returns boolean
language plpgsql stable security definer parallel safe
set search_path = turno, pg_temp
as $$
begin
    return coalesce((select (s.value #>> '{}')::boolean from setting s where s.key = 'levels.enabled'), true);
end
$$;
comment on function turno.levels_enabled() is 'Whether the office tells Base from Advanced (R8, R11).';
alter function turno.levels_enabled() owner to turno_act;
revoke execute on function turno.levels_enabled() from public;
grant execute on function turno.levels_enabled() to turno_web, turno_gateway, turno_owner;

create or replace view turno.operator_scope with (security_invoker = true) as
    select oc.operator_id, oc.category_id, l.level
    from turno.operator_category oc
    join (values ('base'), ('advanced')) l(level)
        on l.level = 'base' or oc.level = 'advanced' or not (select turno.levels_enabled());
comment on view turno.operator_scope is
    'What each operator is enabled for, advanced spelled out as both levels (R8), base too where levels are switched off: the
     one predicate of policies and of who is notified. Switched-off operators are in it: join operator where that matters.';

-- Two contacts of one customer turn out to be one person: the row that goes stays as an alias, because posts and events name
-- it inside their digests (R23); what is told and shown follows the one that remains.
alter table turno.contact
    add column merged_into bigint references turno.contact,
    add constraint contact_merged_elsewhere check (merged_into <> id);
comment on column turno.contact.merged_into is 'The contact that he turned out to be; then this row is the author of old posts only.';
create index contact_merged_into on turno.contact (merged_into) where merged_into is not null;
grant update on turno.contact, turno.address, turno.participant to turno_gateway;
grant delete on turno.participant to turno_gateway;
grant select, insert, update, delete on turno.contact_note to turno_gateway;
create policy contact_note_gateway on turno.contact_note to turno_gateway using (true) with check (true);

create or replace function turno.ticket_keep_people()
returns trigger
language plpgsql
set search_path = turno, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and new.customer_id <> old.customer_id then
        raise exception 'A ticket never moves to another customer.' using errcode = 'TU003';
    end if;
    if new.contact_id is not null
        and not exists (select from contact c where c.id = new.contact_id and c.customer_id = new.customer_id) then
        raise exception 'The contact belongs to another customer.' using errcode = 'TU003';
    end if;
    if tg_op = 'UPDATE' and not exists (select from contact c where c.id = old.contact_id and c.merged_into = new.contact_id)
        and (exists (select from post p where p.ticket_id = new.id and p.contact_id = old.contact_id)
        or exists (select from outbox o where o.ticket_id = new.id and o.contact_id = old.contact_id)) then
        raise exception 'The contact cannot be changed: something was sent to him or written by him.'
            using errcode = 'TU003';
    end if;
    return new;
end
$$;
comment on function turno.ticket_keep_people() is
    'Customer for ever, contact until something passed between, unless he is merged into another (R2).';

-- Passwords of contacts (R3): a table of its own, which the web's role does not reach.
create table turno.contact_password (
    contact_id bigint primary key references turno.contact,
    salt bytea not null constraint contact_password_salt_size check (octet_length(salt) = 16),
    digest bytea not null constraint contact_password_digest_size check (octet_length(digest) = 32),
    set_at timestamptz not null default now()
);
comment on table turno.contact_password is 'Who of the contacts signs in with a password (R3).';
comment on column turno.contact_password.salt is 'Salt of the Argon2id derivation that the web performs.';
comment on column turno.contact_password.digest is 'SHA-256 of the derived key: what the web sends is compared here and never stored.';
alter table turno.contact_password enable row level security;
create policy contact_password_gateway on turno.contact_password to turno_gateway using (true) with check (true);
create policy contact_password_act on turno.contact_password to turno_act using (true) with check (true);
grant select (contact_id), delete on turno.contact_password to turno_gateway;
grant select, insert, update, delete on turno.contact_password to turno_act;

-- A temporary code by mail, by which a password is set (R3, R4). It is made when the mail is, and only its digest is kept.
create table turno.reset_code (
    id bigint generated always as identity primary key,
    outbox_id bigint not null references turno.outbox on delete cascade,
    operator_id bigint references turno.operator,
    contact_id bigint references turno.contact,
    digest bytea not null constraint reset_code_digest_size check (octet_length(digest) = 32),
    tries integer not null default 0,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    constraint reset_code_one_person check (num_nonnulls(operator_id, contact_id) = 1)
);
comment on table turno.reset_code is 'Codes sent to people who lost their password; one that was used is gone.';
comment on column turno.reset_code.outbox_id is 'The mail it went out by; sent again, the mail holds a new code and the old one is gone.';
comment on column turno.reset_code.tries is 'Times that somebody tried this person''s code and failed.';
create index reset_code_outbox_id on turno.reset_code (outbox_id);
create index reset_code_operator_id on turno.reset_code (operator_id) where operator_id is not null;
create index reset_code_contact_id on turno.reset_code (contact_id) where contact_id is not null;
create index reset_code_expires_at on turno.reset_code (expires_at);
alter table turno.reset_code enable row level security;
create policy reset_code_gateway on turno.reset_code to turno_gateway using (true) with check (true);
create policy reset_code_act on turno.reset_code to turno_act using (true) with check (true);
grant select, insert, delete on turno.reset_code to turno_gateway;
grant select, update, delete on turno.reset_code to turno_act;
grant update (password_salt, password_digest, language, signature, wants_mail) on turno.operator to turno_act;
grant update (language, phone) on turno.contact to turno_act;

-- Administration by the web (R4): turno_act may write these tables, but only while an administrator looks; what is one's own, its
-- owner may change; a password, whoever was sent a code.
do $$
declare
    v_table text;
begin
    foreach v_table in array array['setting', 'customer', 'contact', 'contact_note', 'operator', 'address', 'category',
        'operator_category', 'status', 'priority', 'mailbox', 'route'] loop
        execute format('drop policy if exists %I on turno.%I', v_table || '_act', v_table);
        if v_table not in ('contact_note', 'route') then
            execute format('create policy %I on turno.%I for select to turno_act using (true)', v_table || '_act', v_table);
        end if;
        execute format('create policy %I on turno.%I to turno_act using ((select v.is_admin from turno.viewer() v))
            with check ((select v.is_admin from turno.viewer() v))', v_table || '_admin', v_table);
        execute format('grant select, insert, update, delete on turno.%I to turno_act', v_table);
    end loop;
end
$$;
create policy operator_self on turno.operator for update to turno_act
    using (id = (select v.operator_id from turno.viewer() v));
create policy operator_reset on turno.operator for update to turno_act
    using (exists (select from turno.reset_code c where c.operator_id = operator.id));
create policy contact_self on turno.contact for update to turno_act
    using (id = (select v.contact_id from turno.viewer() v));
grant select (mailbox_id) on turno.outbox to turno_act;
grant select on turno.setting_known to turno_gateway;
create policy setting_known_gateway on turno.setting_known for select to turno_gateway using (true);

create table turno.admin_log (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    operator_id bigint references turno.operator,
    noun text not null,
    verb text not null,
    key text not null,
    members text[] not null
);
comment on table turno.admin_log is 'What administrators did by the web: who, when, to what. The command line is logged by the system.';
comment on column turno.admin_log.key is 'Which one: its name, login, address or number.';
comment on column turno.admin_log.members is 'Names of what was set, never the values: some are secret.';
create index admin_log_operator_id on turno.admin_log (operator_id);
alter table turno.admin_log enable row level security;
create policy admin_log_gateway on turno.admin_log to turno_gateway using (true) with check (true);
create policy admin_log_admin on turno.admin_log for select to turno_act using ((select v.is_admin from turno.viewer() v));
grant insert on turno.admin_log to turno_gateway;
grant select on turno.admin_log to turno_act;
