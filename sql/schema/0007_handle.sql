-- The list "to handle" is by priority, then the longest waiting (R26): each scope is read in that very order.
create index ticket_handle on turno.ticket (category_id, level, priority_id, waiting_since, id) where turn = 'operator';
drop index turno.ticket_waiting;
