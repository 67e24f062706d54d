-- Counted in one query now, a row for each turn.
drop function if exists turno.ticket_count(text[]);
