-- Who is told (R34), and the named colleagues (R22).
begin;
\ir ../fixture.sql
select no_plan();
-- anna and riccardo see ticket 2 (730, advanced), marco does not.
select is(turno.notify(2, null, 'raised', null, null, '{2,3}'), 1, 'R22: of those named only who sees the ticket is told');
select is((select string_agg(recipient, ' ' order by recipient) from turno.outbox where kind = 'notification' and ticket_id = 2),
    'riccardo@demo.example', 'R22: a colleague without sight is not');
select is(turno.notify(2, null, 'raised', 3, null, '{3}'), 0, 'R34: nobody is told of his own act, even by name');
select is(turno.notify(2, null, 'raised', null, null, '{}'), 0, 'R22: nobody named, nobody told');
select is(turno.notify(2, null, 'raised', 3), 1, 'R34: with no names all who see it, minus the actor');
select finish();
rollback;
