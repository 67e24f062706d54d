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
