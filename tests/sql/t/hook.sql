-- Webhooks and the app IO: what is queued, said, claimed, settled and shown (R34, R36).
begin;
\ir ../office.psql
insert into turno.setting values ('office.name', '"Ufficio"');
select no_plan();
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
create function pg_temp.ticket() returns bigint language sql as $$ select ticket from mine $$;
create function pg_temp.call(p_call bigint) returns text language sql as $$
    select concat_ws(' ', c.state, c.attempts, c.last_status, j.owner) from turno.hook_call c
    left join turno.hook_job j on j.hook_call_id = c.id where c.id = p_call $$;
create function pg_temp.wait(p_call bigint) returns double precision language sql as $$
    select extract(epoch from j.run_after - clock_timestamp())::double precision from turno.hook_job j where j.hook_call_id = p_call $$;
create function pg_temp.hook(p_name text) returns bigint language sql as $$ select h.id from turno.hook h where h.name = p_name $$;
create function pg_temp.due(p_call bigint) returns void language sql volatile as $$
    update turno.hook_job set run_after = clock_timestamp() - interval '1 second' where hook_call_id = p_call $$;

-- Administration.
select is(turno.webhook_add('{"name": "CRM", "url": "https://crm.example/in", "secret": "crm", "events": ["message", "opened", "message"]}')
    - '{id,created_at}'::text[], '{"name": "crm", "kind": "webhook", "url": "https://crm.example/in", "secret": "crm",
    "events": ["message", "opened"], "with_notes": false, "is_active": true, "waiting": 0, "last_state": null, "last_at": null,
    "last_error": null}', 'R34: a webhook is added; notes do not go there');
select is(turno.webhook_add('{"name": "all", "url": "https://all.example", "secret": "all", "events": ["*"], "with_notes": true}') ->> 'with_notes',
    'true', 'R21: unless the office says so');
select throws_ok($$ select turno.webhook_add('{"name": "crm", "url": "https://a.example", "secret": "x"}') $$, 'TU003', 'There is a hook crm already.');
select throws_ok($$ select turno.webhook_add('{"name": "a b", "url": "https://a.example", "secret": "x"}') $$, 'TU003', 'The name of a hook has letters, digits, dot, dash and underscore only.');
select throws_ok($$ select turno.webhook_add('{"name": "x", "url": "https://a.example"}') $$, 'TU003', 'A hook needs a url and a secret: the name of a file in secret_dir that holds its key.');
select throws_ok(format($$ select turno.webhook_set(jsonb_build_object('name', 'crm', 'url', %L)) $$, u), 'TU003', null, 'R34: no call goes to ' || u)
from unnest(array['http://crm.example', 'https://user:word@crm.example/', 'https://crm.example/#x', 'ftp://crm.example', 'https:///x',
    'https://crm.example/a b', E'https://crm.example/\nx', 'https://crm.example\@evil.example', 'HTTPS://crm.example', '']) u;
select throws_ok($$ select turno.webhook_set('{"name": "crm", "secret": "../crm"}') $$, 'TU003', null, 'the secret is a file in secret_dir');
select throws_ok($$ select turno.webhook_set('{"name": "crm", "events": ["mesage"]}') $$, 'TU003', null, 'a mistyped event is refused');
select throws_ok($$ select turno.webhook_set('{"name": "crm", "colour": "x"}') $$, 'TU003', null, 'so is a mistyped member');
select throws_ok($$ select turno.webhook_set('{"name": "crm", "kind": "fax"}') $$, 'TU003', null, 'and a kind that there is not');
select throws_ok($$ select turno.webhook_show('{"name": "none"}') $$, 'TU003', 'There is no hook "none".');
select is(turno.webhook_set('{"name": "crm", "url": "https://crm.example/v2?key=1"}') ->> 'url', 'https://crm.example/v2?key=1', 'a hook is changed');
select is((select array_agg(h ->> 'name') from jsonb_array_elements(turno.webhook_list('{}')) h), array['all', 'crm'], 'hooks are listed');
select throws_ok(format('insert into turno.hook (name, url, secret, kind) values (%L, %L, %L, %L)', n, u, s, k), '23514', null, 'whoever writes: ' || w)
from (values ('A', 'https://a.example', 'x', 'webhook', 'the name is plain'), ('a', 'http://a.example', 'x', 'webhook', 'https only'),
    ('a', 'https://a.example', '/etc/passwd', 'webhook', 'the secret is a name'), ('a', 'https://a.example', 'x', 'fax', 'the kind is known')) x(n, u, s, k, w);

