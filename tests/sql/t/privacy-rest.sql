-- What an erasure must leave at first, what it must not overlook, and that the rest goes later (R39).
begin;
\ir ../office.psql
select no_plan();
create function pg_temp.findings() returns text language sql as $$ select nullif((select string_agg(f ->> 'problem', '; ') from jsonb_array_elements(turno.verify_report('{"bytes": true}') -> 'findings') f), '') $$;
create temporary table of as select n, (pg_temp.receive(jsonb_build_object('subject', n, 'from_address', a, 'body_text', 'Parole di ' || a)) ->> 'ticket')::bigint as ticket
from (values ('mine', 'mario.rossi@demo.example'), ('whole', 'mario.rossi@demo.example'), ('hers', 'amina@demo.example'), ('held', 'amina@demo.example')) x(n, a);
create function pg_temp.of(p text) returns bigint language sql as $$ select ticket from of where n = p $$;
create temporary table mario as select pg_temp.contact_id('mario') as id;
-- Mario writes in two tickets of amina's, one of which is held, and is written to there; a ticket and a practice are of nobody in particular.
insert into turno.participant (ticket_id, contact_id) select pg_temp.of(n), mario.id from mario, unnest('{hers,held}'::text[]) n;
select turno.post_add(pg_temp.of(n), 'message', 'contact', mario.id, 'web', 'Anche Mario', 'Anche Mario') from mario, unnest('{hers,held}'::text[]) n;
select turno.outbox_add(pg_temp.of(n), null, 'reply', mario.id, null, 'Mario.Rossi@demo.example', 'it'),
    turno.event_add(pg_temp.of(n), 'delivery_sent', 'system', null, 'mail', null, null, 'Mario.Rossi@demo.example', 'reply') from mario, unnest('{hers,held}'::text[]) n;
set local session_replication_role = replica;
update turno.ticket set contact_id = null where id = pg_temp.of('whole');
set local session_replication_role = origin;
insert into turno.practice (reference, customer_id, contact_id, category_id, level, state_id, subject, description)
select '', t.customer_id, case n when 'his' then mario.id end, t.category_id, 'base', (select id from turno.practice_state where is_start), n || ' di Mario', 'Mario'
from mario, turno.ticket t, unnest('{his,whole,free}'::text[]) n where t.id = pg_temp.of('mine');
insert into turno.practice_ticket select p.id, pg_temp.of('mine') from turno.practice p where p.subject like 'his%';
select turno.hold_add(jsonb_build_object('ticket', pg_temp.of(n)::text, 'reason', 'causa')) from unnest('{mine,held}'::text[]) n;
insert into turno.admin_log (operator_id, noun, verb, key, members) select pg_temp.operator_id('anna'), x.noun, 'set', x.key, '{}' from (values ('contact', 'Mario.Rossi@demo.example'), ('contact', 'amina@demo.example'),
    ('customer', (select u.name from turno.customer u join turno.contact c on c.customer_id = u.id where c.id = (select m.id from mario m)))) x(noun, key);
insert into turno.web_request (address, name, tax_code, language, category_id, form) select 'MARIO.rossi@demo.example', 'Mario Rossi', 'RSSMRA80A01H501U', 'it', min(id), '{}' from turno.category;
select turno.ticket_review(pg_temp.of('whole'), pg_temp.operator_id('anna'), 'yes', 'Chiedere prima.', x) from unnest('{"",Procura}'::text[]) x;
select turno.outbox_add(null, null, 'confirm', null, null, a, 'it') from unnest('{MARIO.rossi@demo.example,altri@demo.example}'::text[]) a;

