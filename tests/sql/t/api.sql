-- POST /api/ticket (R36): who may, what is refused, what is opened, and that the same request does nothing twice.
begin;
\ir ../office.psql
create temporary table rest_before as select * from turno.verify_rest();
select no_plan();
create function pg_temp.key(p_name text) returns bigint language sql as $$ select k.id from turno.api_key k where k.name = p_name $$;

-- Administration.
create temporary table made as select turno.api_key_add('{"name": "Sito", "categories": ["CAF"]}') as k;
select matches(k ->> 'key', '^turno_[A-Za-z0-9_-]{43}$', 'R36: a key is shown once') from made;
select is(k - '{key,id,created_at}'::text[], '{"name": "sito", "contacts": "known", "per_minute": 60, "is_active": true, "categories": ["CAF"],
    "used_at": null}', 'R36: what it may is little at first') from made;
select is(turno.api_key_show('{"name": "sito"}') ? 'key' or turno.api_key_list('{}') -> 0 ?| '{key,key_sha256}', false, 'R36: then never again');
select throws_ok($$ select turno.api_key_add('{"name": "sito", "categories": ["CAF"]}') $$, 'TU003', null, 'a name is one key''s');
select throws_ok($$ select turno.api_key_add('{"name": "x"}') $$, 'TU003', 'A key needs a category in which it may open tickets.');
select throws_ok($$ select turno.api_key_add('{"name": "a b", "categories": ["CAF"]}') $$, 'TU003', null, 'a name is plain');
select throws_ok($$ select turno.api_key_set('{"name": "sito", "categories": ["None"]}') $$, 'TU003', null, 'a category is one that there is');
select throws_ok($$ select turno.api_key_set('{"name": "sito", "per_minute": 0}') $$, 'TU003', null, 'a rate is more than nothing');
select throws_ok($$ select turno.api_key_set('{"name": "sito", "contacts": "some"}') $$, 'TU003', null, 'a right is known');
select throws_ok($$ select turno.api_key_show('{"name": "none"}') $$, 'TU003', 'There is no key "none".');

select turno.api_key_set('{"name": "sito", "per_minute": 6000}');
-- As the web calls it.
create function pg_temp.post(p_body jsonb, p_key text default null, p_token text default null) returns jsonb language plpgsql as $$
declare
    v_result jsonb;
begin
    perform set_config('turno.api_key', coalesce(p_token, (select k ->> 'key' from made)), true);
    set local role turno_web;
    v_result := turno.api_ticket(jsonb_build_object('body', p_body, 'sha256', encode(sha256(convert_to(p_body::text, 'UTF8')), 'hex'),
        'key', coalesce(p_key, gen_random_uuid()::text), 'language', 'en'));
    reset role;
    perform set_config('turno.api_key', '', true);
    return v_result;
end
$$;
create function pg_temp.body(p jsonb default '{}') returns jsonb language sql as $$
    select '{"contact": {"address": "mario.rossi@demo.example"}, "category": "CAF > 730", "subject": "Il mio  730", "text": "Buongiorno."}'::jsonb || p $$;
grant select on made to turno_web;

select is(pg_temp.post(pg_temp.body(), null, 'turno_' || repeat('x', 43)), '{"status": 401, "word": "key"}', 'R36: without a good key nothing');
select is(pg_temp.post(pg_temp.body(), null, ''), '{"status": 401, "word": "key"}', 'R36: nor with none');
select is(pg_temp.post(pg_temp.body(), '') ->> 'status', '400', 'R36: an Idempotency-Key must be there');
select is(pg_temp.post(pg_temp.body(), 'a b') ->> 'word', 'idempotency', 'R36: of visible characters');
select turno.api_key_set('{"name": "sito", "is_active": false}');
select is(pg_temp.post(pg_temp.body()) ->> 'status', '401', 'R36: a key that is off opens nothing');
select turno.api_key_set('{"name": "sito", "is_active": true}');

