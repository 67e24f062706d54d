-- Who is told, by which way, in which words (R34, R35).

-- notify gained p_only; outbox_put adds many at once and outbox_add one.
drop function if exists turno.notify(bigint, bigint, text, bigint, text);

create table turno.template_kind (
    name text primary key,
    audience text not null constraint template_kind_audience_known check (audience in ('contact', 'operator', 'admin', 'person')),
    must_hold text
);
comment on table turno.template_kind is 'The mails that turno can write: each has a text of its own in every language (R34).';
comment on column turno.template_kind.audience is 'Who reads it: what may stand in it hangs on that (R24). person: a contact or an operator.';
comment on column turno.template_kind.must_hold is 'Placeholder without which such a mail would be for nothing: the link to the documents (R35).';

create table turno.template_field (
    kind text not null references turno.template_kind on delete cascade,
    name text not null,
    primary key (kind, name)
);
comment on table turno.template_field is 'What may stand between the braces of each kind of mail (R24, R34).';
alter table turno.template_field enable row level security;

create table turno.template (
    id bigint generated always as identity primary key,
    name text not null constraint template_name_plain check (name ~ '^[a-z][a-z0-9_]{0,39}$'),
    kind text not null references turno.template_kind,
    language text not null constraint template_language_known check (language in ('it', 'en')),
    status_id bigint references turno.status on delete cascade,
    subject text not null constraint template_subject_line check (subject <> '' and length(subject) <= 200 and subject !~ '[[:cntrl:]]'),
    body text not null constraint template_body_size check (body <> '' and octet_length(body) <= 20000),
    changed_at timestamptz not null default now(),
    constraint template_once unique nulls not distinct (name, language, status_id),
    constraint template_status check (status_id is null or kind = 'status')
);
comment on table turno.template is 'The office''s own words for a mail, in place of those compiled in (R34).';
comment on column turno.template.name is 'A kind, whose words it replaces, or a name of the office''s own that notice_rule names.';
comment on column turno.template.kind is 'The kind of mail: what may stand between the braces hangs on that.';
comment on column turno.template.status_id is 'Words for this status only.';
create index template_of_kind on turno.template (kind);
create index template_status_id on turno.template (status_id) where status_id is not null;

create table turno.notice_rule (
    id bigint generated always as identity primary key,
    event text not null constraint notice_rule_event_known check (event in ('opened', 'opened_by_office', 'message', 'generated',
        'reply', 'failed', 'held', 'raised', 'note', 'assigned', 'moved', 'merged', 'lock', 'reminder', 'status', 'closed',
        'reopened', 'practice', 'quarantine', 'morning')),
    audience text not null constraint notice_rule_audience_known check (audience in
        ('contact', 'assignee', 'operators', 'colleagues', 'admin')),
    channel text not null constraint notice_rule_channel_known check (channel in ('mail', 'pec', 'app-io', 'webhook')),
    status_id bigint references turno.status on delete cascade,
    template text not null,
    is_on boolean not null,
    constraint notice_rule_once unique nulls not distinct (event, audience, channel, status_id),
    constraint notice_rule_contact check (audience <> 'contact' or event in
        ('opened', 'opened_by_office', 'message', 'reply', 'status', 'reminder')),
    constraint notice_rule_way check (channel = 'mail'
        or (audience = 'contact' and channel in ('pec', 'app-io')) or (audience = 'admin' and channel = 'webhook')),
    constraint notice_rule_status check (status_id is null or (event = 'status' and audience = 'contact'))
);
comment on table turno.notice_rule is
    'Who is told of what, by which way, in which words (R34). What has no row that is on tells nobody.';
comment on column turno.notice_rule.event is 'What happened; notice_event names it for the events of turn_rule.';
comment on column turno.notice_rule.audience is
    'contact; assignee; operators: all who see the ticket; colleagues: those named (R22); admin: the address in notice.admin_address.';
comment on column turno.notice_rule.channel is 'mail; pec: his certified address, from a mailbox that is certified; app-io: the app IO; webhook: programs of the
     office, each of what it asked for.';
comment on column turno.notice_rule.status_id is 'For the event status: the new status; null: those without a row of their own.';
comment on column turno.notice_rule.template is 'Name of a template, for mail and pec.';
comment on constraint notice_rule_contact on turno.notice_rule is 'A contact is never told of a note, a category or a level (R24).';
create index notice_rule_status_id on turno.notice_rule (status_id) where status_id is not null;

create table turno.notice_mute (
    operator_id bigint not null references turno.operator on delete cascade,
    event text not null,
    category_id bigint references turno.category on delete cascade,
    constraint notice_mute_once unique nulls not distinct (operator_id, event, category_id)
);
comment on table turno.notice_mute is 'What an operator does not want to be told of (R34); operator.wants_mail switches off everything.';
comment on column turno.notice_mute.event is 'As in notice_rule.';
comment on column turno.notice_mute.category_id is 'Only of tickets in this category; null: anywhere.';
create index notice_mute_category_id on turno.notice_mute (category_id) where category_id is not null;

-- An operator changes his own; the web reads the rows of operators, and whoever looks his own.
grant select, insert, delete on turno.notice_mute to turno_act;
create policy notice_mute_act on turno.notice_mute to turno_act
    using (operator_id = (select v.operator_id from turno.viewer() v))
    with check (operator_id = (select v.operator_id from turno.viewer() v));
grant select on turno.notice_mute to turno_web;
create policy notice_mute_own on turno.notice_mute for select to turno_web
    using (operator_id = (select v.operator_id from turno.viewer() v));
grant select (event, audience, is_on) on turno.notice_rule to turno_web, turno_act;
create policy notice_rule_operator on turno.notice_rule for select to turno_web, turno_act
    using (audience in ('operators', 'assignee', 'colleagues') and (select v.operator_id from turno.viewer() v) is not null);
grant select (wants_mail) on turno.operator to turno_web;

alter table turno.contact add column wants_acknowledgement boolean not null default true;
comment on column turno.contact.wants_acknowledgement is 'Whether he is told that his message arrived (R34). Answers always reach him.';

do $$
declare
    v_table text;
begin
    foreach v_table in array array['template_kind', 'template', 'notice_rule', 'notice_mute'] loop
        execute format('alter table turno.%I enable row level security', v_table);
        execute format('create policy %I on turno.%I to turno_gateway using (true) with check (true)', v_table || '_gateway', v_table);
        execute format('grant select on turno.%I to turno_gateway', v_table);
    end loop;
end
$$;

-- An alert to the address of whoever administers goes to nobody that turno knows.
alter table turno.outbox
    drop constraint outbox_kind_known,
    add constraint outbox_kind_known check (kind in ('acknowledgement', 'reply', 'notification', 'parked', 'new_link', 'rejected',
        'quarantine', 'status', 'reminder', 'alert', 'morning')),
    drop constraint outbox_one_recipient,
    add constraint outbox_one_recipient check (num_nonnulls(contact_id, operator_id) = case when kind = 'alert' then 0 else 1 end);

alter table turno.operator add column morning_on date;
comment on column turno.operator.morning_on is 'Day of the last morning list, so that there is one a day (R34).';
grant select (morning_on), update (morning_on) on turno.operator to turno_gateway;

alter table turno.turn_rule drop column told;
comment on table turno.turn_rule is 'The turn machine: what an event does to the turn (R14–R18). No row: nothing happens, nobody is told.';
