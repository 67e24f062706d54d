-- M14: administrators rename, merge and remove the tags of the office.
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.act(p_who text, p_verb text, p_values jsonb) returns jsonb language sql as $$
    select x::jsonb from (select pg_temp.see(p_who, format('select turno.act_admin(%L::jsonb)', jsonb_build_object('noun', 'tag', 'verb', p_verb, 'values', p_values)))) y(x) where x ~ '^[{]' $$;
create function pg_temp.listed(p_who text) returns text language sql as $$
    select (select string_agg(concat_ws(' ', r ->> 'tag', r ->> 'tally', r ->> 'rules'), ', ' order by n) from jsonb_array_elements(x::jsonb -> 'rows') with ordinality u(r, n))
    from (select pg_temp.see(p_who, 'select turno.page_admin(''{"noun": "tag"}'')')) y(x) where x ~ '^[{]' $$;
create function pg_temp.tags(p_ticket bigint) returns text language sql as $$ select string_agg(g.tag, ',' order by g.tag) from turno.ticket_tag g where g.ticket_id = p_ticket $$;
delete from turno.ticket_tag;
insert into turno.ticket_tag (ticket_id, tag) values (1, 'isee'), (1, 'urgente'), (2, 'isee'), (2, 'alto'), (6, 'urgente');
insert into turno.route (id, rank, name, category_id, tags) overriding system value values (900, 900, 'a', 1, '{fisco,isee,urgente}'), (901, 901, 'b', null, '{isee}');
insert into turno.saved_filter (operator_id, name, filter) values (2, 'mine', '{"tag": ["isee", "urgente"], "level": ["base"]}'), (2, 'one', '{"tag": ["isee"]}'), (1, 'none', '{"level": ["base"]}');
update turno.operator set is_admin = true where login = 'nina';

