begin;
\ir ../office.psql
set local role turno_gateway;
select plan(43);
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
create temporary table reply as select pg_temp.anna_replies(ticket) as outbox from mine;
create temporary table mark (id bigint);
insert into mark select pg_temp.last_outbox();
create function pg_temp.answer(p_changes jsonb) returns jsonb language sql volatile as $$
    select pg_temp.receive(p_changes || pg_temp.subject_token((select ticket from mine), pg_temp.contact_id('mario'))) $$;

-- M11 response
select is(concat(v ->> 'outcome', v ->> 'turn'), 'eventcontact', 'M11: an automatic response is an event and does not flip')
    from pg_temp.answer('{"automatic": "response"}') v;
select is((pg_temp.events(ticket))[array_length(pg_temp.events(ticket), 1)], 'automatic_response', 'M11: on its ticket') from mine;
select is(pg_temp.receive('{"automatic": "response"}') ->> 'outcome', 'filtered', 'M11: without a ticket it is filtered');
select is(pg_temp.receive('{"automatic": "response", "from_address": "anna@demo.example"}' || pg_temp.to_address(pg_temp.reply_of('anna', ticket)))
    ->> 'outcome', 'filtered', 'M25: an operator''s absence notice goes nowhere') from mine;
select is(pg_temp.receive('{"automatic": "response", "from_address": "who@elsewhere.example"}', 'help') ->> 'outcome', 'filtered',
    'M11: it makes no contact');
select is(pg_temp.last_outbox(), id, 'M11: nobody was written to') from mark;

-- M11 generated
select is(concat(v ->> 'outcome', v ->> 'turn'), 'postcontact', 'M11: generated mail is a post that does not flip')
    from pg_temp.answer('{"automatic": "generated"}') v;
create temporary table generated as select pg_temp.receive('{"automatic": "generated", "subject": "Ricevuta"}') as v;
select is(v ->> 'outcome', 'ticket', 'M11: generated mail of a contact opens a ticket') from generated;
select is(pg_temp.written((v ->> 'ticket')::bigint), '{notification anna@demo.example}', 'M11: without acknowledgement') from generated;
select is(pg_temp.receive('{"automatic": "generated", "from_address": "robot@elsewhere.example"}', 'help') ->> 'outcome', 'triage',
    'M11: a robot nobody knows does not become a contact');

-- M11 list
select is(concat(v ->> 'outcome', v ->> 'turn'), 'postoperator', 'M11: list mail is as human') from pg_temp.answer('{"automatic": "list"}') v;
create temporary table list as select pg_temp.receive('{"automatic": "list", "subject": "Dal gruppo"}') as v;
select is(pg_temp.written((v ->> 'ticket')::bigint), '{notification anna@demo.example}', 'M11: without acknowledgement') from list;

-- M13
create function pg_temp.loop(p_id text, p_changes jsonb) returns text language sql volatile as $$
    select pg_temp.receive(p_changes || jsonb_build_object('tokens', jsonb_build_object('loop', jsonb_build_array(p_id)))) ->> 'outcome' $$;
create temporary table ours as select id || '.' || turno.token_make('loop', 'l', 0, id) as loop from turno.mailbox where name = 'support';
select is(pg_temp.loop(loop, '{}'), 'filtered', 'M13: our own mail that comes back is filtered') from ours;
select is(pg_temp.loop(loop, '{"automatic": "generated"}'), 'filtered', 'M13: also when automatic') from ours;
select is(pg_temp.loop('5.1.aaaaaaaaaaaaaaaa', '{"automatic": "response"}'), 'filtered', 'M13: automatic mail of another turno is filtered');
select is(pg_temp.loop('5.1.aaaaaaaaaaaaaaaa', '{}'), 'ticket', 'M13: what a person of another office wrote is heard');
select is(pg_temp.loop('99999999999999999999.x.y', '{}'), 'ticket', 'M13: nonsense is not ours');

