-- A ticket's page puts its posts and events in order itself, before it joins them, and reads of them what it shows.
drop function if exists turno.ticket_timeline(jsonb, jsonb);
drop function if exists turno.ticket_marks(bigint);
drop function if exists turno.ticket_posts_read(bigint, boolean, bigint);
drop function if exists turno.ticket_events_read(bigint);
