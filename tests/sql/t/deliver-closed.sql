begin;
\ir ../office.psql
create function pg_temp.policy(p text) returns void language sql security definer as
    $$ update turno.category set closed_reply = p where name = '730' $$;
set local role turno_gateway;
select plan(42);
create function pg_temp.answer(p_ticket bigint, p_changes jsonb default '{}') returns jsonb language sql volatile as $$
    select pg_temp.receive(p_changes || pg_temp.subject_token(p_ticket, pg_temp.contact_id('mario'))) $$;

-- R17
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
select turno.ticket_close(ticket, pg_temp.operator_id('anna'), 'web', 'solved') from mine;
select is((select t.turn || s.is_closing || (t.closed_at is not null) from turno.ticket t join turno.status s on s.id = t.status_id
    where t.id = ticket), 'closedtruetrue', 'R16, R17: closed, with the closing status and a time') from mine;
select is(pg_temp.events(ticket), '{opened,contact_message,note,closed}', 'R17: with its note') from mine;
select turno.ticket_close(ticket, pg_temp.operator_id('anna'), 'web') from mine;
select is(array_length(pg_temp.events(ticket), 1), 4, 'R17: closing twice is once') from mine;
select is(turno.ticket_reopen(ticket, pg_temp.operator_id('anna'), 'web'), 'operator', 'R17: operators reopen') from mine;
select is((pg_temp.events(ticket))[5], 'reopened', 'R17: with an event') from mine;
select is((select closed_at from turno.ticket where id = ticket), null, 'R17: and it is not closed') from mine;
select is(turno.ticket_reopen(ticket, pg_temp.operator_id('anna'), 'web'), 'operator', 'R17: reopening an open one does nothing') from mine;
select turno.ticket_close(ticket, pg_temp.operator_id('anna'), 'web') from mine;

-- R18 new_linked
create temporary table linked as select pg_temp.answer(ticket) as v from mine;
select is(v ->> 'outcome', 'ticket', 'R18 new_linked: a new ticket') from linked;
select isnt((v ->> 'ticket')::bigint, ticket, 'R18 new_linked: of its own') from linked, mine;
select is(v ->> 'category', 'CAF › 730', 'R18 new_linked: of the same category') from linked;
select is((select kind from turno.ticket_link where ticket_id = (v ->> 'ticket')::bigint and other_id = ticket), 'follows',
    'R18 new_linked: that follows the closed one') from linked, mine;
select is((pg_temp.events(ticket))[7], 'linked', 'R18 new_linked: with an event on the closed') from mine;
select ok('linked' = any (pg_temp.events((v ->> 'ticket')::bigint)), 'R18 new_linked: and on the new one') from linked;
select is(pg_temp.turn_of(ticket), 'closed', 'R18 new_linked: the old one stays closed') from mine;
select is((pg_temp.written((v ->> 'ticket')::bigint))[1], 'acknowledgement mario.rossi@demo.example', 'R34: acknowledged') from linked;
select is(pg_temp.answer((select (v ->> 'ticket')::bigint from linked)) ->> 'outcome', 'post', 'R18: the next answer goes on there');

-- R18 reopen
select pg_temp.policy('reopen');
select is(pg_temp.answer(ticket, '{"automatic": "generated"}') ->> 'turn', 'closed', 'M11, R18 reopen: generated mail never reopens') from mine;
create temporary table reopened as select pg_temp.answer(ticket) as v from mine;
select is(concat(v ->> 'outcome', v ->> 'turn'), 'postoperator', 'R18 reopen: the answer is a post and it is our turn') from reopened;
select ok('reopened' = any (pg_temp.events(ticket)), 'R18 reopen: with an event') from mine;
select is((pg_temp.written(ticket, (select max(id) - 2 from turno.outbox)))[1], 'notification anna@demo.example', 'R34: operators are told')
    from mine;
select turno.ticket_close(ticket, pg_temp.operator_id('anna'), 'web') from mine;

-- R18 reject_notice
select pg_temp.policy('reject_notice');
create temporary table mark as select pg_temp.last_outbox() as id;
create temporary table rejected as select pg_temp.answer(ticket) as v from mine;
select is(concat(v ->> 'outcome', v ->> 'turn'), 'eventclosed', 'R18 reject_notice: an event, it stays closed') from rejected;
select is(pg_temp.written(ticket, mark.id), '{rejected mario.rossi@demo.example}', 'R18 reject_notice: the contact is told') from mine, mark;
select is((select count(*) from turno.post where mail_id = (v ->> 'mail')::bigint), 0::bigint, 'R18 reject_notice: nothing is posted') from rejected;
delete from mark;
insert into mark select pg_temp.last_outbox();
select pg_temp.answer(ticket, '{"automatic": "generated"}') from mine;
select pg_temp.answer(ticket, '{"automatic": "list"}') from mine;
select is(pg_temp.written(ticket, mark.id), '{}', 'M11: notices are for people only') from mine, mark;

-- R18 append_silent
select pg_temp.policy('append_silent');
create temporary table silent as select pg_temp.answer(ticket) as v from mine;
select is(concat(v ->> 'outcome', v ->> 'turn'), 'postclosed', 'R18 append_silent: a post, and it stays closed') from silent;
select is(pg_temp.written(ticket, mark.id), '{}', 'R18 append_silent: nobody is told') from mine, mark;

