-- Who sees the tags of a ticket (R9, M14): the operators who see it, and nobody else.
begin;
\ir ../fixture.sql
insert into turno.ticket_tag (ticket_id, tag) values (2, 'alto'), (6, 'insieme');
select plan(18);
select is(pg_temp.see(who, 'select string_agg(tag, '','' order by tag) from turno.ticket_tag'), tags, format('R9, M14: %s sees the tags %s', coalesce(who, 'nobody'), coalesce(tags, 'of none')))
from (values ('anna', 'alto,insieme,urgente'), ('marco', 'insieme,urgente'), ('nina', null), ('mario', null), ('mario_link', null), (null, null)) c(who, tags);
select is(pg_temp.see('marco', 'select turno.page_ticket(''{"ticket": 1, "language": "it", "page": true}'') ->> ''tagged'''), 'urgente', 'M14: an operator reads them on the page');
update turno.address set dead_at = now(), dead_reason = '5.1.1' where folded = 'mario.rossi@demo.example';
select is(pg_temp.see('marco', 'select turno.page_ticket(''{"ticket": 1, "language": "it", "page": true}'') #>> ''{dead,0,address}'''), 'mario.rossi@demo.example', 'M12: and an address that mail does not reach');
select is(pg_temp.see('marco', 'insert into turno.ticket_tag (ticket_id, tag) values (1, ''x'')'), '42501', 'M14: none writes them by the web');
-- Operators tag.
create function pg_temp.tag(p_who text, p jsonb) returns text language sql as $$
    select pg_temp.see(p_who, format('select (turno.act_tag(%L) - ''{seen,ticket}''::text[])::text', p)) $$;
select is(pg_temp.tag('marco', '{"ticket": 1, "add": ["ISEE", "da fare"], "remove": "urgente"}')::jsonb, '{"ok": true, "done": "tagged"}', 'M14: an operator tags');
select is((select string_agg(tag, ',' order by tag) from turno.ticket_tag where ticket_id = 1), 'da fare,isee', 'M14: in lower case');
select is((select old || ' > ' || new || ' ' || actor_kind from turno.event where ticket_id = 1 and type = 'tags'), 'urgente > da fare, isee operator', 'R23: and the timeline says so');
select is(pg_temp.tag('marco', '{"ticket": 1, "add": "isee"}')::jsonb ->> 'done', 'unchanged', 'M14: what is there already changes nothing');
select is(pg_temp.tag('marco', '{"ticket": 2, "add": "isee"}'), 'TU002', 'R9: a ticket that he does not see is not there');
select is(pg_temp.tag('mario', '{"ticket": 1, "add": "isee"}'), 'TU002', 'M14: contacts tag nothing');
select is(pg_temp.tag('marco', '{"ticket": 1, "add": "<x>"}')::jsonb, '{"ok": false, "errors": {"add": "form"}}', 'M14: what is no word is refused');
select is(pg_temp.tag('marco', jsonb_build_object('ticket', 1, 'add', (select jsonb_agg('t' || n) from generate_series(1, 19) n)))::jsonb #>> '{errors,add}', 'long', 'M14: twenty at most');
select turno.ticket_erase(1, null, 'system', null, 'desk', 'prova') \g /dev/null
select is((select count(*) from turno.ticket_tag where ticket_id = 1), 0::bigint, 'R39: with what a ticket holds go its tags');
select finish();
rollback;
