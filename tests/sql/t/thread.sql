-- Whose mail is it: stored Message-IDs and aliases (M16 (3)), answers that come first, keys (M17), forwards of our mail (M19).
begin;
\ir ../office.psql
select no_plan();
create function pg_temp.cites(variadic p_ids text[]) returns jsonb language sql as
    $$ select jsonb_build_object('in_reply_to', p_ids[1], 'references', to_jsonb(p_ids)) $$;
create function pg_temp.got(p jsonb) returns text language sql as $$ select concat_ws(' ', p ->> 'outcome', p ->> 'ticket') $$;
create function pg_temp.way(p_mail bigint) returns text language sql as $$
    select jsonb_path_query_first(trace, '$[*] ? (@.step == "thread")') ->> 'way' from turno.mail where id = p_mail $$;
set local role turno_gateway;

-- M16 (3): what a contact answers is held here, and he takes part.
create temporary table v as select pg_temp.receive('{"subject": "Il mio 730", "message_id": "one@client.example"}') as v;
create temporary table mine as select (v ->> 'ticket')::bigint as ticket from v;
create temporary table own as select pg_temp.receive(pg_temp.cites('one@client.example')) as v;
select is(pg_temp.got(v), 'post ' || ticket, 'M16 (3): an answer to his own mail goes where that went') from own, mine;
select is(pg_temp.way((v ->> 'mail')::bigint), 'stored', 'M16 (3): the trace says how') from own;
select is((select trust from turno.mail where id = (v ->> 'mail')::bigint), 'none', 'M15: a Message-ID that a client chose proves nothing') from own;
select is(pg_temp.got(pg_temp.receive(pg_temp.cites('two@else.example', 'one@client.example'))), 'post ' || ticket, 'M16 (3): any of those that he cites') from mine;
select is(pg_temp.got(pg_temp.receive(pg_temp.cites('One@client.example'))) like 'ticket %', true, 'M16 (3): but that very one');
select is(pg_temp.receive('{"from_address": "amina@demo.example"}' || pg_temp.cites('one@client.example')) ->> 'outcome', 'ticket', 'M16 (3): not for who does not take part');
select is(pg_temp.receive('{"from_address": "anna@demo.example"}' || pg_temp.cites('one@client.example')) ->> 'outcome', 'triage', 'M16 (3): never for operators');
select is(pg_temp.receive('{"from_address": "nobody@x.example"}' || pg_temp.cites('one@client.example')) ->> 'reason', 'unknown sender', 'M16 (3): nor for who is unknown');

-- Our own Message-IDs, also where their MAC is gone: a provider's alias, a key that was given up.
create temporary table replied as select pg_temp.anna_replies(ticket) as id from mine;
create temporary table ours as select id, message_id from turno.outbox join replied using (id);
select is(pg_temp.got(pg_temp.receive(pg_temp.cites(message_id))), 'post ' || ticket, 'M16 (3): a mail that we sent, by its Message-ID alone') from ours, mine;
select turno.outbox_alias_add(id, '<opec1.20260504@pec.example>'), turno.outbox_alias_add(id, '<opec1.20260504@pec.example>'), turno.outbox_alias_add(id, '') from ours;
select is(pg_temp.got(pg_temp.receive(pg_temp.cites('<opec1.20260504@pec.example>'))), 'post ' || ticket, 'M16 (3), M28: or by the provider''s name for it') from mine;
select is(pg_temp.receive('{"from_address": "amina@demo.example"}' || pg_temp.cites('<opec1.20260504@pec.example>')) ->> 'outcome', 'ticket', 'M16 (3), M28: for who takes part');
select is((select count(*) from turno.message_alias), 1::bigint, 'M28: an alias is kept once, an empty one not at all');

