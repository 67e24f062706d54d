begin;
\ir ../office.psql
set local role turno_gateway;
select plan(67);

-- M16 (5), M14, R11, R16, R34: a known contact's mail opens a ticket.
create temporary table v as select pg_temp.receive('{"subject": "Re: Il mio 730", "attachments": [{"name": "cud.pdf",
    "type": "application/pdf", "size": 3, "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "disposition": "attachment", "content_id": "", "inline": false, "offset": 100, "length": 4, "encoding": "base64"}]}') as v;
create temporary table mine as select (v ->> 'ticket')::bigint as ticket, (v ->> 'mail')::bigint as mail from v;
select is(v ->> 'outcome', 'ticket', 'M16: without a token a known contact''s mail is a new ticket') from v;
select is(v ->> 'category', 'CAF › 730', 'M14: in the category of the rule that fits first') from v;
select is(v ->> 'turn', 'operator', 'R14: it is the operator''s turn') from v;
select is(v ->> 'notify', 'true', 'R34: somebody is told') from v;
select is(subject, 'Il mio 730', 'the subject has no reply prefix') from turno.ticket, mine where id = ticket;
select is((select level from turno.ticket where id = ticket), 'base', 'R11: born base') from mine;
select is((select s.is_opening from turno.ticket t join turno.status s on s.id = t.status_id where t.id = ticket), true,
    'R16: with the opening status') from mine;
select is((select contact_id from turno.ticket where id = ticket), pg_temp.contact_id('mario'), 'R1: addresses compare folded')
    from mine;
select is(pg_temp.written(ticket), '{acknowledgement mario.rossi@demo.example,notification anna@demo.example,notification marco@demo.example}',
    'R34, R9: the contact is acknowledged, operators who may see it are notified, others not') from mine;
select is(pg_temp.events(ticket), '{opened,contact_message}', 'R23: the timeline') from mine;
select is((select name || ' ' || raw_offset || ' ' || encoding from turno.attachment where mail_id = mail), 'cud.pdf 100 base64',
    'R25: the document is a range of the mail') from mine;
select is((select text from turno.post where mail_id = mail), E'Buongiorno,\nuna domanda.', 'R21: the whole text is kept') from mine;
select is((select evidence ? 'body_text' from turno.mail where id = mail), false, 'and kept once') from mine;
select is((select count(*) from turno.mail_job where mail_id = mail), 0::bigint, 'the job is done') from mine;
select is(turno.evidence_brief('{"date": null, "body_text": "x", "forwarded": {"subject": "s", "message": "m", "body_text": "b", "embedded_text": "e"}}'),
    '{"date": null, "forwarded": {"subject": "s"}}', 'M10: nor are the texts of a forwarded mail kept twice');
select is(turno.evidence_brief('{"date": null}'), '{"date": null}', 'evidence of older mail has nothing forwarded');

-- M22: who wrote is said by the address, never by the name nor by Reply-To.
select is(pg_temp.receive('{"from_name": "Mario Rossi <mario.rossi@demo.example>", "from_address": "else@elsewhere.example",
    "reply_to": "mario.rossi@demo.example"}') ->> 'outcome', 'triage', 'M22: a known name or Reply-To does not make a known sender');
select is(pg_temp.receive('{"from_name": "", "subject": "senza nome"}') ->> 'outcome', 'ticket', 'M22: the address alone does');

-- Idempotence.
select is(pg_temp.deliver(mail, pg_temp.evidence('{"subject": "other"}')) - 'notify', v.v - 'notify',
    'a decided mail gives its verdict again') from mine, v;
select is((select count(*) from turno.post where ticket_id = ticket), 1::bigint, 'and changes nothing') from mine;

-- M16 (1), (2), (4): the ways back; each alone is enough.
select pg_temp.anna_replies(ticket) from mine;
select is(pg_temp.turn_of(ticket), 'contact', 'R14: after the reply it is the contact''s turn') from mine;
create temporary table ways as select w.way, pg_temp.receive('{"subject": "x"}' || w.tokens) as v from mine, lateral (values
    ('address', pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')))),
    ('message', pg_temp.message_token((select message_id from turno.outbox where ticket_id = ticket and kind = 'reply'))),
    ('subject', pg_temp.subject_token(ticket, pg_temp.contact_id('mario')))) w(way, tokens);
select is(concat(v ->> 'outcome', v ->> 'ticket'), 'post' || ticket, 'M16: found by ' || way || ' alone') from ways, mine order by way;
select is(v ->> 'turn', 'operator', 'R14: a contact''s message gives the turn to the operator') from ways where way = 'address';
select is((select trust from turno.mail where id = (v ->> 'mail')::bigint), 'token', 'M15: trusted by its token') from ways where way = 'address';
select is((select count(*) from turno.outbox where ticket_id = ticket and kind = 'acknowledgement'), 1::bigint,
    'R34: an answer is not acknowledged') from mine;
select is((select count(*) from turno.outbox where ticket_id = ticket and kind = 'notification' and operator_id = pg_temp.operator_id('marco')),
    4::bigint, 'R34: operators are told of every message') from mine;

-- The order of the ways, and that nothing else threads.
create temporary table other as select pg_temp.ticket_of_mario() as ticket;
select is((pg_temp.receive(jsonb_build_object('tokens', (pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c',
    other.ticket, pg_temp.contact_id('mario'))) -> 'tokens') || (pg_temp.subject_token(mine.ticket, pg_temp.contact_id('mario')) -> 'tokens')))
    ->> 'ticket')::bigint, other.ticket, 'M16: the address goes before the subject') from mine, other;
select is(pg_temp.receive(jsonb_build_object('subject', format('[#%s]', ticket), 'body_text', turno.subject_token(ticket, 1)))
    ->> 'outcome', 'ticket', 'M18: a bare number or the body never threads') from mine;
select is(pg_temp.receive(jsonb_set(pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket,
    pg_temp.contact_id('mario'))), '{tokens,address,0,mac}', '"aaaaaaaaaaaaaaaa"')) ->> 'outcome', 'ticket',
    'M17: an altered MAC does not thread') from mine;