-- R34: queued once, with what an integration needs.
create temporary table first as select turno.hook_add(pg_temp.hook('crm'), pg_temp.ticket(), 'opened', '{"rule": 7, "ticket": "forged"}',
    (select p.id from turno.post p where p.ticket_id = pg_temp.ticket())) as id;
select is((select pg_temp.call(id) from first), 'queued 0', 'R34: a call waits');
select is(turno.hook_add(pg_temp.hook('crm'), pg_temp.ticket(), 'opened'), null, 'R34: the same event is told once');
select isnt(turno.hook_add(pg_temp.hook('all'), pg_temp.ticket(), 'opened'), null, 'R34: to each webhook');
select isnt(turno.hook_add(pg_temp.hook('crm'), pg_temp.ticket(), 'status'), null, 'R34: another event is another call');
select is(turno.hook_add(pg_temp.hook('crm'), 0, 'opened'), null, 'nothing is told of a ticket that there is not');
select is(payload - '{at,event_seq,post,ticket}'::text[], jsonb_build_object('rule', 7, 'event', 'opened', 'contact', jsonb_build_object('name', 'Mario Rossi',
    'address', 'Mario.Rossi@Demo.example', 'id', pg_temp.contact_id('mario')), 'customer', jsonb_build_object('name', 'Mario Rossi', 'id',
    (select customer_id from turno.contact where id = pg_temp.contact_id('mario')))), 'R34: contact and customer') from turno.hook_call, first where hook_call.id = first.id;
select is((payload -> 'ticket') - '{opened_at,updated_at}'::text[], jsonb_build_object('number', pg_temp.ticket(), 'reference', pg_temp.ticket()::text,
    'subject', 'Il mio 730', 'turn', 'operator', 'status', (select s.name_en from turno.status s join turno.ticket t on t.status_id = s.id where t.id = pg_temp.ticket()),
    'category', (select g.path from turno.ticket t join turno.category g on g.id = t.category_id where t.id = pg_temp.ticket()), 'level', 'base',
    'priority', 'Normal', 'channel', 'mail', 'assignee', null, 'closed_at', null), 'R34: the ticket, which the caller cannot forge')