-- M12: delivery reports.
create function pg_temp.report(p_outbox bigint, p_changes jsonb) returns jsonb language sql volatile as $$
    select pg_temp.receive('{"from_address": "mailer-daemon@elsewhere.example", "automatic": "response", "return_path": ""}' || p_changes
        || pg_temp.message_token((select message_id from turno.outbox where id = p_outbox))) $$;
reset role;
select turno.turn_apply(ticket, 'reply', 'operator', pg_temp.operator_id('anna'), 'web') from mine;
set local role turno_gateway;
select is(pg_temp.turn_of(ticket), 'contact', '(the contact''s turn)') from mine;
select is(concat(v ->> 'outcome', v ->> 'turn'), 'eventcontact', 'R15: a delay is an event and leaves the turn')
    from reply, pg_temp.report(outbox, '{"is_bounce": true, "is_delayed": true, "bounce_status": ["4.4.1"]}') v;
select is((pg_temp.events(ticket))[array_length(pg_temp.events(ticket), 1)], 'delivery_delayed', 'M12: "delayed"') from mine;
select is(concat(v ->> 'outcome', v ->> 'turn'), 'eventcontact', 'R15: so does a success')
    from reply, pg_temp.report(outbox, '{"is_delivery_success": true}') v;
select is(v ->> 'outcome', 'filtered', 'M12: a report without our Message-ID is filtered')
    from pg_temp.receive('{"is_bounce": true, "automatic": "response", "bounce_status": ["5.1.1"]}') v;
select is(v ->> 'outcome', 'filtered', 'M12: a Message-ID of ours with an altered MAC is not ours') from reply, turno.outbox o,
    pg_temp.receive('{"is_bounce": true}' || jsonb_set(pg_temp.message_token(o.message_id), '{tokens,message,0,mac}', '"aaaaaaaaaaaaaaaa"')) v
    where o.id = reply.outbox;
select is((select count(*) from turno.address where dead_at is not null), 0::bigint, 'M12: nobody''s address is marked by such');

delete from mark;
insert into mark select pg_temp.last_outbox();
create temporary table bounced as select pg_temp.report(outbox, '{"is_bounce": true, "bounce_permanent": true, "bounce_status": ["5.1.1"],
    "bounced_recipients": ["mario.rossi@demo.example"], "bounce_diagnostic": "smtp; 550 5.1.1 no such user", "automatic": "response"}') as v from reply;
select is(concat(v ->> 'outcome', v ->> 'ticket'), 'event' || ticket, 'M12: a failure is an event, never a ticket') from bounced, mine;
select is(v ->> 'turn', 'operator', 'R15: the turn goes back to the operator') from bounced;
select is((select e.post_id = o.post_id and e.new = o.recipient and e.note like '5.1.1 %' from turno.event e, reply, turno.outbox o
    where o.id = reply.outbox and e.ticket_id = o.ticket_id and e.type = 'delivery_failed'), true, 'M12: on that very post, with the reason');
select is(state, 'failed', 'the outbox shows it') from turno.outbox, reply where id = outbox;
select isnt((select dead_at from turno.address where folded = 'mario.rossi@demo.example'), null, 'M12: 5.x.x marks the address');
select is(pg_temp.written(ticket, mark.id), '{notification anna@demo.example,notification marco@demo.example}', 'R34: operators are told') from mine, mark;
select is(pg_temp.report(outbox, '{"is_bounce": true, "bounce_status": ["5.1.1"]}') ->> 'outcome', 'event', 'a second report') from reply;
select is((select count(*) from turno.event where ticket_id = ticket and type = 'delivery_failed'), 1::bigint, 'M12: adds nothing') from mine;

-- A failure that is not for good, on a closed ticket (R17).
create temporary table second as select pg_temp.ticket_of_mario() as ticket;
reset role;
update turno.address set dead_at = null;
create temporary table later as select pg_temp.anna_replies(ticket) as outbox from second;
grant all on later to turno_gateway;
select turno.ticket_close(ticket, pg_temp.operator_id('anna'), 'web') from second;
set local role turno_gateway;
select is(concat(v ->> 'outcome', v ->> 'turn'), 'eventclosed', 'R17: a failure on a closed ticket is an event, it stays closed')
    from later, pg_temp.report(outbox, '{"is_bounce": true, "bounce_permanent": false, "bounce_status": ["4.2.2"]}') v;