-- Order: what is signed goes before what is stored, the nearest cited before the farther, the subject last.
create temporary table other as select (pg_temp.receive('{"message_id": "other@client.example"}') ->> 'ticket')::bigint as ticket;
select is((pg_temp.receive(pg_temp.cites('one@client.example') || pg_temp.message_token(o.message_id)) ->> 'ticket')::bigint, other.ticket, 'M16: (2) goes before (3)')
from other, lateral (select message_id from turno.outbox where ticket_id = other.ticket and contact_id is not null limit 1) o;
select is((pg_temp.receive(pg_temp.cites('one@client.example') || pg_temp.subject_token(other.ticket, pg_temp.contact_id('mario'))) ->> 'ticket')::bigint, mine.ticket,
    'M16: (3) before (4)') from mine, other;
select is((pg_temp.receive('{"in_reply_to": "", "references": ["other@client.example", "one@client.example"]}') ->> 'ticket')::bigint, ticket, 'M16 (3): References are read from the right') from mine;
select is((pg_temp.receive('{"in_reply_to": "other@client.example", "references": ["one@client.example"]}') ->> 'ticket')::bigint, ticket, 'M16 (3): after what is answered') from other;
select is((select array_agg(message_id order by n) from turno.evidence_cited('{"in_reply_to": "b", "references": ["c", "a", "b", ""]}')), '{b,a,c}', 'M16: the ids that a mail cites, each once, by nearness');
select is((select count(*) from turno.evidence_cited(jsonb_build_object('in_reply_to', 'x', 'references', (select jsonb_agg(n::text) from generate_series(1, 100) n)))), 20::bigint,
    'M16: twenty of them');

-- R2, M16: with no contact set all of the customer take part; who was added does too.
reset role;
insert into turno.contact (customer_id, name) select customer_id, 'Lucia Rossi' from turno.contact where name = 'Mario Rossi';
insert into turno.address (address, contact_id) values ('lucia@demo.example', pg_temp.contact_id('lucia'));
set local role turno_gateway;
select is(pg_temp.receive('{"from_address": "lucia@demo.example"}' || pg_temp.cites('one@client.example')) ->> 'outcome', 'ticket', 'R2: his colleague does not take part in a ticket of his');
create temporary table common as select turno.ticket_open(c.customer_id, null, pg_temp.category_id('CAF'), 'Di tutti', 'mail', pg_temp.mailbox_id('support'), 'contact_message', 'operator', pg_temp.operator_id('anna')) as ticket
from turno.contact c where c.name = 'Mario Rossi';
create temporary table public_mail as select (pg_temp.receive('{"from_address": "who@x.example", "message_id": "common@client.example"}') ->> 'mail')::bigint as id;
update turno.mail set ticket_id = (select ticket from common) where id = (select id from public_mail);
select is(pg_temp.got(pg_temp.receive('{"from_address": "lucia@demo.example"}' || pg_temp.cites('common@client.example'))), 'post ' || ticket, 'R2: but in one of all the customer''s') from common;
select is(pg_temp.receive('{"from_address": "amina@demo.example"}' || pg_temp.cites('common@client.example')) ->> 'outcome', 'ticket', 'R2: which no other customer''s does');
select is(array(select c.name from turno.contact c where turno.ticket_has_contact(t.ticket, c.id) order by 1),
    array(select c.name from turno.contact c join turno.ticket_contacts(t.ticket) x(id) on x.id = c.id order by 1), 'M16: who takes part, asked both ways') from (select ticket from mine union select ticket from other union select ticket from common) t;
reset role;
insert into turno.participant select ticket, pg_temp.contact_id('amina') from other;
set local role turno_gateway;
select is(pg_temp.got(pg_temp.receive('{"from_address": "amina@demo.example"}' || pg_temp.cites('other@client.example'))), 'post ' || ticket, 'M16: who was added takes part') from other;

-- R41: what was merged leads on, what was deleted nowhere.
select turno.ticket_merge(other.ticket, mine.ticket, pg_temp.operator_id('anna'), 'web') from other, mine;
select is(pg_temp.got(pg_temp.receive(pg_temp.cites('other@client.example'))), 'post ' || ticket, 'R41: a mail to a merged ticket goes where that went') from mine;
create temporary table gone as select (pg_temp.receive('{"message_id": "gone@client.example"}') ->> 'ticket')::bigint as ticket;
update turno.ticket set deleted_at = now() where id = (select ticket from gone);
select is(pg_temp.receive(pg_temp.cites('gone@client.example')) ->> 'outcome', 'ticket', 'R27: a deleted ticket is not answered');

