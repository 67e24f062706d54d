-- A ticket's page puts its posts and events in order itself, before it joins them.
drop function if exists turno.ticket_timeline(jsonb, jsonb);