-- Opened for a contact, as if he had written.
create temporary table opened as select pg_temp.post(pg_temp.body('{"priority": "alta", "reference": "PRATICA-7", "due_on": "2100-01-31",
    "place": {"address": "Via Roma 1", "latitude": 45.1, "longitude": 9.2}}'), 'one') as r;
create function pg_temp.number() returns bigint language sql as $$ select (r #>> '{body,number}')::bigint from opened $$;
select is(r - 'body', '{"status": 201}', 'R36: a ticket is opened') from opened;
select is((r -> 'body') - 'number'::text, jsonb_build_object('reference', 'PRATICA-7', 'turn', 'operator', 'status', (select s.name_en from turno.status s where s.is_opening)), 'R36: and told of') from opened;
select is((select concat_ws('/', t.channel, t.subject, t.level, t.turn, c.path, t.due_on, t.place_address, t.latitude, t.longitude, r.name_en)
    from turno.ticket t join turno.category c on c.id = t.category_id join turno.priority r on r.id = t.priority_id where t.id = pg_temp.number()),
    'api/Il mio 730/base/operator/CAF › 730/2100-01-31/Via Roma 1/45.100000/9.200000/High', 'R32, R33: with all that was said');
select is((select contact_id from turno.ticket where id = pg_temp.number()), pg_temp.contact_id('mario'), 'R36: for its contact');
select is((pg_temp.events(pg_temp.number()))[1], 'opened', 'R23: it is an event');
select is((select array_agg(concat_ws(' ', p.author_kind, p.channel, p.text)) from turno.post p where p.ticket_id = pg_temp.number()),
    array['contact api Buongiorno.'], 'R21: the text is the contact''s');
select is(pg_temp.written(pg_temp.number()), array['acknowledgement mario.rossi@demo.example', 'notification anna@demo.example', 'notification marco@demo.example'],
    'R34: he is acknowledged, operators are told');
select is(turno.api_key_show('{"name": "sito"}') ->> 'used_at' is not null, true, 'the key was used');

-- Idempotency.
select is(pg_temp.post(pg_temp.body('{"priority": "alta", "reference": "PRATICA-7", "due_on": "2100-01-31",
    "place": {"address": "Via Roma 1", "latitude": 45.1, "longitude": 9.2}}'), 'one'), (select r || '{"is_again": true}' from opened), 'R36: the same again answers the same');
select is((select count(*) from turno.ticket where reference = 'PRATICA-7'), 1::bigint, 'R36: and does nothing');
select is(pg_temp.post(pg_temp.body(), 'one'), '{"status": 409, "word": "other"}', 'R36: something else under the same key is refused');
create temporary table other_key as select turno.api_key_add('{"name": "altro", "categories": ["CAF"], "contacts": "any", "per_minute": 600}') ->> 'key' as key;
select is(pg_temp.post(pg_temp.body(), 'one', (select key from other_key)) ->> 'status', '201', 'R36: keys of requests are each client''s own');
update turno.api_request set created_at = now() - interval '48 hours 1 second' where key = 'one';
set local role turno_gateway;
select is(turno.hook_tidy() ->> 'requests', '2', 'R36: they are kept for 48 hours');
reset role;

-- What is wrong is said, field by field.
select is(pg_temp.post('{"colour": 1, "contact": {"address": 7, "age": 3}, "category": "CAF", "subject": " ", "files": "x", "priority": null}'),
    '{"status": 422, "errors": {"colour": "member", "contact.address": "type", "contact.age": "member", "subject": "missing", "text": "missing",
    "files": "type", "priority": "type"}}', 'R36: the form');
select is(pg_temp.post('{}'), '{"status": 422, "errors": {"contact": "missing", "contact.address": "missing", "category": "missing", "subject": "missing",
    "text": "missing"}}', 'R36: what is missing');
select is(pg_temp.post(pg_temp.body(c)) -> 'errors', e, 'R36: ' || e::text) from (values
    ('{"subject": "SUBJECT"}'::jsonb || jsonb_build_object('subject', repeat('x', 251)), '{"subject": "long"}'::jsonb),
    ('{"priority": "huge"}', '{"priority": "priority"}'), ('{"reference": "12345"}', '{"reference": "digits"}'),
    ('{"reference": "PRATICA-7"}', '{"reference": "taken"}'), ('{"customer": "Amina Haddad"}', '{"customer": "customer"}'),
    ('{"place": {"latitude": 91, "longitude": 0}}', '{"place.latitude": "range"}'), ('{"place": {"latitude": 1}}', '{"place.longitude": "empty"}'),
    ('{"due_on": "tomorrow"}', '{"due_on": "date"}'), ('{"due_on": "2001-01-01"}', '{"due_on": "past"}'),
    ('{"contact": {"address": "nobody"}}', '{"contact.address": "address"}'), ('{"contact": {"address": "anna@demo.example"}}', '{"contact.address": "office"}'),
    ('{"contact": {"address": "support@demo.example"}}', '{"contact.address": "office"}'),
    ('{"contact": {"address": "new@demo.example"}}', '{"contact.address": "stranger"}'),
    ('{"contact": {"address": "mario.rossi@demo.example", "language": "fr"}}', '{"contact.language": "language"}')) x(c, e);
select is(pg_temp.post(pg_temp.body('{"category": "Amministrazione"}')), '{"status": 403, "errors": {"category": "category"}}', 'R36: a category that the key does not name');
select is(pg_temp.post(pg_temp.body('{"category": "None"}')) ->> 'status', '403', 'R36: is like one that there is not');

-- New contacts, as the key may.
select turno.api_key_set('{"name": "sito", "contacts": "new"}');
select is(pg_temp.post(pg_temp.body('{"contact": {"address": "Nuova@Demo.example", "name": "Nuova Persona", "language": "en"}}')) ->> 'status', '201', 'R36: a new contact');
select is((select concat_ws('/', c.name, c.language, u.name, u.kind, a.address) from turno.contact c join turno.customer u on u.id = c.customer_id
    join turno.address a on a.contact_id = c.id where a.folded = 'nuova@demo.example'), 'Nuova Persona/en/Nuova Persona/person/Nuova@Demo.example', 'R1: a customer himself');
select is(pg_temp.post(pg_temp.body('{"contact": {"address": "socio@demo.example"}, "customer": "amina haddad"}')) -> 'errors', '{"customer": "joins"}',
    'R36, R2: not of a customer that there is, whose tickets he would see');
select is(pg_temp.post(pg_temp.body('{"contact": {"address": "socio@demo.example"}, "customer": "Ditta Nuova"}')) ->> 'status', '201', 'R36: but of a new one');
select is(pg_temp.post(pg_temp.body('{"contact": {"address": "socia@demo.example"}, "customer": "ditta nuova"}'), 'two', (select key from other_key)) ->> 'status', '201',
    'R36: of any, where the key may');
select is((select count(distinct c.customer_id) from turno.address a join turno.contact c on c.id = a.contact_id
    where a.folded in ('socio@demo.example', 'socia@demo.example')), 1::bigint, 'R1: then they are colleagues');

-- Files.
select is(pg_temp.post(pg_temp.body('{"files": [{"name": "a.txt", "content": "Y2lhbw=="}, {"name": "b.bin", "type": "image/png", "content": ""}]}'), 'files') ->> 'status', '201', 'R25: files');
select is((select string_agg(concat_ws('/', a.name, a.type, a.size, convert_from(c.bytes, 'UTF8')), ' ' order by a.id) from turno.attachment a
    left join turno.blob_chunk c on c.blob_id = a.blob_id where a.name in ('a.txt', 'b.bin')), 'a.txt/application/octet-stream/4/ciao b.bin/image/png/0', 'R25: as they came');
select is(pg_temp.post(pg_temp.body(jsonb_build_object('files', jsonb_build_array(f)))) -> 'errors', jsonb_build_object('files.0', w), 'R25: ' || f::text)
from (values ('{"name": "a", "content": "%%"}'::jsonb, 'form'), ('{"name": "a", "content": "abc"}', 'form'), ('{"name": "a/b", "content": ""}', 'file'),
    ('{"name": "a"}', 'file'), ('"a"', 'file'), ('{"name": "a", "content": "", "type": "x"}', 'file'), ('{"name": "a", "content": "", "mode": 1}', 'file')) x(f, w);
select is(pg_temp.post(pg_temp.body(jsonb_build_object('files', jsonb_build_array(jsonb_build_object('name', 'a', 'content', repeat('AAAA', 1750001)))))) -> 'errors',
    '{"files.0": "long"}', 'R25: no more than 5 MB of them');

-- A message more, to its own tickets only.
select is(pg_temp.post(jsonb_build_object('ticket', pg_temp.number(), 'text', 'Ancora.'), 'more') ->> 'status', '201', 'R36: it adds a message');
select is((select string_agg(p.text, ' ' order by p.id) from turno.post p where p.ticket_id = pg_temp.number()), 'Buongiorno. Ancora.', 'R36: once');
update turno.ticket set turn = 'contact', status_id = (select s.id from turno.status s where s.turn = 'contact' and s.is_default) where id = pg_temp.number();
select pg_temp.post(jsonb_build_object('ticket', pg_temp.number(), 'text', 'E poi.'));
select is(pg_temp.turn_of(pg_temp.number()), 'operator', 'R14: it gives the turn to the office');
select is(pg_temp.post(jsonb_build_object('ticket', pg_temp.number(), 'text', 'x'), null, (select key from other_key)), '{"status": 404, "word": "ticket"}', 'R36: another client does not');
select is(pg_temp.post(jsonb_build_object('ticket', pg_temp.ticket_of_mario(), 'text', 'x')) ->> 'status', '404', 'R36: nor to a ticket that came by mail');
select is(pg_temp.post('{"ticket": 0, "text": "x"}') ->> 'status', '404', 'R36: nor to none');
select is(pg_temp.post('{"ticket": 1.5, "text": "x"}') ->> 'status', '404', 'R36: nor to half a one');
select is(pg_temp.post(jsonb_build_object('ticket', pg_temp.number(), 'text', 'x', 'subject', 'y')) -> 'errors', '{"subject": "member"}', 'R36: it changes nothing else');
select is(pg_temp.post(jsonb_build_object('ticket', pg_temp.number())) -> 'errors', '{"text": "missing"}', 'R36: a message has a text');
select turno.ticket_close(pg_temp.number(), pg_temp.operator_id('anna'), 'web');
select is(pg_temp.post(jsonb_build_object('ticket', pg_temp.number(), 'text', 'x')), '{"status": 409, "word": "closed"}', 'R17: a closed one takes nothing');
update turno.category set closed_reply = 'reopen';
select is(pg_temp.post(jsonb_build_object('ticket', pg_temp.number(), 'text', 'x')) ->> 'status', '201', 'R18: but where a mail would reopen it');
select is(pg_temp.turn_of(pg_temp.number()), 'operator', 'R18: it reopens');

create temporary table target as select pg_temp.ticket_of_mario() as id;
update turno.ticket set turn = 'closed', closed_at = now(), merged_into = (select id from target), status_id = (select s.id from turno.status s where s.is_closing)
where id = pg_temp.number();
select is((pg_temp.post(jsonb_build_object('ticket', pg_temp.number(), 'text', 'Dopo.')) #>> '{body,number}')::bigint, id, 'R41: a merged one leads to where it went') from target;
select is(pg_temp.post(jsonb_build_object('ticket', id, 'text', 'Poi.')) ->> 'status', '201', 'R41: which takes more') from target;
select is((select count(*) from turno.post p join target on target.id = p.ticket_id where p.channel = 'api'), 2::bigint, 'R41: there it stands');
update turno.ticket set deleted_at = now() where id = (select id from target);
select is(pg_temp.post(jsonb_build_object('ticket', id, 'text', 'x')) ->> 'status', '404', 'R27: what is deleted is nobody''s') from target;

-- Too many.
select turno.api_key_set('{"name": "sito", "per_minute": 6}');
delete from turno.throttle;
select is(pg_temp.post('{}') ->> 'status', '422', 'R36: a request now and then');
select is(pg_temp.post('{}'), '{"status": 429, "word": "often", "wait": 10}', 'R36: not all at once');
-- What the key sees besides: nothing.
set local role turno_web;
select set_config('turno.api_key', (select k ->> 'key' from made), true);
select is((select count(*) from turno.ticket) + (select count(*) from turno.contact), 0::bigint, 'R9: with a key alone the web sees no row');
select throws_ok('select * from turno.api_key', '42501', null, 'R36: nor any key');
select throws_ok('select * from turno.api_request', '42501', null, 'R36: nor what was asked');
reset role;
select is(turno.api_key_set('{"name": "sito", "renew": true}') ->> 'key' <> (select k ->> 'key' from made), true, 'R36: a key is changed for another');
select is(pg_temp.post(pg_temp.body()) ->> 'status', '401', 'R36: then the old one opens nothing');
select is(turno.api_key_remove('{"name": "altro"}'), '{"removed": "altro"}', 'R36: a key is removed');
select is(pg_temp.post(pg_temp.body(), null, (select key from other_key)) ->> 'status', '401', 'R36: then it opens nothing');
select is_empty('select * from turno.verify_chain()', 'R23: every timeline verifies');
select set_eq('select * from turno.verify_rest()', 'select * from rest_before', 'R23: and every file is counted');
select finish();
rollback;
