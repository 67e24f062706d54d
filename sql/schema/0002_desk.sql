-- The desk: category tree, who sees what, statuses, tickets, posts and the timeline.

create table turno.category (
    id bigint generated always as identity primary key,
    parent_id bigint references turno.category,
    name text not null constraint category_name_given check (name <> '' and position(' › ' in name) = 0),
    path text not null default '',
    is_hidden boolean not null default false,
    is_fallback boolean not null default false,
    initial_level text not null default 'base'
        constraint category_initial_level_known check (initial_level in ('base', 'advanced')),
    instructions text not null default '',
    closed_reply text not null default 'new_linked'
        constraint category_closed_reply_known check (closed_reply in ('new_linked', 'reopen', 'reject_notice', 'append_silent')),
    constraint category_not_own_parent check (parent_id <> id)
);
comment on table turno.category is 'Tree of what the office deals with (R6).';
comment on column turno.category.path is 'Names from the root, joined by " › "; kept by trigger.';
comment on column turno.category.is_hidden is 'Never offered to contacts (R7).';
comment on column turno.category.is_fallback is 'Where mail goes that no rule routes; exactly one (R10).';
comment on column turno.category.initial_level is 'Level of tickets born here (R11).';
comment on column turno.category.closed_reply is 'What a mail to a closed ticket of this category does (R18).';
create unique index category_name_in_parent on turno.category (coalesce(parent_id, 0), lower(name));
create unique index category_one_fallback on turno.category ((true)) where is_fallback;
create unique index category_path on turno.category (lower(path));
create index category_parent_id on turno.category (parent_id);

create table turno.operator_category (
    operator_id bigint not null references turno.operator,
    category_id bigint not null references turno.category,
    level text not null constraint operator_category_level_known check (level in ('base', 'advanced')),
    primary key (operator_id, category_id)
);
comment on table turno.operator_category is 'Per operator and category exactly one level; no row is none (R8).';
comment on column turno.operator_category.level is 'Highest level seen: base sees base, advanced sees both.';
create index operator_category_category_id on turno.operator_category (category_id);

create table turno.status (
    id bigint generated always as identity primary key,
    name_it text not null,
    name_en text not null,
    description text not null default '',
    colour text not null default '#46525e' constraint status_colour_hex check (colour ~ '^#[0-9a-f]{6}$'),
    turn text not null constraint status_turn_known check (turn in ('operator', 'contact', 'closed')),
    is_default boolean not null default false,
    is_opening boolean not null default false,
    is_closing boolean not null default false,
    is_builtin boolean not null default false,
    constraint status_opening_turn check (not is_opening or turn <> 'closed'),
    constraint status_closing_turn check (not is_closing or turn = 'closed'),
    constraint status_key unique (id, turn)
);
comment on table turno.status is 'Named, coloured labels, each mapped to a turn (R16).';
comment on column turno.status.is_default is 'The status a turn change picks; one per turn.';
create unique index status_one_default on turno.status (turn) where is_default;
create unique index status_one_opening on turno.status ((true)) where is_opening;
create unique index status_one_closing on turno.status ((true)) where is_closing;

create table turno.turn_rule (
    turn text not null constraint turn_rule_turn_known check (turn in ('none', 'operator', 'contact', 'closed')),
    event text not null,
    new_turn text not null constraint turn_rule_new_turn_known check (new_turn in ('operator', 'contact', 'closed')),
    told text[] not null default '{}',
    primary key (turn, event)
);
comment on table turno.turn_rule is 'The turn machine: what an event does to the turn and who is told (R14–R18). No row: nothing happens.';
comment on column turno.turn_rule.turn is 'Turn before; none for a ticket that is being born.';
comment on column turno.turn_rule.told is 'Audiences of R34: contact, operators.';

create table turno.priority (
    id bigint generated always as identity primary key,
    name_it text not null,
    name_en text not null,
    rank integer not null unique,
    colour text not null constraint priority_colour_hex check (colour ~ '^#[0-9a-f]{6}$'),
    is_default boolean not null default false
);
comment on table turno.priority is 'Priorities, most urgent with the highest rank (R32).';
create unique index priority_one_default on turno.priority ((true)) where is_default;

