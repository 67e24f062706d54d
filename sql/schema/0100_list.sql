-- What a row of the list says of a ticket's posts is kept with the ticket: to count them for each row took longer than all the rest of it.
alter table turno.ticket
    add message_count integer not null default 0 constraint ticket_message_count_range check (message_count >= 0),
    add document_count integer not null default 0 constraint ticket_document_count_range check (document_count >= 0);
comment on column turno.ticket.message_count is 'Messages that its conversation has, without notes.';
comment on column turno.ticket.document_count is 'Documents of its messages and notes, without pictures inside the text.';
update turno.ticket t
set message_count = n.messages, document_count = n.documents
from (select p.ticket_id, count(*) filter (where p.kind = 'message') as messages,
        sum((select count(*) from turno.attachment a where a.post_id = p.id and not a.is_inline)) as documents
    from turno.post p group by p.ticket_id) n
where n.ticket_id = t.id;

-- The open tickets of an operator are few: all of them are read, counted and put in order at once.
create index ticket_open on turno.ticket (category_id, level) include (id, turn, priority_id, waiting_since, updated_at)
    where turn <> 'closed' and deleted_at is null;

drop function if exists turno.ticket_ids(text, text, integer, bigint[], text);
drop function if exists turno.ticket_ids_handle(bigint, bytea, bigint, timestamptz, bigint, integer, bigint[]);
drop function if exists turno.ticket_ids_recent(bigint, bytea, text[], timestamptz, bigint, integer, bigint[]);
drop function if exists turno.ticket_slice(jsonb, text, text, boolean, text, boolean, integer, text, boolean);
drop function if exists turno.ticket_rows_read(bigint[], text, boolean, bigint, bigint);
drop function if exists turno.page_ticket_table(jsonb);
drop function if exists turno.ticket_breadth(bigint, bytea, bigint[]);
drop function if exists turno.ticket_count_read(bigint, bytea, text[], bigint[]);
drop function if exists turno.filter_options(jsonb, text, boolean);

-- What an operator may filter his list by stands beside every list and changes a few times a year: it is kept as it was made.
create table turno.panel (
    operator_id bigint not null constraint panel_operator_id_fkey references turno.operator (id) on delete cascade,
    language text not null constraint panel_language_known check (language in ('it', 'en')),
    options json not null,
    constraint panel_pkey primary key (operator_id, language)
);
comment on table turno.panel is 'The filter panel beside an operator''s list, as filter_options_read made it: true while panel_change is empty.';
create table turno.panel_change (
    id bigint generated always as identity constraint panel_change_pkey primary key
);
comment on table turno.panel_change is 'A row for each change of what panels are made of, since one was made (panel_keep). Nobody waits for another''s row.';
alter table turno.panel enable row level security;
alter table turno.panel_change enable row level security;
create policy panel_gateway on turno.panel to turno_gateway using (true) with check (true);
create policy panel_change_gateway on turno.panel_change to turno_gateway using (true) with check (true);
grant select, insert, update, delete on turno.panel to turno_gateway;
grant select, insert, delete on turno.panel_change to turno_gateway;

-- Purpose: takes note that kept panels are no longer what they would be.
create function turno.panel_note()
returns trigger
language plpgsql security definer
set search_path = turno, pg_temp
as $$
begin
    insert into panel_change default values;
    return null;
end
$$;
comment on function turno.panel_note() is 'Takes note that what panels are made of changed.';
alter function turno.panel_note() owner to turno_gateway;
revoke execute on function turno.panel_note() from public;
create trigger category_in_panel after insert or delete or truncate or update of parent_id, path on turno.category
    for each statement execute function turno.panel_note();
create trigger operator_category_in_panel after insert or delete or update on turno.operator_category
    for each statement execute function turno.panel_note();
create trigger operator_in_panel after insert or delete or truncate or update of name, is_active on turno.operator
    for each statement execute function turno.panel_note();
create trigger status_in_panel after insert or delete or truncate or update on turno.status
    for each statement execute function turno.panel_note();
create trigger priority_in_panel after insert or delete or truncate or update on turno.priority
    for each statement execute function turno.panel_note();
create trigger setting_in_panel after insert or delete or truncate or update on turno.setting
    for each statement execute function turno.panel_note();
comment on trigger category_in_panel on turno.category is 'Panels name categories (R26).';
comment on trigger operator_category_in_panel on turno.operator_category is 'Panels offer what an operator is enabled for (R9, R26).';
comment on trigger operator_in_panel on turno.operator is 'Panels name operators (R26).';
comment on trigger status_in_panel on turno.status is 'Panels name statuses (R26).';
comment on trigger priority_in_panel on turno.priority is 'Panels name priorities (R26).';
comment on trigger setting_in_panel on turno.setting is 'Panels offer levels where the office has them (R11).';
