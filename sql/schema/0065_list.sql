-- The lists of a few categories are read as those of somebody who is enabled for no others; what an operator is enabled for is asked of his scope.
drop function if exists turno.ticket_breadth(bigint);
drop function if exists turno.ticket_ids_handle(bigint, bytea, bigint, timestamptz, bigint, integer);
drop function if exists turno.ticket_ids_recent(bigint, bytea, text[], timestamptz, bigint, integer);
drop function if exists turno.ticket_count_read(bigint, bytea, text[]);
drop function if exists turno.ticket_count(text[]);
drop function if exists turno.ticket_ids(text, text, integer);

-- A page of the list asks of each ticket whether a reply did not arrive: of the few that did not, not of all that was ever sent.
create index outbox_failed on turno.outbox (ticket_id) where kind = 'reply' and state = 'failed';
