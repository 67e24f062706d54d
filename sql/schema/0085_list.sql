-- What the toolbar of a ticket offers is told of the row that was found, and a list's address is read together with the filters that are kept.
drop function if exists turno.ticket_acts(bigint, bigint);
drop function if exists turno.ticket_view(jsonb);
