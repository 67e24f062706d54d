-- A page of the list comes with its rows: to ask policies about the same tickets a second time took as long as to find them.
drop function if exists turno.ticket_ids(text, text, integer, bigint[]);
drop function if exists turno.ticket_slice(jsonb, text, text, boolean, text, boolean, integer, text);