from turno.hook_call, first where hook_call.id = first.id;
select is(payload #>> '{post,text}', 'Buongiorno, una domanda.', 'R34: the text of a message') from turno.hook_call, first where hook_call.id = first.id;
select throws_ok($$ insert into turno.hook_call (hook_id, event) values (pg_temp.hook('crm'), 'drop table') $$, '23514', null, 'an event is a word');
select throws_ok($$ insert into turno.hook_call (hook_id, event, state) values (pg_temp.hook('crm'), 'x', 'lost') $$, '23514', null, 'a state is known');
select throws_ok($$ insert into turno.hook_call (hook_id, event) values (0, 'x') $$, '23503', null, 'a call is of a hook');
select throws_ok($$ insert into turno.hook_call (hook_id, event, ticket_id) values (pg_temp.hook('crm'), 'x', 0) $$, '23503', null, 'about a ticket that there is');
select throws_ok($$ insert into turno.hook_call (hook_id, event, contact_id) values (pg_temp.hook('crm'), 'x', 0) $$, '23503', null, 'to a contact that there is');
select throws_ok($$ insert into turno.hook_call (hook_id, ticket_id, event, event_seq) select hook_id, ticket_id, event, event_seq from turno.hook_call c, first where c.id = first.id $$,
    '23505', null, 'R34: whoever writes, the same is told once');
select throws_ok($$ insert into turno.hook_job (hook_call_id, hook_id) values (0, pg_temp.hook('crm')) $$, '23503', null, 'a job is of a call');
select throws_ok($$ update turno.hook_job set hook_id = 0 $$, '23503', null, 'and of a hook');
select throws_ok($$ update turno.hook_job set owner = 'x' $$, '23514', null, 'a claim ends');

update turno.ticket set is_draft = true where id = pg_temp.ticket();
select is(turno.hook_add(pg_temp.hook('crm'), pg_temp.ticket(), 'reply'), null, 'R32: of a draft nobody is told');
update turno.ticket set is_draft = false where id = pg_temp.ticket();

-- R21: a note's text goes only where the office says so.
create temporary table note as select turno.post_add(pg_temp.ticket(), 'note', 'operator', pg_temp.operator_id('anna'), 'web', 'Riservato.', 'Riservato.') as id;
select is(payload #> '{post,text}', null, 'R21: not the text of a note') from turno.hook_call
where id = (select turno.hook_add(pg_temp.hook('crm'), pg_temp.ticket(), 'note', '{}', note.id) from note);
select is(payload::text ~ 'Riservato', false, 'R21: nowhere') from turno.hook_call where hook_id = pg_temp.hook('crm') and event = 'note';
select is(payload #>> '{post,text}', 'Riservato.', 'R21: with notes, the text of one') from turno.hook_call
where id = (select turno.hook_add(pg_temp.hook('all'), pg_temp.ticket(), 'note', '{}', note.id) from note);
select is(payload -> 'post', 'null', 'a post of another ticket is not told') from turno.hook_call
where id = (select turno.hook_add(pg_temp.hook('crm'), pg_temp.ticket_of_mario(), 'note', '{}', note.id) from note);

-- R34: who asked for it.
update turno.hook_call set event_seq = null; -- as if all that were told of something else
select is(turno.hook_tell(pg_temp.ticket(), 'message'), 2, 'R34: those who asked for an event, and for all, are told');
select is(turno.hook_tell(pg_temp.ticket(), 'closed'), 1, 'R34: who did not ask is not');
select turno.webhook_set('{"name": "all", "is_active": false}');
select is(turno.hook_tell(pg_temp.ticket(), 'turn'), 0, 'R34: nor who is switched off');
delete from turno.hook_job;
delete from turno.hook_call;

-- Claims: a few of each hook, once, for a time.
select turno.webhook_set('{"name": "all", "is_active": true}');
select is(turno.hook_wait_seconds(), null, 'an empty queue waits for nothing');
create temporary table many as select n, turno.hook_add(pg_temp.hook('crm'), null, 'test') as id from generate_series(1, 4) n;
insert into many select 5, turno.hook_add(pg_temp.hook('all'), null, 'test');
update turno.hook_job j set run_after = clock_timestamp() - interval '1 minute' + many.n * interval '1 second' from many where many.id = j.hook_call_id;
select is(turno.hook_wait_seconds(), 0::double precision, 'what is queued is due');
create temporary table claimed as select e.value as e, (e.value ->> 'id')::bigint as id from jsonb_array_elements(turno.hook_claim('s:call', 60, 8)) e;
select is((select array_agg(m.n order by m.n) from claimed join many m using (id)), array[1, 2, 5], 'R34: two of each hook at a time, so that a slow one holds up no other');
select is((select array_agg(k order by k) from jsonb_object_keys((select e from claimed limit 1)) k),
    array['attempts', 'event', 'hook', 'id', 'kind', 'link', 'payload', 'secret', 'ticket', 'url'], 'a claim has all fields');
select is(turno.hook_claim('s:call', 60, 8), '[]', 'the same process gets no more of them');
select is((select count(*) from jsonb_array_elements(turno.hook_claim('other:call', 60, 8))), 2::bigint, 'another gets the rest, and none of the first');
select is(pg_temp.call(id), 'sending 1 s:call', 'a call is being made') from claimed limit 1;
select is(turno.hook_wait_seconds() between 30 and 60, true, 'nothing more is due until a claim ends');
select is(turno.hook_release('other:call'), 2, 'what a dead process had is given back');
select is(turno.hook_claim('s:call', 60, 0), '[]', 'no more than wanted');
update turno.hook_job set leased_until = clock_timestamp() where owner = 's:call';
select is(turno.hook_requeue(), 3, 'so is what it held too long');
select is(pg_temp.call(id), 'queued 1', 'it waits again') from claimed limit 1;
update turno.hook set is_active = false where name = 'crm';
select is((select array_agg(m.n) from jsonb_array_elements(turno.hook_claim('s:call', 60, 8)) e join many m on m.id = (e ->> 'id')::bigint), array[5],
    'R34: a hook that is off is called no more');
update turno.hook set is_active = true where name = 'crm';
select turno.hook_release('s:call');

-- Endings.
delete from turno.hook_job where hook_id = pg_temp.hook('all');
create function pg_temp.answer(p_call bigint, p_status integer, p_error text default null, p_after integer default null, p_final boolean default false)
returns text language sql volatile as $$
    select pg_temp.due(p_call);
    update turno.hook_job set owner = 's:call', leased_until = now() + interval '1 minute' where hook_call_id = p_call;
    update turno.hook_call set state = 'sending', attempts = attempts + 1 where id = p_call;
    select turno.hook_settle(p_call, 's:call', p_status, p_error, p_after, p_final) $$;
create function pg_temp.new_call() returns bigint language sql volatile as $$ select turno.hook_add(pg_temp.hook('crm'), null, 'test') $$;
select is(pg_temp.answer(pg_temp.new_call(), s), case when s between 200 and 299 then 'sent' when s in (0, 408, 429) or s >= 500 then 'queued' else 'failed' end,
    'R36: after ' || s) from unnest(array[0, 200, 201, 204, 301, 302, 400, 401, 404, 408, 410, 413, 429, 500, 502, 503]) s;
create temporary table one as select pg_temp.new_call() as id;
select is(pg_temp.answer(id, 503, 'away'), 'queued', 'a server that is away is asked again') from one;
select is(pg_temp.wait(id) between 45 and 75, true, 'R36: after a minute') from one;
select pg_temp.answer(id, 0, 'no answer') from one;
select is(pg_temp.wait(id) between 90 and 150, true, 'R36: then two') from one;
select pg_temp.answer(id, 500) from one, generate_series(1, 12);
select is(pg_temp.wait(id) between 17000 and 26000, true, 'R36: then six hours at most') from one;
select pg_temp.answer(id, 503, 'x', 600) from one;
select is(pg_temp.wait(id) between 590 and 730, true, 'R36: or when the server says') from one;
select pg_temp.answer(id, 429, 'x', 2000000000) from one;
select is(pg_temp.wait(id) between 21000 and 26000, true, 'R36: within bounds') from one;
select pg_temp.answer(id, 500, 'x', 5) from one;
select is(pg_temp.wait(id) > 17000, true, 'R36: only where it has a meaning') from one;
update turno.hook_call set tried_at = now() - interval '3 days 1 second' where id = (select id from one);
select is(pg_temp.answer(id, 503, 'still away'), 'failed', 'R36: after three days it is given up') from one;
select is((select last_error || last_status from turno.hook_call join one using (id)), 'still away503', 'and the reason stays');
select is((select count(*) from turno.hook_job j join one on one.id = j.hook_call_id), 0::bigint, 'nothing waits any more');
select is(pg_temp.answer(pg_temp.new_call(), 0, 'the address is private', null, true), 'failed', 'R36: what must not be made is not tried again');
select is(turno.hook_settle(m.id, 'stranger', 200, null), 'queued', 'who has lost the claim settles nothing') from many m where m.n = 1;
select is(turno.hook_settle(0, 's:call', 200, null), null, 'nor what there is not');

-- R23, R15: a failure stands on the timeline; the turn stays.
create temporary table about as select turno.hook_add(pg_temp.hook('crm'), pg_temp.ticket(), 'opened') as id;
select pg_temp.answer(id, 404, 'HTTP 404') from about;
select is((select concat_ws('/', e.type, e.actor_kind, e.old, e.new, e.note) from turno.event e where e.ticket_id = pg_temp.ticket() order by e.seq desc limit 1),
    'hook/system/crm/failed/HTTP 404', 'R23: what failed is an event');
select is(pg_temp.turn_of(pg_temp.ticket()), 'operator', 'R15: the turn stays');
select is_empty('select * from turno.verify_chain()', 'R23: the chain holds');

-- Again by hand.
select is(turno.hook_retry(id) ->> 'state', 'queued', 'a person may ask again') from about;
select is(pg_temp.wait(id) <= 0, true, 'at once') from about;
select is(pg_temp.answer(id, 200), 'sent', 'and it goes') from about;
select is((select last_error is null and sent_at is not null from turno.hook_call join about using (id)), true, 'nothing is left of the error');
select throws_ok(format('select turno.hook_retry(%s)', id), 'TU003', format('Call %s is sent: it is not made again.', id)) from about;
select throws_ok('select turno.hook_retry(0)', 'TU002', 'There is no call 0.');
update turno.hook_call set payload = null where id = (select id from one);
select throws_ok(format('select turno.hook_retry(%s)', id), 'TU003', format('Call %s is too old: what it said was removed after 30 days.', id)) from one;

-- What the command line shows.
select is((select array_agg(c ->> 'state') from jsonb_array_elements(turno.hook_calls(jsonb_build_object('ticket', pg_temp.ticket(), 'hook', 'crm', 'state', 'sent'))) c),
    array['sent'], 'calls are listed by state, hook and ticket');
select is(jsonb_array_length(turno.hook_calls('{"limit": 2}')), 2, 'so many');
select is((turno.hook_calls('{"limit": 1}') #>> '{0,id}')::bigint > (turno.hook_calls(jsonb_build_object('before', turno.hook_calls('{"limit": 1}') #>> '{0,id}')) #>> '{0,id}')::bigint,
    true, 'newest first, and then on');
select throws_ok($$ select turno.hook_calls('{"state": "lost"}') $$, 'TU003', null, 'a mistyped state is refused');
select is(turno.webhook_test('{"name": "crm"}') ->> 'event', 'test', 'a webhook is tested');
select throws_ok($$ select turno.webhook_remove('{"name": "crm"}') $$, 'TU003', null, 'R13: a hook for which calls wait stays');
delete from turno.hook_job;
select is(turno.webhook_remove('{"name": "crm"}'), '{"removed": "crm"}', 'else it goes, with what it was told');

-- 30 days later what was said is forgotten.
insert into turno.hook_call (hook_id, event, payload, state, created_at) select pg_temp.hook('all'), 'test', '{}', s, now() - d * interval '1 day'
from unnest(array['sent', 'failed', 'queued']) s, unnest(array[29, 31]) d;
select is(turno.hook_tidy(), '{"calls_forgotten": 2, "calls_requeued": 0, "requests": 0}', 'R39: bodies of calls are kept for 30 days');
select is((select array_agg(state order by state) from turno.hook_call where payload is null), array['failed', 'sent'], 'R39: those that have ended');

-- The app IO.
select is(turno.webhook_add('{"name": "io", "kind": "app-io", "secret": "io"}') ->> 'url', 'https://api.io.pagopa.it/api/v1/messages', 'R34: the app IO has an address of its own');
select throws_ok($$ select turno.webhook_add('{"name": "io2", "kind": "app-io", "secret": "io"}') $$, 'TU003', null, 'R34: there is one such channel');
select throws_ok($$ insert into turno.hook (name, kind, url, secret) values ('io2', 'app-io', 'https://a.example', 'x') $$, '23505', null, 'whoever writes');
select throws_ok($$ select turno.webhook_test('{"name": "io"}') $$, 'TU003', null, 'it takes no test');
select is(turno.hook_add(pg_temp.hook('io'), pg_temp.ticket(), 'opened'), null, 'nor webhooks');
create temporary table skipped as select turno.hook_add_contact(pg_temp.ticket(), pg_temp.contact_id('mario'), 'reply', 'Il mio 730', 'Ecco.') as id;
select is((select state || ': ' || last_error from turno.hook_call join skipped using (id)), 'skipped: the contact has no fiscal code',
    'R34: whom the app cannot reach is skipped, with the reason');
select is(turno.hook_contact_content('Ciao', 'Ecco.', 'it'), jsonb_build_object('subject', 'Ufficio: Ciao', 'markdown',
    E'Ecco.\n\nQuesto messaggio è stato inviato da Ufficio. La conversazione completa con l''ufficio è all''indirizzo qui sotto.'), 'what is too short is filled up');
select is(length(c ->> 'subject') between 10 and 120 and length(c ->> 'markdown') between 80 and 9000, true, format('the bounds of the app hold for %s/%s in %s', s, t, l))
from unnest(array[0, 1, 9, 10, 120, 121, 3000]) s, unnest(array[0, 79, 80, 9000, 20000]) t, unnest(array['it', 'en']) l,
    lateral turno.hook_contact_content(repeat('x', s), repeat('y', t), l) c;
select finish();
rollback;
