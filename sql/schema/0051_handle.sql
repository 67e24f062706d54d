-- What is to handle, in its order (the urgent ones first, who waits longest before the others), for whoever sees most of it.
create index if not exists ticket_handle_all on turno.ticket (priority_id, waiting_since, id) where turn <> 'closed';
