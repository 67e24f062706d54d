begin;
\ir ../office.psql
insert into turno.setting values ('office.name', '"Ufficio"'), ('office.footer', '"Via Roma 1"');
set local role turno_gateway;
select plan(105);
select is(turno.outbox_wait_seconds('default'), null, 'an empty queue waits for nothing');
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
create function pg_temp.claim(p_limit integer default 10) returns jsonb language sql volatile as $$ select turno.outbox_claim('s', 60, p_limit, 'default') $$;
create function pg_temp.state(p_outbox bigint) returns text language sql as $$
    select concat_ws(' ', o.state, j.step, j.owner) from turno.outbox o left join turno.outbox_job j on j.outbox_id = o.id where o.id = p_outbox $$;

-- M32: fixed at birth.
select ok(bool_and(message_id ~ ('^m\.' || ticket_id || '\.' || id || '\.[0-9]+\.[a-z2-7]{16}@demo\.example$')), 'M32: Message-IDs are signed')
    from turno.outbox;
select is(turno.outbox_wait_seconds('default'), 0::double precision, 'M31: what is queued is due');

-- M31: claims.
create temporary table claimed as select e.value as e, e.value ->> 'kind' as kind, (e.value ->> 'id')::bigint as id
    from jsonb_array_elements(pg_temp.claim()) e;
select is((select count(*) from claimed), 3::bigint, 'M31: all that is due is claimed');
select is(turno.outbox_claim('other', 60, 10, 'default'), '[]', 'M31: once');
select is(pg_temp.state(id), 'sending claimed s', 'M31: sending, step claimed') from claimed limit 1;
select is(turno.outbox_wait_seconds('default') between 30 and 60, true, 'M31: nothing more is due until the lease ends');

-- The envelope of a contact (R24, R35).
create temporary table ack as select e from claimed where kind = 'acknowledgement';
select is((select array_agg(k order by k) from jsonb_object_keys(e) k), array['auto_submitted', 'confirm_path', 'date', 'envelope_from', 'from', 'history', 'id',
    'in_reply_to', 'is_pec', 'kind', 'language', 'link', 'loop', 'mail', 'mailbox', 'message_id', 'morning', 'notices', 'office', 'override', 'post', 'quarantined', 'reason', 'references', 'reply_to', 'status', 'subject',
    'submission', 'summary', 'template', 'ticket', 'to', 'transcript', 'url_path', 'what'], 'an envelope has all fields') from ack;