select is(pg_temp.receive('{"from_address": "amina@demo.example"}' || pg_temp.subject_token(ticket, pg_temp.contact_id('mario')))
    ->> 'outcome', 'ticket', 'M16: a subject token of somebody else does not thread') from mine;

-- M18: strangers with a right token.
create temporary table before as select pg_temp.last_outbox() as id;
create temporary table held as select pg_temp.receive('{"from_address": "amina@demo.example"}' || pg_temp.to_address(
    turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')))) as v from mine;
select is(concat(v ->> 'outcome', v ->> 'ticket', v ->> 'reason'), 'held' || ticket || 'outside participant',
    'M18: the right token from a stranger is held') from held, mine;
select is(pg_temp.written(ticket, before.id), '{notification anna@demo.example,notification marco@demo.example}',
    'M18: operators are told, the stranger gets nothing') from mine, before;
select is((select evidence ? 'body_text' from turno.mail where id = (v ->> 'mail')::bigint), true, 'M18: its text is kept') from held;
select is(pg_temp.receive('{"from_address": "nobody@elsewhere.example"}' || pg_temp.to_address(
    turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')))) ->> 'outcome', 'held',
    'M18: also from an address nobody knows') from mine;
select is(pg_temp.receive(pg_temp.to_address(pg_temp.reply_of('anna', ticket))) ->> 'outcome', 'held',
    'M17: an operator''s address does not serve a contact') from mine;
reset role;
insert into turno.participant select ticket, pg_temp.contact_id('amina') from mine;
set local role turno_gateway;
select is(pg_temp.receive('{"from_address": "amina@demo.example"}' || pg_temp.to_address(
    turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')))) ->> 'outcome', 'post',
    'M16: who was added takes part') from mine;

-- M4: copies.
create temporary table copies as select pg_temp.store('support', 'same bytes') as a, pg_temp.store('support', 'same bytes') as b,
    pg_temp.store('help') as c, pg_temp.store('help') as d;
create temporary table copied as select pg_temp.evidence('{"message_id": "copy@client.example"}') as e;
select is(pg_temp.deliver(a, e) ->> 'outcome', 'ticket', 'M4: the first copy is a ticket') from copies, copied;
select is(pg_temp.deliver(b, e) ->> 'outcome', 'duplicate', 'M1: the same bytes again in a mailbox are a duplicate') from copies, copied;
select is(pg_temp.deliver(c, e || '{"from_address": "Mario.Rossi@DEMO.example"}') ->> 'outcome', 'duplicate',
    'M4: the same message in another mailbox too') from copies, copied;
select is(pg_temp.events((select ticket_id from turno.mail where id = a)), '{opened,contact_message,duplicate_mail}',
    'M4: with an event') from copies;
select is(pg_temp.deliver(d, e || jsonb_build_object('body_sha256', repeat('cd', 32))) ->> 'outcome', 'ticket',
    'M4: never by the Message-ID alone') from copies, copied;

-- R3: who may open.
select is(pg_temp.receive('{"from_address": "new@elsewhere.example"}') ->> 'outcome', 'triage', 'R3: known: a stranger waits in triage');
select is(pg_temp.receive('{"from_address": "new@elsewhere.example"}') ->> 'reason', 'unknown sender', 'R3: with the reason');
select is(pg_temp.receive('{}', 'quiet') ->> 'outcome', 'triage', 'R3: none: not even a contact');
create temporary table anyone as select pg_temp.receive('{"from_address": "New@elsewhere.example", "from_name": "Nuova\nPersona"}', 'help') as v;
select is(v ->> 'outcome', 'ticket', 'R3: anyone: a stranger opens a ticket') from anyone;
select is((select c.name from turno.ticket t join turno.contact c on c.id = t.contact_id where t.id = (v ->> 'ticket')::bigint),
    'Nuova Persona', 'R3: and becomes a contact, his name on one line') from anyone;
select is(v ->> 'category', 'Amministrazione', 'R10: without a rule, in the fallback') from anyone;
select is(pg_temp.receive('{"from_address": "new@ELSEWHERE.example"}', 'help') ->> 'outcome', 'ticket', 'R1: the next mail finds him');
select is((select count(*) from turno.address where folded = 'new@elsewhere.example'), 1::bigint, 'R1: and makes no second');
select is(pg_temp.receive('{"from_address": "", "from_name": ""}', 'help') ->> 'outcome', 'triage', 'R3: no sender, no ticket');
select is(pg_temp.receive('{"from_address": "support+c.1@demo.example"}', 'help') ->> 'outcome', 'triage', 'M4: an own address is never a contact');

-- Attack 15: an acknowledgement to somebody whom only a mail has named must not carry words to a victim.
reset role;
delete from turno.throttle;
set local role turno_gateway;
create function pg_temp.victim(p_address text) returns bigint language sql volatile as $$
    select (pg_temp.receive(jsonb_build_object('from_address', p_address, 'from_name', 'Buy at evil.example',
        'subject', 'Your prize waits'), 'help') ->> 'ticket')::bigint $$;
create temporary table victim as select pg_temp.victim('victim@elsewhere.example') as ticket;
select is(pg_temp.written(ticket) && '{acknowledgement victim@elsewhere.example}', true, 'R34: a new contact is acknowledged') from victim;
select is((turno.outbox_envelope(o.id) - 'message_id')::text ~* 'evil|prize', false,
    'M13: to a stranger, without the words of the mail') from turno.outbox o, victim where o.ticket_id = ticket and o.kind = 'acknowledgement';
select is(pg_temp.written(pg_temp.victim('victim@elsewhere.example')) && '{acknowledgement victim@elsewhere.example}', false,
    'M13: a stranger is acknowledged once a day');
select cmp_ok((select count(*) from generate_series(1, 70) n
    where pg_temp.written(pg_temp.victim('victim+' || n || '@elsewhere.example'))::text ~ 'acknowledgement'), '<=', 60::bigint,
    'M13: strangers of one domain share a budget');
select is(pg_temp.written(pg_temp.victim('someone@other.example')) && '{acknowledgement someone@other.example}', true,
    'M13: other domains go on');
select pg_temp.anna_replies(ticket) from victim \g /dev/null
select is(pg_temp.written(pg_temp.victim('victim@elsewhere.example')) && '{acknowledgement victim@elsewhere.example}', true,
    'M13: who was answered by the office is no stranger');

-- M33: the link of our mail comes back in the quote; others read the post.
create temporary table quoting as select pg_temp.receive(jsonb_build_object('body_text', E'Grazie.\n> https://t.example/x/l/' || repeat('aB3_', 10)
    || E'-x9\n> ciao', 'reply_visible_text', 'https://t.example/x/l/' || repeat('aB3_', 10) || '-x9')) as v;
select is((select p.text || '|' || p.visible_text from turno.post p where p.id = (v ->> 'post')::bigint),
    E'Grazie.\n> https://t.example/x/l/…\n> ciao|https://t.example/x/l/…', 'M33: a quoted magic link is not stored') from quoting;

-- M14: routing
create temporary table support_mail as select pg_temp.store('support') as mail;
create function pg_temp.filter(p_changes jsonb) returns jsonb language sql volatile as
    $$ select turno.filter_apply(mail, pg_temp.evidence(p_changes), '{}', null) from support_mail $$;
select is(pg_temp.filter('{"body_text": "caf: ciao"}') ->> 'category',
    pg_temp.category_id('CAF')::text, 'M14: starts, folded');
select is(pg_temp.filter('{"body_text": "al caf: ciao"}') ->> 'by', 'fallback',
    'M14: starts is not contains');
reset role;
update turno.mailbox set category_id = pg_temp.category_id('CAF') where name = 'support';
select is(pg_temp.filter('{}') ->> 'category', pg_temp.category_id('CAF')::text,
    'M14: no rule: the mailbox''s category');
update turno.route set is_active = false;
select is(pg_temp.filter('{"subject": "730"}') ->> 'by', 'mailbox',
    'M14: a rule switched off does not count');

-- R8, R9: a raised category is not told to base operators.
update turno.category set initial_level = 'advanced' where name = 'CAF';
select is(pg_temp.written((pg_temp.receive('{"subject": "alto"}') ->> 'ticket')::bigint),
    '{acknowledgement mario.rossi@demo.example,notification anna@demo.example}', 'R8, R11: base operators hear nothing of advanced tickets');
update turno.operator set wants_mail = false where login = 'anna';
select is(pg_temp.written((pg_temp.receive('{"subject": "alto"}') ->> 'ticket')::bigint),
    '{acknowledgement mario.rossi@demo.example}', 'R34: nor who wants no mail');
-- M13: the budget of acknowledgements.
insert into turno.setting values ('mail.ack_budget', '4');
delete from turno.throttle;
select is(array(select (pg_temp.written((pg_temp.receive('{}') ->> 'ticket')::bigint))[1] from generate_series(1, 3)),
    '{acknowledgement mario.rossi@demo.example,acknowledgement mario.rossi@demo.example,NULL}',
    'M13: acknowledgements to one contact have a budget');
select * from finish();
rollback;
