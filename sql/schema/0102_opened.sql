-- What an operator opened is his to see wherever it stands: each list looks there for what his categories do not show, which for who opens
-- all tickets of a counter was a look at each of them. The index tells that by itself.
create index ticket_opened_by_scope on turno.ticket (opened_by, turn, category_id, level)
    include (id, deleted_at, priority_id, waiting_since, updated_at) where opened_by is not null;
drop index turno.ticket_opened_by;