select is(e -> 'to', '{"name": "Mario Rossi", "address": "Mario.Rossi@Demo.example"}', 'to the registered address, as written') from ack;
select is(e -> 'from', '{"name": "Ufficio", "address": "support@demo.example"}', 'from the office') from ack;
select is(e ->> 'envelope_from', 'support@demo.example', 'the envelope sender is the mailbox') from ack;
select is(e ->> 'reply_to', turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')), 'M17: his own reply address')
    from ack, mine;
select is(e ->> 'subject', 'Re: Il mio 730 ' || turno.subject_token(ticket, pg_temp.contact_id('mario')), 'M16: the token is in the subject') from ack, mine;
select is(e ->> 'auto_submitted', 'auto-replied', 'M32: an acknowledgement says so') from ack;
select is(e ->> 'in_reply_to', (select message_id from turno.mail where ticket_id = ticket), 'M32: it answers the contact''s mail') from ack, mine;
select is(e #>> '{ticket,category}', null, 'R24: no category for a contact') from ack;
select is(e -> 'ticket' ? 'level' or e::text ~ 'advanced', false, 'R24: no level') from ack;
select is(e -> 'history', '[]', 'R24: no history') from ack;
select is(e ->> 'url_path', null, 'no operators'' page') from ack;
select is((select count(*) from turno.link l where l.token_sha256 = sha256(convert_to(e ->> 'link', 'UTF8')) and l.ticket_id = ticket
    and l.contact_id = pg_temp.contact_id('mario') and l.expires_at > now() + interval '29 days'), 1::bigint, 'M33: a link of his own, digest kept')
    from ack, mine;
select is(length(e ->> 'link') >= 43 and (e ->> 'link') ~ '^[A-Za-z0-9_-]+$', true, 'M33: of 256 bits') from ack;
select is((select count(*) from turno.link where encode(token_sha256, 'hex') = e ->> 'link'), 0::bigint, 'M33: the token itself is nowhere') from ack;
select matches(e ->> 'loop', '^[0-9]+\.[0-9]+\.[a-z2-7]{16}$', 'M13: the loop id') from ack;
select is(e -> 'office', '{"name": "Ufficio", "footer": "Via Roma 1", "address": "", "phone": "", "hours": "", "timezone": "Europe/Rome"}', 'R34: office and footer') from ack;
select is(e ->> 'what', 'acknowledgement', 'what it is') from ack;

-- The envelope of an operator.
create temporary table notice as select e from claimed where e #>> '{to,address}' = 'Anna@demo.example';
select is(e ->> 'reply_to', turno.reply_address(pg_temp.mailbox_id('support'), 'r', ticket, pg_temp.operator_id('anna')), 'M23: the operator''s reply address')
    from notice, mine;
select is(e ->> 'subject', format('[%s] Il mio 730', ticket), 'M16: no token in an operator''s subject') from notice, mine;
select is(e ->> 'auto_submitted', '', 'M32: what carries a person''s text is not automatic') from notice;
select is(e ->> 'link', null, 'M33: no link for operators') from notice;
select is(e ->> 'url_path', '/ticket/' || ticket, 'his page') from notice, mine;
select is(e #>> '{ticket,category}', 'CAF › 730', 'the category') from notice;
select is(e #>> '{post,text}', 'Buongiorno, una domanda.', 'the folded text') from notice;
select is(e ->> 'what', 'opened', 'R34: why') from notice;
select is(e #>> '{from,name}', 'Mario Rossi - Ufficio', 'the author''s name beside the office''s') from notice;

-- M31: the steps.
select is(turno.outbox_data(id, 'other'), false, 'M31: somebody else may not send') from claimed where kind = 'acknowledgement';
select is(turno.outbox_data(id, 's'), true, 'M31: the owner may') from claimed where kind = 'acknowledgement';
select is(turno.outbox_data(id, 's'), false, 'M31: once') from claimed where kind = 'acknowledgement';
select is(turno.outbox_settle(id, 'other', 'failed', '5.1.1 x'), 'sending', 'M31: who does not own it settles nothing') from claimed where kind = 'acknowledgement';
select is(turno.outbox_settle(id, 's', 'sent', '2.0.0 OK'), 'sent', 'M31: sent') from claimed where kind = 'acknowledgement';
select is(pg_temp.state(id), 'sent', 'M31: without a job') from claimed where kind = 'acknowledgement';
select is(turno.outbox_settle(id, 's', 'failed', 'late'), 'sent', 'M31: a final state stays') from claimed where kind = 'acknowledgement';
select ok('delivery_sent' = any (pg_temp.events(ticket)), 'R23: sent is an event') from mine;
select is(turno.outbox_settle(id, 's', 'deferred', '4.7.1 later'), 'queued', 'M31: deferred is queued') from claimed, notice where id = (notice.e ->> 'id')::bigint;
select is(j.run_after > clock_timestamp() + interval '40 seconds' and j.run_after < clock_timestamp() + interval '80 seconds', true,
    'M31: for about a minute') from turno.outbox_job j, notice where outbox_id = (e ->> 'id')::bigint;
select throws_ok(format('select turno.outbox_settle(%s, ''s'', ''perhaps'', '''')', id), '22023', null, 'no other result') from claimed
    where e #>> '{to,address}' = 'Marco@demo.example';

-- A turnod that lives keeps the claims of its submitters.
update turno.outbox_job set leased_until = clock_timestamp() + interval '1 second' where step = 'claimed';
select is(turno.outbox_renew('s', 60), 0, 'M31: "s" has no submitters, it is one');
update turno.outbox_job set owner = 'host:1:x:submit default 1' where owner = 's';
insert into turno.account (name, paused_until, probed_by) values ('probed', clock_timestamp() + interval '1 second', 'host:1:x:submit default 1');
select is(turno.outbox_renew('host:1:x', 60), count(*)::integer, 'M31: claims are renewed by the name of their turnod') from turno.outbox_job where owner is not null;
select ok(bool_and(leased_until > clock_timestamp() + interval '50 seconds') and count(*) > 0, 'M31: and last from now')
    from turno.outbox_job where owner is not null;
select ok(paused_until > clock_timestamp() + interval '50 seconds', 'M31: so does a probe of its account') from turno.account where name = 'probed';
delete from turno.account where name = 'probed';
select is(turno.outbox_renew('host:1:y', 60), 0, 'M31: not those of another');
update turno.outbox_job set owner = 's' where owner is not null;

-- Leases that end: before DATA again, after DATA uncertain.
update turno.outbox_job set leased_until = clock_timestamp() - interval '1 second' where step = 'claimed';
select is(turno.tidy('s') ->> 'requeued', '1', 'M31: a claim that ran out before DATA is queued again');
create temporary table again as select (e.value ->> 'id')::bigint as id, e.value as e from jsonb_array_elements(pg_temp.claim()) e;
select is((select count(*) from again), 1::bigint, 'M31: and claimed again');
select is(again.e ->> 'message_id', claimed.e ->> 'message_id', 'M31: as the same message') from again join claimed using (id);
select is(attempts, 2, 'M31: as the second attempt') from turno.outbox join again using (id);
select is(pg_temp.claim() #>> '{0,id}', id::text, 'M31: who claims again had forgotten it, and has it again') from again;
select turno.outbox_data(id, 's') from again;
update turno.outbox_job set leased_until = clock_timestamp() - interval '1 second' where step = 'data';
select is(turno.tidy('s') ->> 'uncertain', '1', 'M31: after DATA it is uncertain');
select is(pg_temp.state(id), 'uncertain', 'M31: and never sent by itself') from again;
select is(pg_temp.claim(), '[]', 'M31: nor claimed');
select is(turno.outbox_settle(id, 's', 'sent', '2.0.0 late'), 'sent', 'M31: a late answer settles it') from again;
select throws_ok(format('select turno.outbox_retry(%s)', id), 'TU003', null, 'M31: what was sent is not sent again') from again;
select throws_ok('select turno.outbox_retry(-1)', 'TU002', null, 'what is not there is not found');

-- R15: a reply that fails.
create temporary table reply as select pg_temp.anna_replies(ticket) as id from mine;
select is(pg_temp.turn_of(ticket), 'contact', '(the contact''s turn)') from mine;
create temporary table envelope as select e.value as e from jsonb_array_elements(pg_temp.claim()) e, reply where (e.value ->> 'id')::bigint = id;
select is(e #>> '{from,name}', 'Anna Neri - Ufficio', 'a reply has the operator''s name') from envelope;
select is(e ->> 'auto_submitted', '', 'M32: a reply is not automatic') from envelope;
select is(jsonb_array_length(e -> 'references'), 2, 'M32: it refers to his mail and to what he got before') from envelope;
select is(turno.outbox_settle(id, 's', 'failed', '5.7.1 refused'), 'failed', 'M31: failed') from reply;
select is(pg_temp.turn_of(ticket), 'operator', 'R15: the turn goes back') from mine;
select is((select note from turno.event where ticket_id = ticket and type = 'turn' order by seq desc limit 1), '5.7.1 refused', 'R15: with the reason') from mine;
select is((select dead_at from turno.address where folded = 'mario.rossi@demo.example'), null, 'M12: a refusal of the message marks no address');
select is(turno.outbox_retry(id) ->> 'state', 'queued', 'M31: by a click it is sent again') from reply;
select is((select e ->> 'message_id' from envelope), (select o.e ->> 'message_id' from (select e.value as e from jsonb_array_elements(pg_temp.claim()) e) o, reply
    where (o.e ->> 'id')::bigint = reply.id), 'M31: under the same Message-ID');
select is(turno.outbox_settle(id, 's', 'failed', '5.1.1 no such user'), 'failed', 'again failed') from reply;
select isnt((select dead_at from turno.address where folded = 'mario.rossi@demo.example'), null, 'M12: 5.1.1 marks the address');

-- What was queued and may not be sent any more.
reset role;
update turno.address set dead_at = null;
create temporary table late as select pg_temp.ticket_of_mario() as ticket;
update turno.address set dead_at = now() where folded = 'mario.rossi@demo.example';
update turno.operator set is_active = false where login = 'anna';
delete from turno.operator_category where operator_id = pg_temp.operator_id('marco');
grant all on late to turno_gateway;
set local role turno_gateway;
select is((select count(*) from jsonb_array_elements(pg_temp.claim()) e, late where (e.value #>> '{ticket,number}')::bigint = ticket), 0::bigint,
    'what may not be sent is not claimed');
select is(string_agg(lower(recipient) || ': ' || state || ': ' || last_reply, ', ' order by 1), 'anna@demo.example: failed: the operator may no longer see the ticket, '
    || 'marco@demo.example: failed: the operator may no longer see the ticket, mario.rossi@demo.example: failed: the address is marked as unreachable',
    'R9, M12: with the reason') from (select recipient, state, last_reply from turno.outbox, late where ticket_id = ticket order by lower(recipient)) x;

-- A note never reaches a contact, whatever was queued.
reset role;
update turno.address set dead_at = null;
update turno.operator set is_active = true;
create temporary table note as select turno.outbox_add(ticket, turno.post_add(ticket, 'note', 'operator', pg_temp.operator_id('anna'), 'web', 'segreto', 'segreto'),
    'reply', pg_temp.contact_id('mario'), null, 'mario.rossi@demo.example', 'it') as id, ticket from late;
grant all on note to turno_gateway;
set local role turno_gateway;
select is(pg_temp.claim() @> jsonb_build_array(jsonb_build_object('id', id)), false, 'R21, R35: a note is not composed for a contact') from note;
select is(pg_temp.state(id), 'failed', 'R35: the row fails alone') from note;
-- A notice about a note answers to the note address.
create temporary table about as select turno.outbox_add(n.ticket, o.post_id, 'notification', null, pg_temp.operator_id('anna'), 'anna@demo.example', 'it') as id
    from note n, turno.outbox o where o.id = n.id;
select ok((turno.outbox_envelope(id) ->> 'reply_to') like 'support+n.%', 'M23: a mail about a note answers to the note address') from about;
select is(turno.outbox_envelope(id) -> 'history' @> '[{"text": "segreto"}]', false, 'R21: history holds no note') from about;

-- parked without a ticket, new link
create temporary table parked as select turno.outbox_add(null, null, 'parked', null, pg_temp.operator_id('anna'), 'anna@demo.example', 'it',
    '{"text": "quello che ho scritto", "reason": "x", "subject": "Oggetto"}', pg_temp.mailbox_id('help')) as id;
select is(e ->> 'reply_to', 'help@demo.example', 'M20: a notice without a ticket has no signed address') from parked, turno.outbox_envelope(id) e;
select is(concat(e #>> '{post,text}', e ->> 'reason', e ->> 'auto_submitted', e ->> 'ticket', e ->> 'url_path'), 'quello che ho scrittoxauto-generated',
    'M20: it shows what came and why') from parked, turno.outbox_envelope(id) e;
select ok((turno.outbox_envelope(turno.outbox_add(ticket, null, 'parked', null, pg_temp.operator_id('anna'), 'anna@demo.example', 'it'))
    ->> 'reply_to') like 'support+n.%', 'M20: an answer to the notice of a parked mail never reaches the contact') from mine;
select is(turno.reason_text(r, 'it'), t, 'a reason in Italian: ' || r) from (values
    ('the ticket was deleted', 'il ticket è stato eliminato'), ('no address that can be reached', 'nessun indirizzo è raggiungibile'),
    ('internal text is left in the reply',
        'nel testo è rimasto qualcosa di interno, della nostra notifica o di una nota'),
    ('the reply is empty', 'la risposta è vuota'),
    ('outside participant a@b.example', 'scrive chi non partecipa al ticket: a@b.example'),
    ('5.1.1 no such user', '5.1.1 no such user')) x(r, t);
select is(turno.reason_text('the reply is empty', 'en'), 'the reply is empty', 'a reason in English');
select matches(message_id, '^m\.0\.[0-9]+\.', 'M32: its Message-ID is signed with ticket 0') from turno.outbox join parked using (id);

-- Header values that could break a header do not get into one.
update turno.mail set message_id = E'evil\r\nBcc: x@y' where ticket_id = (select ticket from mine);
select is(turno.envelope_references(id), array[(select message_id from turno.outbox o, mine where o.ticket_id = ticket and kind = 'acknowledgement')],
    'M32: an id with line ends is left out') from reply;
select turno.outbox_add(ticket, null, 'new_link', pg_temp.contact_id('mario'), null, 'mario.rossi@demo.example', 'it') from mine, generate_series(1, 12);
select is(cardinality(turno.envelope_references(max(id))), 10, 'M32: at most ten references') from turno.outbox;

-- R34, one mail per post, kind and recipient.
select is(turno.outbox_add(ticket_id, post_id, kind, contact_id, operator_id, recipient, language), null, 'a mail is queued once')
    from turno.outbox join reply using (id);

-- Five days, and back-off.
reset role;
create temporary table old as select pg_temp.anna_replies(ticket) as id from mine;
update turno.outbox set tried_at = now() - interval '6 days', attempts = 30 where id = (select id from old);
grant all on old to turno_gateway;
set local role turno_gateway;
select pg_temp.claim(100);
select is(turno.outbox_settle(id, 's', 'deferred', '4.2.1 later'), 'failed', 'M31: after five days deferred is failed') from old;
select turno.outbox_retry(id) from old;
select pg_temp.claim(100);
select is(turno.outbox_settle(id, 's', 'deferred', '4.2.1 later'), 'queued', 'M31: before, it waits') from old;
select is(run_after <= clock_timestamp() + interval '5 hours', true, 'M31: never longer than some hours') from turno.outbox_job, old where outbox_id = id;
select is(turno.outbox_settle(-1, 's', 'sent', ''), null, 'a row that is not there has no state');

-- A submitter that starts again.
create temporary table restart as select turno.outbox_add(ticket, null, 'new_link', pg_temp.contact_id('mario'), null, 'mario.rossi@demo.example', 'it') as id
    from mine, generate_series(1, 2);
select turno.outbox_claim('restarted', 60, 100, 'default');
select turno.outbox_data(max(id), 'restarted') from restart;
select is(turno.outbox_release('restarted'), 2, 'M31: who starts again gives back what he had');
select is(pg_temp.state(min(id)), 'queued waiting', 'M31: before DATA into the queue') from restart;
select is(pg_temp.state(max(id)), 'uncertain', 'M31: after DATA it is uncertain') from restart;
select is(turno.outbox_release('restarted'), 0, 'M31: once');

-- For the command line.
select is((select array_agg(k order by k) from jsonb_object_keys(turno.outbox_list('{"limit": 1}') -> 0) k where k <> 'created_at'),
    '{attempts,delivery,id,kind,last_reply,message_id,post,sent_at,state,ticket,to,until,waits}'::text[], 'the outbox has the fields that scripts rely on');
select is(jsonb_array_length(turno.outbox_list('{"state": "uncertain"}')), 1, 'by state');
select is((turno.outbox_list(jsonb_build_object('ticket', ticket, 'limit', 2)) -> 0 ->> 'ticket')::bigint, ticket, 'by ticket') from mine;
reset role;
select is_empty('select * from turno.verify_chain()', 'R23: every timeline verifies');
select * from finish();
rollback;