-- Automatic responses on a closed ticket.
select pg_temp.policy('reopen');
select is(concat(v ->> 'outcome', v ->> 'turn'), 'eventclosed', 'M11: an absence notice never reopens')
    from mine, lateral (select pg_temp.answer(ticket, '{"automatic": "response"}') as v) x;

-- Operators write on closed tickets: it stays closed.
select is(concat(v ->> 'outcome', v ->> 'turn'), 'postclosed', 'R17: an operator''s answer does not reopen')
    from mine, lateral (select pg_temp.receive('{"from_address": "anna@demo.example"}' || pg_temp.to_address(pg_temp.reply_of('anna', ticket))) as v) x;
select is((pg_temp.written(ticket, mark.id))[1], 'reply mario.rossi@demo.example', 'R19: and is sent') from mine, mark;
select is(pg_temp.receive('{"from_address": "amina@demo.example"}' || pg_temp.to_address(turno.reply_address(
    pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')))) ->> 'outcome', 'held', 'M18: a stranger is held on it') from mine;
select is((select jsonb_path_query_first(trace, '$[*] ? (@.step == "closed")') ->> 'policy' from turno.mail
    where id = (v ->> 'mail')::bigint), 'append_silent', 'the trace names the policy') from silent;
-- Days of grace.
reset role;
update turno.category set closed_grace_days = 2 where name = '730';
set local role turno_gateway;
select is(concat(v ->> 'outcome', v ->> 'turn'), 'postclosed', 'M11, R18 grace: generated mail never reopens')
    from mine, lateral (select pg_temp.answer(ticket, '{"automatic": "generated"}') as v) x;
select is(concat(v ->> 'outcome', v ->> 'turn'), 'postoperator', 'R18 grace: within the days it reopens, whatever closed.reply says')
    from mine, lateral (select pg_temp.answer(ticket) as v) x;
select turno.ticket_close(ticket, pg_temp.operator_id('anna'), 'web') from mine;
reset role;
update turno.ticket set closed_at = now() - interval '49 hours' where id = (select ticket from mine);
set local role turno_gateway;
select is(concat(v ->> 'outcome', v ->> 'turn'), 'postclosed', 'R18 grace: after them the policy holds')
    from mine, lateral (select pg_temp.policy('append_silent'), pg_temp.answer(ticket) as v) x;

-- R18: the ticket that follows is of the same contact, whoever of those who take part answers.
reset role;
select pg_temp.policy('new_linked');
update turno.category set closed_grace_days = null where name = '730';
insert into turno.contact (customer_id, name) select customer_id, 'Sorella' from turno.contact where id = pg_temp.contact_id('mario');
insert into turno.address (address, contact_id) values ('sorella@demo.example', pg_temp.contact_id('Sorella'));
set local session_replication_role = replica;
update turno.ticket set contact_id = null where id = (select ticket from mine);
set local session_replication_role = origin;
create function pg_temp.follow(p_contact text, p_address text) returns jsonb language sql volatile as $$
    select pg_temp.receive(jsonb_build_object('from_address', p_address) || pg_temp.subject_token(ticket, pg_temp.contact_id(p_contact))) from mine $$;
set local role turno_gateway;
create temporary table common as select pg_temp.follow('Sorella', 'sorella@demo.example') as v;
select is(v ->> 'outcome', 'ticket', 'R18: one of the customer answers to a ticket of all') from common;
select is((select concat(t.contact_id, ' ', t.customer_id = o.customer_id) from turno.ticket t, turno.ticket o, mine where t.id = (v ->> 'ticket')::bigint and o.id = ticket),
    ' t', 'R18, R2: the one that follows is of all too') from common;
select is((select count(*) from turno.participant where ticket_id = (v ->> 'ticket')::bigint), 0::bigint, 'M16: nobody is added who takes part anyway') from common;
select is((select contact_id from turno.post where ticket_id = (v ->> 'ticket')::bigint), pg_temp.contact_id('Sorella'), 'R21: written by who wrote it') from common;
insert into turno.participant select ticket, pg_temp.contact_id('amina') from mine;
create temporary table guest as select pg_temp.follow('amina', 'amina@demo.example') as v;
select is(v ->> 'outcome', 'ticket', 'R18: somebody else who takes part answers') from guest;
select is((select t.customer_id = o.customer_id and t.contact_id is null from turno.ticket t, turno.ticket o, mine where t.id = (v ->> 'ticket')::bigint and o.id = ticket),
    true, 'R18, R2: it stays with the customer') from guest;
select is((select array_agg(contact_id) from turno.participant where ticket_id = (v ->> 'ticket')::bigint), array[pg_temp.contact_id('amina')], 'M16: and he takes part there') from guest;
select ok('acknowledgement amina@demo.example' = any (pg_temp.written((v ->> 'ticket')::bigint)) and not 'acknowledgement mario.rossi@demo.example' = any (pg_temp.written((v ->> 'ticket')::bigint)),
    'R34: who wrote is told that it arrived, nobody else') from guest;
select * from finish();
rollback;
