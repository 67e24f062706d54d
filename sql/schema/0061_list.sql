-- Tickets of a page of the list apart from their rows: what stands beside a ticket shows less of them.
drop function if exists turno.ticket_page(jsonb, text, text, boolean, text, boolean, integer, text);