-- R18, M11 on way (3).
create temporary table shut as select (pg_temp.receive('{"message_id": "shut@client.example"}') ->> 'ticket')::bigint as ticket;
select turno.ticket_close(ticket, pg_temp.operator_id('anna'), 'web') from shut;
create temporary table follows as select (pg_temp.receive(pg_temp.cites('shut@client.example')) ->> 'ticket')::bigint as ticket;
select is((select l.other_id from turno.ticket_link l, follows f where l.ticket_id = f.ticket and l.kind = 'follows'), ticket, 'R18: a stored Message-ID of a closed ticket: a new one that follows') from shut;
select is(pg_temp.got(pg_temp.receive('{"automatic": "response"}' || pg_temp.cites('one@client.example'))), 'event ' || ticket, 'M11: an absence notice that cites a mail of the ticket is an event') from mine;

-- M19: a forward of our mail by somebody who is not its recipient.
create function pg_temp.forwards(p_from text, p jsonb) returns jsonb language sql volatile as $$
    select pg_temp.receive(jsonb_build_object('from_address', p_from, 'subject', 'Fwd: Il mio 730', 'forwarded', '{"is_forwarded": true, "from_address": "support@demo.example", "body_text": "Ecco."}'::jsonb) || p) $$;
reset role;
insert into turno.customer (name) values ('Gino Ferri');
insert into turno.contact (customer_id, name) select id, name from turno.customer where name = 'Gino Ferri';
insert into turno.address (address, contact_id) values ('gino@demo.example', pg_temp.contact_id('gino'));
set local role turno_gateway;
create temporary table fwd as select w.name, pg_temp.forwards('gino@demo.example', w.p) as v from mine, ours, lateral (values
    ('our signed Message-ID', pg_temp.message_token(message_id)), ('our Message-ID', pg_temp.cites(message_id)), ('an alias', pg_temp.cites('<opec1.20260504@pec.example>')),
    ('the token in the subject', pg_temp.subject_token(ticket, pg_temp.contact_id('mario')))) w(name, p);
select is(v ->> 'outcome', 'ticket', 'M19: a forward with ' || name || ' is a new mail') from fwd;
select is((select concat_ws(' ', contact_id = pg_temp.contact_id('gino'), exists (select from turno.ticket_link l where l.ticket_id = t.id and l.other_id = ticket and l.kind = 'related')) from turno.ticket t
    where t.id = (v ->> 'ticket')::bigint), 't t', 'M19: of who sent it, linked to the ticket it came from: ' || name) from fwd, mine;
