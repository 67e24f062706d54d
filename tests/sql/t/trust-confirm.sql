-- An operator confirms by a click what was parked in his name (M20) or waits (R29, M25).
begin;
\ir ../office.psql
select no_plan();
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
update turno.mailbox set authserv_ids = '{mx.demo.example}' where name = 'support';
create function pg_temp.of_anna(p_text text, p_role text default 'r', p_changes jsonb default '{}') returns jsonb language sql volatile as $$
    select pg_temp.receive(pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), p_role, ticket, pg_temp.operator_id('anna'))) || jsonb_build_object(
        'from_address', 'anna@demo.example', 'reply_visible_text', p_text) || p_changes) from mine $$;
create function pg_temp.good() returns jsonb language sql as $$ select '{"authentication": [{"authserv_id": "mx.demo.example", "results": [{"method": "dmarc", "result": "pass", "properties": [{"name": "header.from", "value": "demo.example"}]}]}]}'::jsonb $$;
-- The token in the newest mail to an operator, as submit asks for it; as the web calls.
create function pg_temp.token() returns text language sql volatile as $$ select substr(turno.outbox_envelope(max(o.id)) ->> 'confirm_path', 10) from turno.outbox o where o.kind = 'parked' $$;
create function pg_temp.call(p_function text, p_token text) returns jsonb language plpgsql volatile as $$
declare
    v jsonb;
begin
    set local role turno_web;
    execute format('select turno.%I($1)', p_function) into v using jsonb_build_object('token', p_token);
    reset role;
    return v;
end $$;
create function pg_temp.replies() returns bigint language sql as $$ select count(*) from turno.outbox, mine where ticket_id = ticket and kind = 'reply' $$;
create function pg_temp.outcome(v jsonb) returns text language sql as $$ select concat_ws(' ', outcome, reason) from turno.mail where id = (v ->> 'mail')::bigint $$;

create temporary table one as select pg_temp.of_anna('Ecco la risposta.') as v, null as old, null as token;
select is(pg_temp.outcome(v), 'held the mail server does not vouch for the sender', 'M20: not vouched for, it is parked') from one;
update one set old = pg_temp.token();
update one set token = pg_temp.token();
select is(length(token), 43, 'M20: a token of 256 bits') from one;
select is((select token_sha256 from turno.confirmation), sha256(token::bytea), 'M20: of which the digest is kept') from one;
select is((select expires_at - now() from turno.confirmation), interval '24 hours', 'M20: for 24 hours');
select is(pg_temp.call('page_confirm', token) - '{ticket}'::text[], '{"valid": true, "office": "turno", "is_mail": true, "language": "it", "is_reply": true, "is_note": false, "contact": "Mario Rossi", "text": "Ecco la risposta.", "documents": [], "commands": [], "has_commands": false, "warning": null}',
    'M20: the page shows what would go') from one;
select is(pg_temp.replies(), 0::bigint, 'M20: to look sends nothing');
select is(pg_temp.call(f, t), case f when 'page_confirm' then '{"valid": false, "office": "turno", "is_mail": false}' else '{"ok": false}' end::jsonb, format('M20: %s: %s is no token', f, w))
from one, unnest('{page_confirm,act_confirm}'::text[]) f, lateral (values (old, 'one that a newer mail replaced'), ('x', 'anything'), (null, 'nothing'), (upper(token), 'another case')) y(t, w);
update turno.confirmation set expires_at = now() - interval '1 second';
select is(pg_temp.call('act_confirm', token) -> 'ok', 'false', 'M20: nor one that ran out') from one;
select is(turno.tidy('test') -> 'by', '"test"', 'the clocks run');
select is((select count(*) from turno.confirmation), 0::bigint, 'M20: what ran out goes');
insert into turno.confirmation select (v ->> 'mail')::bigint, pg_temp.operator_id('anna'), 'r', sha256(token::bytea) from one;
select is(pg_temp.call('act_confirm', token) - 'ticket', '{"ok": true, "is_mail": true, "office": "turno", "language": "it", "done": "sent"}', 'M20: his click sends it') from one;
select is(pg_temp.replies(), 1::bigint, 'M20: to the contact');
select is(pg_temp.turn_of(ticket), 'contact', 'R14: and passes the turn') from mine;
select is((select concat_ws(' ', o.login, p.channel, p.kind, p.text) from turno.post p join turno.operator o on o.id = p.operator_id where p.mail_id = (v ->> 'mail')::bigint), 'anna mail message Ecco la risposta.', 'M20: as his words') from one;
select is(pg_temp.outcome(v), 'post', 'M34: the mail is now a post') from one;
select is((select jsonb_path_exists(trace, '$[*] ? (@.step == "confirmed")') from turno.mail where id = (v ->> 'mail')::bigint), true, 'M20: and its trace says how') from one;
select is((select array_agg(type order by seq) from turno.event, mine where ticket_id = ticket and type in ('parked', 'held_sent')), '{parked,held_sent}', 'R23: both are events');
select is(pg_temp.call('act_confirm', token), '{"ok": false}', 'M20: once') from one;
select is(pg_temp.replies(), 1::bigint, 'M20: indeed');
select is_empty('select * from turno.verify_chain()', 'R23: the chain holds');

