-- What operators do to a ticket: assignment by category, place, due date, short code, named colleagues (R11, R17, R22, R32, R33, R40).

alter table turno.category
    add column assign text not null default 'none'
        constraint category_assign_known check (assign in ('none', 'operator', 'fewest')),
    add column assign_operator_id bigint constraint category_assign_operator_id_fkey references turno.operator,
    add column asks_place boolean not null default false,
    add constraint category_assign_names_operator check ((assign = 'operator') = (assign_operator_id is not null));
comment on column turno.category.assign is 'Who gets tickets born or moved here: nobody, one operator, or who sees them and has fewest open (R40).';
comment on column turno.category.asks_place is 'The form of a new ticket asks where (R33).';
create index category_assign_operator_id on turno.category (assign_operator_id);

alter table turno.ticket
    add column short_code text constraint ticket_short_code_unique unique
        constraint ticket_short_code_shape check (short_code ~ '^[2-9BCDFGHJKMNPQRSTVWXZ]{6}$' and short_code ~ '[A-Z]'),
    add column due_on date,
    add column place_address text not null default ''
        constraint ticket_place_address_line check (place_address !~ '[[:cntrl:]]' and length(place_address) <= 300),
    add column latitude numeric(9, 6) constraint ticket_latitude_range check (latitude between -90 and 90),
    add column longitude numeric(9, 6) constraint ticket_longitude_range check (longitude between -180 and 180),
    add column effective text constraint ticket_effective_known check (effective in ('yes', 'no', 'partly')),
    add constraint ticket_place_both check ((latitude is null) = (longitude is null)),
    add constraint ticket_reference_line check (reference !~ '[[:cntrl:]]' and length(reference) <= 64);
comment on column turno.ticket.short_code is 'What a citizen can say on the phone, where ticket.short_code is on (R32). Authenticates nothing.';
comment on column turno.ticket.due_on is 'Planned for this day; null: now (R32).';
comment on column turno.ticket.place_address is 'Where it is about (R33); empty: nowhere.';
comment on column turno.ticket.effective is 'Was the solution effective? Said at the last closing (R17).';
comment on column turno.ticket.assignee_id is 'Who has it (R40): sees it while it is open; of a closed one, who had it.';
create index ticket_assignee_open on turno.ticket (assignee_id) where turn <> 'closed' and assignee_id is not null;
create index ticket_due_on on turno.ticket (due_on) where due_on is not null;
grant select (short_code, due_on, place_address, latitude, longitude, effective) on turno.ticket to turno_web;

create table turno.post_notified (
    post_id bigint not null references turno.post,
    operator_id bigint not null references turno.operator,
    primary key (post_id, operator_id)
);
comment on table turno.post_notified is 'Colleagues whom the author of a note named (R22).';
create index post_notified_operator_id on turno.post_notified (operator_id);
alter table turno.post_notified enable row level security;
create policy post_notified_gateway on turno.post_notified to turno_gateway using (true) with check (true);
grant select, insert on turno.post_notified to turno_gateway;
create policy post_notified_post on turno.post_notified for select to turno_web, turno_act
    using ((select v.operator_id from turno.viewer() v) is not null
        and exists (select from turno.post p where p.id = post_id));
grant select on turno.post_notified to turno_web, turno_act;

-- Who acts at the terminal in an operator's name acts by the channel "desk".
alter table turno.session add column channel text not null default 'web'
    constraint session_channel_known check (channel in ('web', 'desk'));
comment on column turno.session.channel is 'Channel of what is done in this session: desk for turno ticket … --as.';

-- Knowledge notes (R17): what was learned from tickets, for who sees tickets of that category and level.
create function turno.knowledge_plain(p_text text)
returns text
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select translate(lower(p_text), 'àáâäãèéêëìíîïòóôöõùúûüñç', 'aaaaaeeeeiiiiooooouuuunc');
$$;
comment on function turno.knowledge_plain(text) is 'Text without accents, for looking up.';
create function turno.knowledge_words(p_text text)
returns tsvector
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select to_tsvector('pg_catalog.italian', knowledge_plain(p_text)) || to_tsvector('pg_catalog.english', knowledge_plain(p_text))
        || to_tsvector('pg_catalog.simple', knowledge_plain(p_text));
$$;
comment on function turno.knowledge_words(text) is 'Words of a knowledge note, in Italian, English and as they stand.';
revoke execute on function turno.knowledge_plain(text), turno.knowledge_words(text) from public;
grant execute on function turno.knowledge_plain(text), turno.knowledge_words(text) to turno_gateway;
grant execute on function turno.knowledge_plain(text) to turno_web;

create table turno.knowledge (
    id bigint generated always as identity primary key,
    category_id bigint not null references turno.category,
    level text not null constraint knowledge_level_known check (level in ('base', 'advanced')),
    title text not null constraint knowledge_title_given check (title <> '' and length(title) <= 200),
    text text not null constraint knowledge_text_given check (text <> '' and length(text) <= 20000),
    operator_id bigint not null references turno.operator,
    ticket_id bigint references turno.ticket,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    words tsvector generated always as (turno.knowledge_words(title || ' ' || text)) stored
);
comment on table turno.knowledge is 'What was learned from tickets (R17).';
comment on column turno.knowledge.level is 'Who sees tickets of this level in the category sees the note; first that of its ticket.';
comment on column turno.knowledge.operator_id is 'Author.';
comment on column turno.knowledge.ticket_id is 'Ticket at whose closing it was written; null: by itself.';
create index knowledge_category_id on turno.knowledge (category_id, level);
create index knowledge_operator_id on turno.knowledge (operator_id);
create index knowledge_ticket_id on turno.knowledge (ticket_id);
alter table turno.knowledge enable row level security;
create policy knowledge_gateway on turno.knowledge to turno_gateway using (true) with check (true);
grant select, insert, update, delete on turno.knowledge to turno_gateway;
create policy knowledge_scope on turno.knowledge for select to turno_web, turno_act
    using ((category_id, level) in (select s.category_id, s.level from turno.operator_scope s
        where s.operator_id = (select v.operator_id from turno.viewer() v)));
grant select (id, category_id, level, title, text, operator_id, ticket_id, created_at, updated_at, words) on turno.knowledge
    to turno_web, turno_act;