-- Who sees what.
select is(pg_temp.listed('anna'), 'alto 1 0, fisco 0 1, isee 2 2, urgente 2 1', 'M14: an administrator has them by name, with what uses them');
select is(pg_temp.listed('nina'), 'fisco 0 1, isee 0 2, urgente 0 1', 'R9: of tickets that she does not see she learns nothing');
select is(pg_temp.see(t, 'select turno.page_admin(''{"noun": "tag"}'')'), case when t is null then 'TU004' else 'TU002' end, 'R4: not for ' || coalesce(t, 'nobody')) from unnest(array['marco', 'mario', 'mario_link', null]) t;
select is(pg_temp.see(t, 'select turno.act_admin(''{"noun": "tag", "verb": "remove", "values": {"tag": "alto"}}'')'), case when t is null then 'TU004' else 'TU002' end, 'R4: nor removed by ' || coalesce(t, 'nobody'))
from unnest(array['marco', 'mario', 'mario_link', null]) t;
select is(pg_temp.see('nina', 'select turno.page_admin(''{"noun": "tag", "values": {"tag": "alto"}}'')'), 'TU002', 'R9: one that only others see is not there');
select is(pg_temp.act('nina', 'remove', '{"tag": "alto"}') #>> '{errors,form}', 'There is no tag "alto".', 'R9: nor is it removed');
select is(has_function_privilege('turno_web', f, 'execute'), false, 'R4: closed to the web: ' || f)
from unnest('{"turno.tag_replace(text,text)","turno.tag_become(text,text)","turno.tag_set(jsonb)","turno.tag_merge(jsonb)","turno.tag_remove(jsonb)"}'::text[]) f;
select ok((select array_agg(x ->> 'value') @> '{isee,fisco}' from jsonb_array_elements(pg_temp.see('anna', 'select turno.page_admin_choices(''{"lists": ["tag"]}'')')::jsonb -> 'tag') x), 'M14: a form chooses among them');

select is(has_function_privilege('turno_web', f, 'execute'), false, 'R9: closed to the web: ' || f) from unnest('{"turno.tag_all()","turno.tag_tickets(text,bigint,integer)"}'::text[]) f;

-- A new name.
select is(pg_temp.act('anna', 'set', p::jsonb) -> 'errors' ->> f, m, format('M14: %s', p))
from (values ('{"tag": "isee", "new_name": "<b>"}', 'new_name', '"<b>" is no tag: it has up to 40 letters, digits, blanks, dots, dashes and underscores.'),
    ('{"tag": "isee", "new_name": ""}', 'new_name', '"" is no tag: it has up to 40 letters, digits, blanks, dots, dashes and underscores.'),
    ('{"tag": "isee", "new_name": "Urgente "}', 'new_name', 'There is a tag "urgente" already: merge this one into it.'),
    ('{"tag": "isee", "new_name": "fisco"}', 'new_name', 'There is a tag "fisco" already: merge this one into it.'),
    ('{"tag": "nessuna", "new_name": "x"}', 'form', 'There is no tag "nessuna".'),
    ('{"tag": "isee", "name": "x"}', 'form', '"name" is not known here; known are: tag, new_name.')) c(p, f, m);
select is(pg_temp.act('anna', 'set', '{"tag": "isee", "new_name": "ISEE"}') -> 'done' ->> 'was', null, 'M14: its own name is none');
create temporary table before as select t.id, t.updated_at, t.event_count from turno.ticket t;
select is(pg_temp.act('anna', 'set', '{"tag": "ISEE", "new_name": "ISEE 2026"}') -> 'done', '{"tag": "isee 2026", "was": "isee", "tickets": 2, "is_more": false, "tally": "2", "rules": 2}', 'M14: a new name');
select is(array[pg_temp.tags(1), pg_temp.tags(2), pg_temp.tags(6)], '{"isee 2026,urgente","alto,isee 2026",urgente}', 'M14: all tickets follow');
select is((select array_agg(array_to_string(r.tags, ',') order by r.id) from turno.route r where r.id >= 900), '{"fisco,isee 2026,urgente","isee 2026"}', 'M14: so do the rules, in their order');
select is((select array_agg(s.filter::text order by s.name) from turno.saved_filter s), array['{"tag": ["isee 2026", "urgente"], "level": ["base"]}', '{"level": ["base"]}', '{"tag": ["isee 2026"]}'],
    'R26: and the filters that operators keep, whoever they are');
select is((select l.key from turno.admin_log l where l.noun = 'tag' order by l.id desc limit 1), 'isee → isee 2026', 'R4: the log has both names');
select is_empty('select b.id from before b join turno.ticket t on t.id = b.id where (t.updated_at, t.event_count) is distinct from (b.updated_at, b.event_count)',
    'M14: no ticket has moved for it, nor its timeline');

-- Merged.
select is(pg_temp.act('anna', 'merge', p::jsonb) -> 'errors' ->> f, m, format('M14: %s', p))
from (values ('{"tag": "urgente"}', 'into', 'Name the tag that stays.'), ('{"tag": "urgente", "into": ""}', 'into', 'Name the tag that stays.'),
    ('{"tag": "urgente", "into": "URGENTE"}', 'into', 'A tag is merged into another one, not into itself.'), ('{"tag": "urgente", "into": "nessuna"}', 'form', 'There is no tag "nessuna".'),
    ('{"tag": "nessuna", "into": "urgente"}', 'form', 'There is no tag "nessuna".')) c(p, f, m);
select is(pg_temp.act('anna', 'merge', '{"tag": "isee 2026", "into": "urgente"}') -> 'done' ->> 'tally', '3', 'M14: two become one');
select is(array[pg_temp.tags(1), pg_temp.tags(2), pg_temp.tags(6)], '{urgente,"alto,urgente",urgente}', 'M14: a ticket has it once');
select is((select array_agg(array_to_string(r.tags, ',') order by r.id) from turno.route r where r.id >= 900), '{"fisco,urgente",urgente}', 'M14: and so has a rule');
select is((select array_agg(s.filter::text order by s.name) from turno.saved_filter s), array['{"tag": ["urgente"], "level": ["base"]}', '{"level": ["base"]}', '{"tag": ["urgente"]}'], 'R26: and a kept filter');
select is((select l.verb || ' ' || l.key from turno.admin_log l where l.noun = 'tag' order by l.id desc limit 1), 'merge isee 2026 → urgente', 'R4: the log keeps it');

-- Removed.
select is(pg_temp.act('anna', 'remove', '{"tag": "urgente"}') #>> '{errors,form}', 'Tag urgente is in use: 2 routes.', 'M14: not while a rule gives it');
select is(pg_temp.tags(6), 'urgente', 'M14: and nothing is lost meanwhile');
delete from turno.route where id >= 900;
select is(pg_temp.act('anna', 'remove', '{"tag": "urgente"}') -> 'done', '{"removed": "urgente"}', 'M14: removed');
select is(array[pg_temp.tags(1), pg_temp.tags(2), pg_temp.tags(6)], '{NULL,alto,NULL}', 'M14: from all tickets');
select is((select array_agg(s.filter::text order by s.name) from turno.saved_filter s), array['{"level": ["base"]}', '{"level": ["base"]}', '{}'], 'R26: a filter narrows by what is left of it');
select is((select l.verb || ' ' || l.key from turno.admin_log l where l.noun = 'tag' order by l.id desc limit 1), 'remove urgente', 'R4: the log keeps it');
select is(pg_temp.listed('anna'), 'alto 1 0', 'M14: what is left');

-- The command line, which sees all; and many tickets.
insert into turno.ticket_tag (ticket_id, tag) select t.id, 'tanti' from turno.ticket t;
select is(turno.tag_show('{"tag": "Tanti"}') ->> 'tickets', (select count(*) from turno.ticket)::text, 'M14: turno tag show counts all');
select is(turno.tag_list('{}') #>> '{0,tag}', 'alto', 'M14: turno tag list');
select is(turno.tag_remove('{"tag": "tanti"}') ->> 'removed', 'tanti', 'M14: turno tag remove');
select throws_like($$select turno.tag_remove('{"tag": "tanti"}')$$, 'There is no tag "tanti".', 'M14: once');
select * from finish();
rollback;