-- A note, commands, and what cannot be confirmed.
select is(pg_temp.outcome(pg_temp.of_anna('Solo per noi.', 'n')), 'held the mail server does not vouch for the sender', 'M20: so is a note');
select is(pg_temp.call('page_confirm', t) -> 'is_note', 'true', 'M23: which the page calls so') from pg_temp.token() t;
select is(pg_temp.call('act_confirm', t) -> 'done', '"noted"', 'M20: confirmed, it is a note') from pg_temp.token() t;
select is((select kind from turno.post order by id desc limit 1), 'note', 'M23: indeed');
select is(pg_temp.replies(), 1::bigint, 'R21: which reaches nobody');
select is(pg_temp.outcome(pg_temp.of_anna('#prendi')), 'held the mail server does not vouch for the sender', 'M20: so are commands');
select is(pg_temp.call('page_confirm', t) #>> '{commands,0,line}', '#prendi', 'M24: which the page shows') from pg_temp.token() t;
select is(pg_temp.call('act_confirm', t) -> 'done', '"carried"', 'M24: confirmed, they are done') from pg_temp.token() t;
select is((select assignee_id from turno.ticket, mine where id = ticket), pg_temp.operator_id('anna'), 'M24: the ticket is hers');
select is(pg_temp.outcome(pg_temp.of_anna('#categoria Nessuna')), 'held the mail server does not vouch for the sender', 'M20: and what will be refused');
select is(pg_temp.call('act_confirm', t) ->> 'refusal', 'la categoria non esiste: Nessuna', 'M24: which the click learns, in his language') from pg_temp.token() t;
select is((select count(*) from turno.confirmation where role = 'r'), 1::bigint, 'M24: nothing was done');
create temporary table empty as select pg_temp.of_anna(E' \n') as v, pg_temp.token() as t;
select is(pg_temp.call('act_confirm', t) ->> 'refusal', 'la risposta è vuota', 'R21: nothing is nothing') from empty;
select is(pg_temp.outcome(v), 'held the reply is empty', 'R21: and stays parked') from empty;
select is(pg_temp.outcome(pg_temp.of_anna('x', 'r', '{"automatic": "generated"}')), 'held the mail server does not vouch for the sender', 'M11: automatic mail in his name');
select is((select count(*) from turno.confirmation c join turno.mail m on m.id = c.mail_id where m.evidence ->> 'automatic' = 'generated'), 0::bigint, 'M11: is confirmed by nobody');

-- What waits is confirmed by the link as well as on the page (R29, M25).
create temporary table late as select pg_temp.of_anna('Vedi https://desk.example/ticket/1', 'r', pg_temp.good()) as v, pg_temp.token() as t;
select is(pg_temp.outcome(v), 'held internal text is left in the reply', 'M25: a leak is asked about') from late;
select is(pg_temp.call('page_confirm', t) ->> 'warning', 'nel testo è rimasto qualcosa di interno, della nostra notifica o di una nota', 'M25: the page says so') from late;
select turno.reply_lock_take(ticket, pg_temp.operator_id('marco')) from mine;
select is(pg_temp.call('act_confirm', t) ->> 'refusal', 'sta rispondendo un altro operatore: Marco Verdi', 'R28: not while another answers') from late;
select is(pg_temp.call('act_confirm', pg_temp.token()) ->> 'done', 'noted', 'R29: a note does not wait') from pg_temp.of_anna('Nota bene.', 'n');
select turno.reply_lock_end(ticket, pg_temp.operator_id('marco')) from mine;
select is(pg_temp.call('act_confirm', t) ->> 'done', 'sent', 'M25: the click is the answer') from late;
select is(pg_temp.replies(), 2::bigint, 'M25: and it goes');
create temporary table shut as select pg_temp.of_anna('Tardi.') as v, pg_temp.token() as t;
select turno.ticket_close(ticket, pg_temp.operator_id('anna'), 'web') from mine;
select is(pg_temp.call('act_confirm', t) ->> 'refusal', 'Il ticket è chiuso: riaprilo per inviare la risposta.', 'R17: nothing is sent into a closed ticket') from shut;
select turno.ticket_reopen(ticket, pg_temp.operator_id('anna'), 'web') from mine;

-- By what it answers, when he writes to no signed address.
create temporary table plain as select pg_temp.receive(jsonb_build_object('from_address', 'anna@demo.example', 'reply_visible_text', 'Senza indirizzo.')
    || pg_temp.message_token((select o.message_id from turno.outbox o, mine where o.ticket_id = ticket and o.kind = 'notification' and o.operator_id = pg_temp.operator_id('anna') order by o.id limit 1)) || pg_temp.good()) as v;
select is(pg_temp.outcome(v), 'held the reply address is not this operator''s', 'M16: an operator never threads by a Message-ID') from plain;
select is((select role from turno.confirmation where mail_id = (v ->> 'mail')::bigint), 'r', 'M20: but may confirm it, as the reply that it would be') from plain;
create temporary table noted as select pg_temp.receive(jsonb_build_object('from_address', 'anna@demo.example', 'reply_visible_text', 'Alla mail parcheggiata.')
    || pg_temp.message_token((select o.message_id from turno.outbox o where o.kind = 'parked' order by o.id limit 1)) || pg_temp.good()) as v;
select is((select role from turno.confirmation where mail_id = (v ->> 'mail')::bigint), 'n', 'M23: an answer to what was parked is a note') from noted;
select is(pg_temp.outcome(v), 'held the reply address is not this operator''s', 'M20: parked like any') from noted;

-- Whose token it is.
create temporary table gone as select pg_temp.of_anna('Una ancora.') as v, pg_temp.token() as t;
update turno.operator set is_active = false where login = 'anna';
select is(pg_temp.call('page_confirm', t) -> 'valid', 'false', 'R4: who has gone confirms nothing') from gone;
update turno.operator set is_active = true where login = 'anna';
delete from turno.operator_category where operator_id = pg_temp.operator_id('anna');
select is(pg_temp.call('page_confirm', t) -> 'valid', 'false', 'R9: nor who does not see the ticket any more') from gone;
select is(pg_temp.call('act_confirm', t) -> 'ok', 'false', 'R9: by a click neither') from gone;
select is(pg_temp.outcome(v), 'held the mail server does not vouch for the sender', 'M34: it waits') from gone;
select is((select count(*) from turno.confirmation where mail_id = (pg_temp.of_anna('Non vedo.') ->> 'mail')::bigint), 0::bigint, 'R9: what he may not see he is offered no link for');
insert into turno.operator_category select pg_temp.operator_id('anna'), id, 'advanced' from turno.category;
select turno.mail_erase(array[(v ->> 'mail')::bigint]) from gone;
select is(pg_temp.call('act_confirm', t) -> 'ok', 'false', 'R39: nor is an erased mail carried out') from gone;

-- The same page confirms who asks for a ticket (R3).
insert into turno.web_request (address, name, tax_code, language, category_id, form, token_sha256)
select 'lucia@client.example', 'Lucia Neri', 'NRELCU80A41H501X', 'it', c.id, jsonb_build_object('category', c.id, 'subject', 'x', 'text', 'y'), sha256('lucia') from turno.category c where c.name = '730';
select is(pg_temp.call('page_confirm', 'lucia'), '{"valid": true, "office": "turno", "is_mail": false}', 'R3: the page shows nothing of who asked');
select is(pg_temp.call('act_confirm', 'lucia') ? 'token', true, 'R3: who confirms comes in');
select finish();
rollback;
