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
