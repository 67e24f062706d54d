-- Filters (M14): the rules that chose a category are one ordered table of what becomes of a mail that belongs to no ticket:
-- conditions as rows, actions as columns, and for each attribute the first rule that fits and gives it.
create table turno.route_condition (
    route_id bigint not null references turno.route on delete cascade,
    seq smallint not null,
    field text not null constraint route_condition_field_known check (field in ('subject', 'from', 'to', 'body', 'header', 'size',
        'attachment', 'type', 'trust', 'automatic')),
    header text not null default '' constraint route_condition_header_name check (header ~ '^[!-9;-@[-~]{0,76}$'),
    is_not boolean not null default false,
    operator text not null,
    value text not null constraint route_condition_value_size check (length(value) between 1 and 1000),
    primary key (route_id, seq),
    constraint route_condition_header_given check ((field = 'header') = (header <> '')),
    constraint route_condition_fits check (case field when 'size' then operator in ('above', 'below') when 'trust' then operator in ('equals', 'at least')
        when 'automatic' then operator = 'equals' else operator in ('contains', 'equals', 'starts', 'ends', 'word', 'like') end),
    constraint route_condition_value_known check (case field when 'size' then value ~ '^\d{1,12}$'
        when 'trust' then value in ('failed', 'none', 'token', 'authenticated', 'signed')
        when 'automatic' then value in ('no', 'response', 'generated', 'list') else true end),
    constraint route_condition_stars check (operator <> 'like' or length(value) - length(replace(value, '*', '')) <= 20)
);
comment on table turno.route_condition is 'What must hold for a rule, all of them; a rule without any fits every mail (M14).';
comment on column turno.route_condition.header is 'Name of a header field, lower case; only with the field header.';
comment on column turno.route_condition.operator is
    'like: the whole value, * standing for anything. There are no regular expressions: every comparison costs time linear in the mail.';
comment on column turno.route_condition.value is 'Compared case-folded; of a size, bytes.';
insert into turno.route_condition (route_id, seq, field, operator, value)
select r.id, 1, r.field, r.operator, case r.operator when 'ends' then right(r.pattern, 1000) else left(r.pattern, 1000) end from turno.route r;

alter table turno.route
    drop column field, drop column operator, drop column pattern,
    alter column category_id drop not null,
    add column name text not null default '' constraint route_name_line check (length(name) <= 100 and name !~ '[[:cntrl:]]'),
    add column priority_id bigint references turno.priority,
    add column level text constraint route_level_known check (level in ('base', 'advanced')),
    add column assignee_id bigint references turno.operator,
    add column tags text[] not null default '{}' constraint route_tags_plain check (cardinality(tags) <= 10
        and array_to_string(tags, ',') ~ '^([[:alnum:]][[:alnum:] _.-]{0,39}(,[[:alnum:]][[:alnum:] _.-]{0,39})*)?$'),
    add column fate text constraint route_fate_known check (fate in ('accept', 'hold', 'filter')),
    add constraint route_does check (num_nonnulls(category_id, priority_id, level, assignee_id, fate) > 0 or tags <> '{}');
comment on table turno.route is
    'Rules of what becomes of a mail that belongs to no ticket, in order of rank: each attribute from the first that fits and gives it (M14).';
comment on column turno.route.name is 'What the office calls it; "" for none.';
comment on column turno.route.tags is 'All rules that fit give theirs.';
comment on column turno.route.fate is 'hold: it waits in triage; filter: nothing comes of it; accept: no later rule holds or filters it.';
create index route_priority_id on turno.route (priority_id);
create index route_assignee_id on turno.route (assignee_id);
alter table turno.route_condition enable row level security;
create policy route_condition_gateway on turno.route_condition to turno_gateway using (true);
create policy route_condition_admin on turno.route_condition to turno_act using ((select v.is_admin from turno.viewer() v))
    with check ((select v.is_admin from turno.viewer() v));
grant select on turno.route_condition to turno_gateway;
grant select, insert, update, delete on turno.route_condition to turno_act;

create table turno.ticket_tag (
    ticket_id bigint not null references turno.ticket,
    tag text not null constraint ticket_tag_plain check (tag ~ '^[[:alnum:]][[:alnum:] _.-]{0,39}$'),
    primary key (ticket_id, tag)
);
comment on table turno.ticket_tag is 'Words by which operators find tickets (M14); contacts never see them.';
create index ticket_tag_tag on turno.ticket_tag (tag, ticket_id);
alter table turno.ticket_tag enable row level security;
create policy ticket_tag_gateway on turno.ticket_tag to turno_gateway using (true) with check (true);
create policy ticket_tag_ticket on turno.ticket_tag for select to turno_web, turno_act
    using ((select v.operator_id from turno.viewer() v) is not null and exists (select from turno.ticket t where t.id = ticket_id));
grant select, insert, delete on turno.ticket_tag to turno_gateway;
grant select on turno.ticket_tag to turno_web, turno_act;

alter table turno.mailbox
    add column generated_flips boolean not null default false,
    add column trusts_headers boolean not null default false;
comment on column turno.mailbox.generated_flips is 'Whether automatic mail of a contact gives the turn to the office, as a person''s does (M11).';
comment on column turno.mailbox.trusts_headers is
    'Whether fields X-Turno-Category, -Priority, -Level, -Assignee, -Tag of its mail count: only where none but programs of the office can write to it (M14).';

drop function if exists turno.route_pick(bigint, jsonb);
drop function if exists turno.route_check(jsonb);
drop function if exists turno.ticket_open(bigint, bigint, bigint, text, text, bigint, text, text, bigint, bigint);
drop function if exists turno.ticket_from_mail(bigint, jsonb, bigint, bigint, bigint);
drop function if exists turno.birth_assign(bigint, text);
