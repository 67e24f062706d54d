-- Who sees the tags of a ticket (R9, M14): the operators who see it, and nobody else.
begin;
\ir ../fixture.sql
insert into turno.ticket_tag (ticket_id, tag) values (2, 'alto'), (6, 'insieme');
select plan(9);
select is(pg_temp.see(who, 'select string_agg(tag, '','' order by tag) from turno.ticket_tag'), tags, format('R9, M14: %s sees the tags %s', coalesce(who, 'nobody'), coalesce(tags, 'of none')))
from (values ('anna', 'alto,insieme,urgente'), ('marco', 'insieme,urgente'), ('nina', null), ('mario', null), ('mario_link', null), (null, null)) c(who, tags);
select is(pg_temp.see('marco', 'select turno.page_ticket(''{"ticket": 1, "language": "it", "page": true}'') ->> ''tagged'''), 'urgente', 'M14: an operator reads them on the page');
update turno.address set dead_at = now(), dead_reason = '5.1.1' where folded = 'mario.rossi@demo.example';
select is(pg_temp.see('marco', 'select turno.page_ticket(''{"ticket": 1, "language": "it", "page": true}'') #>> ''{dead,0,address}'''), 'mario.rossi@demo.example', 'M12: and an address that mail does not reach');
select is(pg_temp.see('marco', 'insert into turno.ticket_tag (ticket_id, tag) values (1, ''x'')'), '42501', 'M14: none writes them by the web');
select finish();
rollback;