select is((select dead_at from turno.address where folded = 'mario.rossi@demo.example'), null, 'M12: 4.x.x marks no address');

-- A failed acknowledgement or notification: an event, no flip.
create temporary table third as select pg_temp.ticket_of_mario() as ticket;
reset role;
grant all on third to turno_gateway;
update turno.ticket set turn = 'contact', status_id = (select id from turno.status where turn = 'contact' and is_default)
    where id = (select ticket from third);
set local role turno_gateway;
delete from mark;
insert into mark select pg_temp.last_outbox();
select is(v ->> 'turn', 'contact', 'R15: only an operator''s reply that fails gives the turn back') from third, turno.outbox o,
    pg_temp.report(o.id, '{"is_bounce": true, "bounce_status": ["5.7.1"]}') v where o.ticket_id = ticket and o.kind = 'acknowledgement';
select is(v ->> 'outcome', 'event', 'M12: a notification that bounces is an event') from third, turno.outbox o,
    pg_temp.report(o.id, '{"is_bounce": true, "bounce_status": ["5.1.1"]}') v
    where o.ticket_id = ticket and o.kind = 'notification' and o.operator_id = pg_temp.operator_id('marco');
select is(pg_temp.last_outbox(), id, 'M13: and notifies nobody') from mark;
select is(pg_temp.written((pg_temp.receive('{"subject": "altro 730", "from_address": "amina@demo.example"}') ->> 'ticket')::bigint),
    '{acknowledgement amina@demo.example,notification anna@demo.example}', 'M12: who bounced is not written to again');
select is(pg_temp.receive('{"is_bounce": true, "from_address": "x@elsewhere.example"}' || jsonb_build_object('tokens', jsonb_build_object('loop',
    jsonb_build_array(loop)) || (pg_temp.message_token(message_id) -> 'tokens'))) ->> 'outcome', 'event',
    'M12: a report that carries our loop id is a report') from ours, turno.outbox, later where id = outbox;
select is(pg_temp.receive('{"is_feedback_report": true, "from_address": "fbl@elsewhere.example"}') ->> 'outcome', 'filtered',
    'M12: a complaint without our Message-ID is filtered');

-- Order does not matter.
delete from turno.throttle;
create function pg_temp.two_orders(p_first jsonb, p_second jsonb) returns text language plpgsql volatile as $$
declare
    v_ticket bigint := pg_temp.ticket_of_mario();
    v_outbox bigint := pg_temp.anna_replies(v_ticket);
begin
    perform pg_temp.report(v_outbox, p_first), pg_temp.report(v_outbox, p_second);
    return (select concat_ws(' ', t.turn, o.state, (select string_agg(type, ',' order by type) from turno.event
        where ticket_id = v_ticket and type like 'deliver%'), (select count(*) from turno.outbox x where x.ticket_id = v_ticket))
        from turno.ticket t, turno.outbox o where t.id = v_ticket and o.id = v_outbox);
end $$;
reset role;
update turno.address set dead_at = null;
create temporary table failed as select '{"is_bounce": true, "bounce_status": ["4.4.7"]}'::jsonb as report;
select is(pg_temp.two_orders('{"is_delayed": true}', report), pg_temp.two_orders(report, '{"is_delayed": true}'),
    'M12: delay and failure come to the same in either order') from failed;
select is(pg_temp.two_orders(report, report), pg_temp.two_orders(report, report || '{"automatic": "no"}'),
    'M12: a report counts whatever its other marks') from failed;
select is(pg_temp.two_orders(report, '{"is_delivery_success": true}'), pg_temp.two_orders('{"is_delivery_success": true}', report),
    'M12: success and failure too') from failed;
select * from finish();
rollback;