create table turno.ticket (
    id bigint generated always as identity primary key,
    reference text not null unique,
    customer_id bigint not null references turno.customer,
    contact_id bigint references turno.contact,
    category_id bigint not null references turno.category,
    level text not null constraint ticket_level_known check (level in ('base', 'advanced')),
    turn text not null,
    status_id bigint not null,
    priority_id bigint not null references turno.priority,
    assignee_id bigint references turno.operator,
    opened_by bigint references turno.operator,
    mailbox_id bigint,
    channel text not null constraint ticket_channel_known
        check (channel in ('mail', 'pec', 'web', 'phone', 'desk', 'api')),
    subject text not null,
    opened_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    waiting_since timestamptz not null default now(),
    closed_at timestamptz,
    event_count integer not null default 0,
    event_head bytea not null default ''::bytea,
    constraint ticket_status_fits_turn foreign key (status_id, turn) references turno.status (id, turn),
    constraint ticket_closed_has_time check ((turn = 'closed') = (closed_at is not null))
);
comment on table turno.ticket is 'A conversation with its turn. The number people say is the id.';
comment on column turno.ticket.reference is 'Human reference: the number, or set by hand (R32). Authenticates nothing.';
comment on column turno.ticket.contact_id is 'Null: all contacts of the customer see it (R2).';
comment on column turno.ticket.opened_by is 'Operator who opened it; sees it whatever happens (R9).';
comment on column turno.ticket.updated_at is 'Time of the last message of either side (R26).';
comment on column turno.ticket.waiting_since is 'When the present turn began.';
comment on column turno.ticket.event_count is 'Length of the chain in turno.event, so that a cut tail is found (R23).';
comment on column turno.ticket.event_head is 'Digest of the last event.';
create index ticket_desk on turno.ticket (category_id, level, turn, updated_at desc, id desc);
create index ticket_handle on turno.ticket (category_id, level, priority_id, waiting_since, id) where turn = 'operator';
create index ticket_customer_id on turno.ticket (customer_id, updated_at desc);
create index ticket_contact_id on turno.ticket (contact_id, updated_at desc);
create index ticket_opened_by on turno.ticket (opened_by) where opened_by is not null;
create index ticket_assignee_id on turno.ticket (assignee_id) where assignee_id is not null;
create index ticket_status_id on turno.ticket (status_id, turn);
create index ticket_priority_id on turno.ticket (priority_id);
create index ticket_mailbox_id on turno.ticket (mailbox_id);

create table turno.ticket_link (
    ticket_id bigint not null references turno.ticket,
    other_id bigint not null references turno.ticket,
    kind text not null constraint ticket_link_kind_known check (kind in ('follows', 'related')),
    primary key (ticket_id, other_id),
    constraint ticket_link_not_itself check (ticket_id <> other_id)
);
comment on table turno.ticket_link is 'Tickets that belong together; follows: born from a mail to a closed one (R18).';
create index ticket_link_other_id on turno.ticket_link (other_id);

create table turno.participant (
    ticket_id bigint not null references turno.ticket,
    contact_id bigint not null references turno.contact,
    primary key (ticket_id, contact_id)
);
comment on table turno.participant is 'Contacts who take part besides the ticket''s own (M16).';
create index participant_contact_id on turno.participant (contact_id);

create table turno.post (
    id bigint generated always as identity primary key,
    ticket_id bigint not null references turno.ticket,
    kind text not null constraint post_kind_known check (kind in ('message', 'note')),
    author_kind text not null constraint post_author_kind_known check (author_kind in ('contact', 'operator', 'system')),
    contact_id bigint references turno.contact,
    operator_id bigint references turno.operator,
    channel text not null constraint post_channel_known
        check (channel in ('mail', 'pec', 'web', 'phone', 'desk', 'api')),
    at timestamptz not null default now(),
    text text not null,
    visible_text text not null,
    mail_id bigint unique,
    salt bytea not null,
    digest bytea not null,
    constraint post_author_given check (
        (author_kind = 'contact' and contact_id is not null and operator_id is null) or
        (author_kind = 'operator' and operator_id is not null and contact_id is null) or
        (author_kind = 'system' and contact_id is null and operator_id is null)),
    constraint post_note_by_office check (kind = 'message' or author_kind <> 'contact')
);
comment on table turno.post is 'A message or an internal note (R21).';
comment on column turno.post.text is 'The whole text; folding is presentation.';
comment on column turno.post.visible_text is 'Text without quote and signature.';
comment on column turno.post.mail_id is 'The mail it came by; unique, so that a mail is posted once.';
comment on column turno.post.salt is 'Salt of the digest, so that erasure keeps the chain verifiable (R23, R39).';
comment on column turno.post.digest is 'SHA-256 of salt and content, held by the chain.';
create index post_ticket_id on turno.post (ticket_id, id);
create index post_contact_id on turno.post (contact_id);
create index post_operator_id on turno.post (operator_id);

create table turno.event (
    id bigint generated always as identity primary key,
    ticket_id bigint not null references turno.ticket,
    seq integer not null,
    at timestamptz not null default now(),
    type text not null,
    actor_kind text not null constraint event_actor_kind_known check (actor_kind in ('contact', 'operator', 'system')),
    contact_id bigint references turno.contact,
    operator_id bigint references turno.operator,
    channel text not null,
    post_id bigint references turno.post,
    old text,
    new text,
    note text,
    digest bytea not null,
    constraint event_in_order unique (ticket_id, seq)
);
comment on table turno.event is 'The timeline: append-only, each row chained to the one before by digest (R23).';
comment on column turno.event.seq is '1, 2, 3 … per ticket.';
comment on column turno.event.digest is 'SHA-256 of the previous digest and this row''s content.';
create index event_post_id on turno.event (post_id);
create index event_contact_id on turno.event (contact_id);
create index event_operator_id on turno.event (operator_id);
