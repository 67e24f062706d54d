-- Lists find their candidates in the kernel now, and let the policies say which of them are shown.
drop function if exists turno.ticket_ids_handle(bigint, timestamptz, bigint, integer);
drop function if exists turno.ticket_ids_recent(text, timestamptz, bigint, integer);
-- What the tabs count, and nothing else, so that no ticket is read for it.
create index ticket_count on turno.ticket (turn, category_id, level) where deleted_at is null;
