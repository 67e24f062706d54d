-- How many tickets stand on each tab is one answer, in whatever order they are read.
drop function if exists turno.ticket_usual(text, text, integer, bigint[], text);
drop function if exists turno.ticket_slice(jsonb, text, text, boolean, text, boolean, integer, text, boolean);