create temporary table done as select turno.contact_erase('{"address": "mario.rossi@demo.example"}') as r;
select is(jsonb_path_query_array(r, '$.kept[*].why'), '["held", "held", "held"]', 'R39: what must be kept is named: his ticket, another''s, his practice') from done;
select is((select string_agg(x.key, ',' order by x.key) from done, jsonb_array_elements(r -> 'kept') k, jsonb_object_keys(k) x(key) where x.key <> 'why'), 'practice,ticket,ticket', 'R39: each as what it is');
select is((select array_agg(text order by id) from turno.post where ticket_id = pg_temp.of('hers')), '{"Parole di amina@demo.example",""}', 'R39: in another''s ticket his words go');
select is((select count(*) from turno.event where ticket_id = pg_temp.of('hers') and new ilike 'mario%'), 0::bigint, 'R39: and his address from its timeline');
select isnt((select count(*) from turno.event where ticket_id = pg_temp.of('hers') and new is not null), 0::bigint, 'R39: not hers');
select is((select array_agg(text order by id) from turno.post where ticket_id = pg_temp.of('held')), '{"Parole di amina@demo.example","Anche Mario"}', 'R39: one that is held stays whole');
select is((select array_agg(subject order by subject = '–', subject) from turno.ticket where id in (pg_temp.of('whole'), pg_temp.of('mine'))), '{mine,–}', 'R2 R39: a ticket of the whole of a person goes with him');
select is((select array_agg(subject ~ '^P\d+$' order by id) from turno.practice), '{f,t,t}', 'R39: and his practices, but one of a ticket that is held');
select is((select array_agg(case key when 'erased-' || mario.id then 'x' else key end order by l.id) from turno.admin_log l, mario), '{x,amina@demo.example,x}', 'R39: the log of administration names him no more');
select is((select array_agg(title order by id) from turno.knowledge), '{–,Procura}', 'R17, R39: what was learned stays, but for a title that was his subject');
select is((select array_agg(case when recipient like 'erased-%' then 'x' else recipient end || ' ' || state order by id) from turno.outbox where kind = 'confirm'), '{x failed,altri@demo.example queued}', 'R39: and the mail that was to confirm his address');
select is((select count(*) from turno.web_request), 0::bigint, 'R39: what he asked for without credentials is gone');
select is(turno.retention_run() ->> 'more', 'false', 'R39: nothing more goes while it is held');
select is((select count(*) from turno.erasure_left), 1::bigint, 'R39: but it is not forgotten');

select turno.hold_remove(jsonb_build_object('ticket', pg_temp.of(n)::text)) from unnest('{mine,held}'::text[]) n;
select is((select jsonb_agg(l -> 'tickets') from jsonb_array_elements(turno.retention_report('{}')) l), '[2]', 'R39: when the holds end, it is due');
select is((turno.retention_run() ->> 'tickets'), '2', 'R39: and goes');
select is((select array_agg(text order by id) from turno.post where ticket_id = pg_temp.of('held')), '{"Parole di amina@demo.example",""}', 'R39: his words from hers');
select is((select count(*) from turno.event where ticket_id = pg_temp.of('held') and new ilike 'mario%'), 0::bigint, 'R39: and his address');
select is((select subject from turno.ticket where id = pg_temp.of('mine')), '–', 'R39: his own ticket');
select is((select array_agg(subject ~ '^P\d+$' order by id) from turno.practice), '{t,t,t}', 'R39: and the practice of it');
select is((select count(*) from turno.erasure_left), 0::bigint, 'R39: then nothing is left');
select is(turno.retention_run() ->> 'more', 'false', 'R39: nor to do');
select is((select count(*) from turno.ticket where contact_id = pg_temp.contact_id('amina') and erased_at is not null), 0::bigint, 'R39: hers stand');
select is(pg_temp.findings(), null, 'R23 R39: the timelines still prove themselves');

-- What was erased and holds words again may be erased again.
select turno.post_add(pg_temp.of('mine'), 'note', 'operator', pg_temp.operator_id('anna'), 'web', 'Mario ha chiamato', 'Mario ha chiamato');
select is((select erased_at from turno.ticket where id = pg_temp.of('mine')), null, 'R39: a note makes an erased ticket one with words');
select lives_ok(format('select turno.hold_add(%L)', jsonb_build_object('ticket', pg_temp.of('mine')::text, 'reason', 'x')), 'R39: which may be held');
-- A held ticket takes its hold along.
create temporary table two as select pg_temp.of('hers') as target, pg_temp.of('held') as source;
select turno.hold_add(jsonb_build_object('ticket', source::text, 'reason', 'causa')) from two;
update turno.ticket set erased_at = now() where id = (select target from two);
select turno.ticket_merge(source, target, pg_temp.operator_id('anna'), 'web') from two;
select is((select array_agg(h.reason order by h.ticket_id) from turno.ticket_hold h, two where h.ticket_id in (source, target)), '{causa,causa}', 'R39 R41: what is held stays held where it goes') from two;
select is((select erased_at from turno.ticket, two where id = target), null, 'R39 R41: and words go into one that was erased');
select * from finish();
rollback;
