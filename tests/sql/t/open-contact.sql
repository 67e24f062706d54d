-- Opening by a contact on the web (R3, R7, R30, R33, R39).
begin;
\ir ../fixture.sql
\ir ../call-sentence.psql
select no_plan();
insert into turno.category (id, parent_id, name, is_hidden) overriding system value values (20, 1, 'Riservata', true), (21, 20, 'Sotto', false), (22, 4, 'Interna 2', false);
insert into turno.setting (key, value) values ('privacy.notice.it', '"Informativa."'), ('privacy.version', '"v2"');
update turno.category set instructions = 'Porta la CU.', asks_place = true where id = 2;
create function pg_temp.names(p jsonb) returns text language sql as $$ select string_agg(c ->> 'name', ',') from jsonb_array_elements(p -> 'categories') c $$;
create function pg_temp.form(p jsonb default '{}') returns jsonb language sql as $$
    select jsonb_build_object('category', 2, 'subject', 'Il mio 730', 'text', 'Che documenti?', 'privacy', 'v2') || p $$;
create function pg_temp.last() returns bigint language sql as $$ select max(id) from turno.ticket $$;

-- Level by level.
select is(pg_temp.call(null, 'page_contact_categories', '{}'), '"TU004 Nobody is signed in."', 'R3: without credentials no form');
select is(pg_temp.call('mario_link', 'page_contact_categories', '{}'), '"TU003 Your link opens one request only: sign in to write a new one."', 'R3: a link is none');
select is(pg_temp.call('marco', 'page_contact_categories', '{}'), '"TU002 Only contacts open tickets here."', 'R30: operators have their own form');
select is(pg_temp.names(pg_temp.call('mario', 'page_contact_categories', '{}')), 'CAF,Immigrazione', 'R7: hidden ones are never offered');
select is((pg_temp.call('mario', 'page_contact_categories', '{}')) -> 'may_write', 'false', 'R7: one must be chosen');
select is(pg_temp.names(pg_temp.call('mario', 'page_contact_categories', '{"category": 1}')), '730', 'R7: then a sub-category that is visible');
select is(pg_temp.call('mario', 'page_contact_categories', '{"category": 2}') - 'privacy', '{"path": "CAF › 730", "category": 2, "may_write": true, "asks_place": true, "categories": [], "models": [], "instructions": "Porta la CU."}', 'R30: its instructions, R33: whether it asks for a place');
select is(pg_temp.call('mario', 'page_contact_categories', jsonb_build_object('category', c)), '"TU002 There is no such category."', format('R7: %s is not found by number', c)) from unnest('{4,20,21,22,99}'::int[]) c;
select is(pg_temp.call('mario', 'page_contact_categories', '{"category": 2}') #>> '{privacy,text}', 'Informativa.', 'R39: the privacy notice');

-- What is refused.
select is(pg_temp.call(null, 'act_contact_open', pg_temp.form()), '"TU004 Nobody is signed in."', 'R3: without credentials nobody opens');
select is(pg_temp.call('mario_link', 'act_contact_open', pg_temp.form()), '"TU003 Your link opens one request only: sign in to write a new one."', 'R3: nor by a link');
select is(pg_temp.call('marco', 'act_contact_open', pg_temp.form()), '"TU002 Only contacts open tickets here."', 'R30: nor an operator');
select is(pg_temp.call('mario', 'act_contact_open', '{}') -> 'errors', '{"category": "empty", "subject": "empty", "text": "empty", "privacy": "empty"}', 'R30: category, subject, text and privacy are needed');
select is(pg_temp.call('mario', 'act_contact_open', pg_temp.form(jsonb_build_object('category', c))) -> 'errors', jsonb_build_object('category', w), format('R7: category %s: %s', c, w))
from (values (1, 'below'), (4, 'not_offered'), (20, 'not_offered'), (21, 'not_offered'), (22, 'not_offered'), (99, 'not_offered')) x(c, w);
select is(pg_temp.call('mario', 'act_contact_open', pg_temp.form('{"privacy": "0123456789abcdef"}')) -> 'errors', '{"privacy": "changed"}', 'R39: another notice than that which stands there');
select is(pg_temp.call('mario', 'act_contact_open', pg_temp.form('{"latitude": "91", "longitude": "0"}')) -> 'errors', '{"latitude": "range"}', 'R33: a place on earth');
select is(pg_temp.call('mario', 'act_contact_open', pg_temp.form(jsonb_build_object('text', repeat('x', 100001)))) -> 'errors', '{"text": "long"}', 'R30: within bounds');
select is(pg_temp.call('mario', 'act_contact_open', pg_temp.form('{"uploads": [1]}')) -> 'errors', '{"files": "files"}', 'R25: with his own files');
select is(pg_temp.last(), 6::bigint, 'R30: nothing was opened so far');

-- What is opened.
insert into turno.attachment (id, blob_id, name, type, size, sha256, uploaded_session_id) overriding system value
select 901, 50, 'cu.pdf', 'application/pdf', 1, sha256('f'), s.id from turno.session s where s.contact_id = 1 and s.ticket_id is null;
select is(pg_temp.call('mario', 'act_contact_open', pg_temp.form('{"uploads": [901], "address": "Via Roma 1", "latitude": "45.07", "longitude": "7.68", "form_key": "c", "reference": "X", "assignee": 2}')) ->> 'done', 'requested', 'R30: opened');
select is(pg_temp.call('mario', 'act_contact_open', pg_temp.form('{"form_key": "c"}')) ->> 'ticket', pg_temp.last()::text, 'the same form again is the same ticket');
select is((select concat_ws(' ', customer_id, contact_id, category_id, level, turn, channel, opened_by, reference = id::text, place_address, latitude) from turno.ticket where id = pg_temp.last()),
    '1 1 2 base operator web t Via Roma 1 45.070000', 'R16: the office''s turn, R33: with its place; what is not his to say is not taken');
select is((select string_agg(concat_ws(' ', p.author_kind, p.channel, p.text, a.name), ',') from turno.post p left join turno.attachment a on a.post_id = p.id where ticket_id = pg_temp.last()), 'contact web Che documenti? cu.pdf', 'R30: his message with his file');
select ok((select array_agg(kind || ' ' || recipient) @> '{acknowledgement mario.rossi@demo.example,notification anna@demo.example}' from turno.outbox where ticket_id = pg_temp.last()), 'R34: he is acknowledged, operators are told');
select is((select version || ' ' || (notice_sha256 = sha256('Informativa.')) from turno.consent c where c.ticket_id = pg_temp.last() and c.contact_id = 1), 'v2 true', 'R39: which notice he acknowledged is kept');
select is(pg_temp.call('amina', 'act_contact_open', pg_temp.form('{"category": 3, "address": "Via Po 2"}')) ->> 'ok', 'true', 'R30: another');
select is((select place_address from turno.ticket where id = pg_temp.last()), '', 'R33: a place only where the category asks for it');
delete from turno.setting where key = 'privacy.notice.it';
select is(pg_temp.call('amina', 'act_contact_open', pg_temp.form('{"category": 3}') - 'privacy') ->> 'ok', 'true', 'R39: without a notice there is nothing to acknowledge');
update turno.throttle set tokens = 0 where key = 'open:contact:1';
select is(pg_temp.call('mario', 'act_contact_open', pg_temp.form()), '"TU003 You have opened many requests within an hour: please wait before the next one."', 'R3: nobody floods the office');
select finish();
rollback;