select is((select count(*) from turno.event where ticket_id = ticket and type = 'linked'), 4::bigint, 'M19: with an event there') from mine;
select is((select count(*) from turno.event e, fwd where e.ticket_id = (v ->> 'ticket')::bigint and e.type = 'linked'), 4::bigint, 'M19: and here');
select is((select concat_ws(' ', m.origin_id = ticket, pg_temp.way(m.id), m.trust) from turno.mail m, fwd where m.id = (v ->> 'mail')::bigint and name = 'an alias'), 't forward none', 'M19: the mail knows where it came from') from mine;
select is(pg_temp.got(pg_temp.forwards('mario.rossi@demo.example', pg_temp.message_token(message_id))), 'post ' || ticket, 'M19: its recipient just answers') from ours, mine;
select is(pg_temp.forwards('gino@demo.example', pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')))) ->> 'outcome', 'held',
    'M18: to his signed address it is held as any') from mine;
select is(pg_temp.receive('{"from_address": "gino@demo.example"}' || pg_temp.message_token(message_id)) ->> 'outcome', 'held', 'M18: an answer by a stranger is no forward') from ours;
select pg_temp.forwards('gino@demo.example', pg_temp.cites('one@client.example')) \g /dev/null
select is((select count(*) from turno.ticket_link where other_id = ticket and kind = 'related'), 4::bigint, 'M19: a forward of a client''s own mail is none of ours and links nothing') from mine;
select pg_temp.forwards('gino@demo.example', jsonb_set(pg_temp.subject_token(ticket, pg_temp.contact_id('mario')), '{tokens,subject,0,mac}', '"aaaaaaaaaaaaaaaa"')) from mine \g /dev/null
select is((select count(*) from turno.ticket_link where other_id = ticket and kind = 'related'), 4::bigint, 'M17, M19: nor does one with a forged token') from mine;
create temporary table strange as select pg_temp.forwards('nobody@x.example', pg_temp.message_token(message_id)) as v from ours;
select is(v ->> 'outcome', 'triage', 'M19: of an unknown sender it waits in triage') from strange;
select is((turno.mail_show((v ->> 'mail')::bigint) ->> 'origin')::bigint, ticket, 'M19: with where it came from, for who administers') from strange, mine;
select ok(not has_column_privilege('turno_web', 'turno.mail', 'origin_id', 'select') and v::text !~ ('"origin": ' || ticket), 'R9: and for nobody on the web') from strange, mine;
create temporary table opened as select turno.mail_open((v ->> 'mail')::bigint, pg_temp.operator_id('anna'), pg_temp.contact_id('gino'), pg_temp.category_id('CAF'), 'Inoltro', 'Ecco.', '{}', 'mail', false) as ticket from strange;
select ok(exists (select from turno.ticket_link l where l.ticket_id = opened.ticket and l.other_id = mine.ticket), 'M19: the ticket made of it is linked') from opened, mine;

-- What is answered may come a moment later: the answer waits, and nobody else does.
create temporary table first as select pg_temp.store('support') as mail, 'first@client.example' as id;
create temporary table reply as select pg_temp.store('help') as mail;
create function pg_temp.reply_to(p_id text) returns jsonb language sql volatile as $$
    select pg_temp.deliver(mail, pg_temp.evidence('{"message_id": "reply@client.example"}' || pg_temp.cites(p_id))) from reply $$;
create function pg_temp.older(p_mail bigint, p_age interval) returns void language sql security definer as
    $$ update turno.mail set stored_at = clock_timestamp() - p_age where id = p_mail $$;
-- After how many seconds from its coming a mail is looked at again.
create function pg_temp.due(p_mail bigint) returns numeric language sql as $$
    select extract(epoch from j.run_after - m.stored_at) from turno.mail_job j join turno.mail m on m.id = j.mail_id where m.id = p_mail $$;
select pg_temp.older(mail, '0') from reply \g /dev/null
select is(pg_temp.reply_to('first@client.example') - '{mail,mailbox,uid}'::text[] @> '{"outcome": null, "postponed": true}', true, 'M16: an answer waits while a mail of another mailbox, that came before, is unread');
select cmp_ok(pg_temp.due(mail), '<', 60::numeric, 'M16: and is looked at again at once') from reply;
select is((select message_id from turno.mail where id = mail), 'reply@client.example', 'M16: known by its Message-ID') from reply;
create temporary table late as select pg_temp.store('help') as mail;
select is(pg_temp.deliver(mail, pg_temp.evidence('{"from_address": "amina@demo.example"}')) ->> 'outcome', 'ticket', 'M16: another sender''s mail goes on') from late;
truncate late; insert into late select pg_temp.store('help');
select is(pg_temp.deliver(mail, pg_temp.evidence('{}')) ->> 'postponed', 'true', 'M16: his own later mail follows it') from late;
select is(pg_temp.got(pg_temp.deliver(mail, pg_temp.evidence('{"subject": "Primo", "message_id": "first@client.example"}'))) like 'ticket %', true, '(what is answered is decided)') from first;
select is((pg_temp.reply_to('first@client.example') ->> 'ticket')::bigint, (select ticket_id from turno.mail where id = mail), 'M16: then the answer is a post there') from first;
select is(pg_temp.deliver(mail, pg_temp.evidence('{}')) ->> 'outcome', 'ticket', 'M16: and his later mail is decided') from late;

-- The wait is bounded, and for answers to what we may yet hold only.
create function pg_temp.wait(p jsonb, p_mailbox text default 'support', p_age interval default '0') returns text language plpgsql as $$
declare
    v_mail bigint := pg_temp.store(p_mailbox);
    v jsonb;
begin
    perform pg_temp.older(v_mail, p_age);
    v := pg_temp.deliver(v_mail, pg_temp.evidence(p));
    v := to_jsonb(coalesce(v ->> 'outcome', 'waits'));
    perform set_config('test.due', pg_temp.due(v_mail)::text, true);
    delete from turno.mail_job j where j.mail_id = v_mail;
    return v #>> '{}';
end $$;
create temporary table unborn as select pg_temp.message_token(format('m.%s.999999999.%s@demo.example', ticket, turno.token_make('message', 'm', ticket, 999999999))) || '{"references": ["m"]}' as t from mine;
select is(pg_temp.wait(t), 'waits', 'M16: an answer to a mail that we signed and do not hold waits') from unborn;
create function pg_temp.wait_until(p jsonb, p_age integer) returns numeric language sql as $$
    select case pg_temp.wait(p, 'support', make_interval(secs => p_age)) when 'waits' then current_setting('test.due')::numeric end $$;
select ok(pg_temp.wait_until(t || '{"from_address": "amina@demo.example"}', a) between least(60, 2 * a) and least(60, 2 * a + 20), format('M16: %s seconds after it came it is looked at again after about %s', a, least(60, 2 * a)))
from unborn, unnest('{1,10,20,45}'::integer[]) a;
select is(pg_temp.wait(t || '{"from_address": "amina@demo.example"}', 'support', '61 seconds'), 'ticket', 'M16: after a minute it is a new ticket') from unborn;
select is(pg_temp.wait(jsonb_set(t, '{tokens,message,0,mac}', '"aaaaaaaaaaaaaaaa"') || '{"from_address": "lucia@demo.example"}'), 'ticket', 'M17: a forged one waits for nothing') from unborn;
select is(pg_temp.wait(t || '{"from_address": "lucia@demo.example"}' || jsonb_build_object('tokens', (t -> 'tokens') || (pg_temp.subject_token(ticket, pg_temp.contact_id('lucia')) -> 'tokens'))), 'waits', '(nor does a subject token of who does not take part)') from unborn, mine;
select is(pg_temp.wait(t || '{"from_address": "anna@demo.example"}'), 'triage', 'M16: an operator''s waits for nothing') from unborn;
select is(pg_temp.wait(pg_temp.cites('unheard@of.example') || '{"from_address": "quick@x.example"}'), 'triage', 'M16: an id that nothing here knows, with nothing on its way, is not waited for');

-- M16, M28: in a certified mailbox the provider's name of a mail of ours may come after the answer.
reset role;
insert into turno.mailbox (name, address, kind) values ('pec', 'pec@demo.example', 'pec');
update turno.outbox set sent_at = now(), mailbox_id = pg_temp.mailbox_id('pec') where id = (select id from ours);
delete from turno.message_alias;
set local role turno_gateway;
select is(pg_temp.wait(pg_temp.cites('opec7@pec.example'), 'pec'), 'waits', 'M28: an answer to a name that we were not told yet waits');
select is(pg_temp.wait(pg_temp.cites('opec7@pec.example') || '{"from_address": "amina@demo.example"}', 'pec'), 'ticket', 'M28: not where nothing was sent to him');
select is(pg_temp.wait(pg_temp.cites('opec7@pec.example') || '{"from_address": "lucia@demo.example"}'), 'ticket', 'M28: nor in an ordinary mailbox');
select turno.outbox_alias_add(id, 'opec8@pec.example') from ours;
select is(pg_temp.wait(pg_temp.cites('opec9@pec.example'), 'pec'), 'ticket', 'M28: nor once all names are known');
-- A mail that failed is waited for as well.
create temporary table failed as select pg_temp.store('support') as mail;
select is(pg_temp.deliver(mail, pg_temp.evidence('{"message_id": "bad@client.example", "from_address": "lucia@demo.example", "tokens": {"address": [{"role": "c", "ticket": "x"}]}}')) ? 'error', true, '(a mail that cannot be decided yet)') from failed;
select is(pg_temp.wait(pg_temp.cites('bad@client.example') || '{"from_address": "amina@demo.example"}', 'support'), 'waits', 'M16: an answer to a mail that will be tried again waits');
select is(pg_temp.wait(pg_temp.cites('bad@client.example') || '{"from_address": "nobody@x.example"}', 'support'), 'triage', 'M16: not one of an unknown sender, who does not thread by it');

-- M17: keys.
reset role;
create temporary table old as select k.id, turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')) as contact, pg_temp.reply_of('anna', ticket) as operator from turno.signing_key k, mine;
create function pg_temp.states() returns text language sql as $$ select string_agg(k ->> 'state', ' ') from jsonb_array_elements(turno.key_list()) k $$;
create function pg_temp.key_ages(p interval) returns void language sql as $$ update turno.signing_key set retired_at = now() - p where id = (select id from old) $$;
select is(pg_temp.states(), 'signs', 'M17: one key signs');
select throws_ok($$ select turno.key_retire(jsonb_build_object('id', id::text)) from old $$, 'TU003', format('Key %s signs what is sent now: make a new one first.', id), 'M17: which is not given up') from old;
select is((select string_agg(k ->> 'state', ' ') from jsonb_array_elements(turno.key_rotate()) k), 'signs retired', 'M17: rotated, another signs');
select isnt(split_part(split_part(turno.reply_address(pg_temp.mailbox_id('support'), 'c', 1, 1), '+', 2), '.', 4), id::text, 'M17: from now on') from old;
select ok(turno.key_list()::text !~* 'secret' and not exists (select from turno.signing_key k where turno.key_list()::text ~ encode(k.secret, 'hex')), 'M17: no secret is shown');
select is(pg_temp.got(pg_temp.receive(pg_temp.to_address(contact))), 'post ' || ticket, 'M17: what the old one signed still counts') from old, mine;
select is(pg_temp.receive('{"from_address": "anna@demo.example"}' || pg_temp.to_address(operator)) ->> 'outcome', 'post', 'M17: for operators too') from old;
select pg_temp.key_ages('91 days');
select is(pg_temp.receive('{"from_address": "anna@demo.example"}' || pg_temp.to_address(operator)) ->> 'outcome', 'triage', 'M17: for 90 days') from old;
select is(pg_temp.receive(pg_temp.to_address(contact)) ->> 'outcome', 'post', 'M17: for contacts longer') from old;
select pg_temp.key_ages('729 days');
select is(pg_temp.receive(pg_temp.to_address(contact)) ->> 'outcome', 'post', 'M17: two years') from old;
select pg_temp.key_ages('731 days');
select is(pg_temp.receive(pg_temp.to_address(contact)) ->> 'outcome', 'ticket', 'M17: and no more') from old;
select is(pg_temp.states(), 'signs expired', 'M17: which the list says');
insert into turno.setting values ('token.keep', '1000');
select is(pg_temp.receive(pg_temp.to_address(contact)) ->> 'outcome', 'post', 'M17: token.keep says how long') from old;
select is((select round(extract(epoch from (k ->> 'contacts_until')::timestamptz - (k ->> 'operators_until')::timestamptz) / 86400) from jsonb_array_elements(turno.key_list()) k where k ->> 'state' = 'retired'), 910::numeric, 'M17: the list says until when');
select is((select string_agg(k ->> 'state', ' ') from old, jsonb_array_elements(turno.key_retire(jsonb_build_object('id', id::text))) k), 'signs revoked', 'M17: a key that others know is given up');
select is(pg_temp.receive(pg_temp.to_address(contact)) ->> 'outcome', 'ticket', 'M17: and verifies nothing') from old;
select throws_ok($$ select turno.key_retire('{"id": "77"}') $$, 'TU003', 'There is no key 77.', 'M17: one that there is');
select is_empty('select * from turno.verify_chain()', 'R23: the chain holds');
select throws_ok($$ select turno.key_rotate('{"x": 1}') $$, 'TU003', null, 'turno key rotate takes nothing');
select finish();
rollback;
