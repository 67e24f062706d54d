-- Two operators, an operator and a mail, a merge and a mail at once (R28, R29, R41).
\ir ../office.psql
\ir ../two.psql
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
select turno.lease_drop('test');
select no_plan();

select pg_temp.connect('{a,b}') \g /dev/null

-- Session a is anna's, b is marco's; deliver runs as the gateway.
create function pg_temp.becomes(p_session text, p_login text) returns void language plpgsql as $$
begin
    perform public.dblink_exec(p_session, 'reset role');
    perform pg_temp.other(p_session, format('select set_config(''turno.session'', %L, false)', pg_temp.other(p_session, format('select turno.session_for(%L, null)', p_login))));
    perform public.dblink_exec(p_session, 'set role turno_web');
end $$;
create function pg_temp.lock(p_more text default '') returns text language sql as
    $$ select format('select turno.act_lock(''{"ticket": %s, "action": "start"%s}'')', ticket, p_more) from mine $$;
create function pg_temp.error(p_session text) returns text language plpgsql as $$
begin
    perform * from public.dblink_get_result(p_session, false) x(r text);
    perform * from public.dblink_get_result(p_session, false) x(r text);
    return public.dblink_error_message(p_session);
end $$;
select pg_temp.becomes('a', 'anna'), pg_temp.becomes('b', 'marco');

-- R28: two operators open the reply box at once.
select public.dblink_exec('a', 'begin');
select is(pg_temp.other('a', pg_temp.lock())::jsonb #>> '{lock,mine}', 'true', 'R28: the first of two has the lock');
select ok(pg_temp.blocks('b', pg_temp.lock()), 'R28: the second waits');
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b')::jsonb #>> '{lock,by}', 'Anna Neri', 'R28: and reads who has it');
select is((select count(*) from turno.reply_lock), 1::bigint, 'R28: there is one');

-- R28: it is taken over while its holder sends.
select public.dblink_exec('b', 'begin');
select is(pg_temp.other('b', pg_temp.lock(', "take_over": true'))::jsonb #>> '{lock,mine}', 'true', 'R28: taken over');
select ok(pg_temp.blocks('a', format('select turno.act_reply(''{"ticket": %s, "text": "Ecco."}'')', ticket)), 'R28: who sends meanwhile waits') from mine;
select public.dblink_exec('b', 'commit');
select matches(pg_temp.error('a'), 'Marco Verdi is answering this ticket', 'R28: and is refused');

-- R28: it runs out while another tries: two that come then are one after the other.
update turno.reply_lock set until = clock_timestamp() - interval '1 second';
select public.dblink_exec('a', 'begin');
select is(pg_temp.other('a', pg_temp.lock())::jsonb #>> '{lock,mine}', 'true', 'R28: what ran out is another''s');
select ok(pg_temp.blocks('b', format('select turno.act_lock(''{"ticket": %s, "action": "renew"}'')', ticket)), 'R28: who renews it too late waits') from mine;
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b')::jsonb ->> 'ok', 'false', 'R28: and has lost it');
select pg_temp.other('a', format('select turno.act_lock(''{"ticket": %s, "action": "cancel"}'')', ticket)) is not null as left_box from mine;

-- R29: both answer the same message, one by the web, one by mail.
create temporary table told as select o.message_id from turno.outbox o, mine where o.ticket_id = ticket and o.operator_id = pg_temp.operator_id('marco') and o.kind = 'notification' order by o.id desc limit 1;
create temporary table sent as select pg_temp.store('support') as mail, turno.lease_take('writer', 'w', 600) as epoch;
create temporary table call as select format('select turno.deliver(%s, %L, ''w'', %s)', mail, pg_temp.evidence(jsonb_build_object('from_address', 'marco@demo.example', 'tokens',
    (pg_temp.to_address(pg_temp.reply_of('marco', ticket)) -> 'tokens') || (pg_temp.message_token(message_id) -> 'tokens'))), epoch) as query from mine, sent, told;
select public.dblink_exec('a', 'begin');
select is(pg_temp.other('a', format('select turno.act_reply(''{"ticket": %s, "text": "Dal web.", "pass_turn": true}'')', ticket))::jsonb ->> 'ok', 'true', 'R29: one replies by the web') from mine;
select public.dblink_exec('b', 'reset role');
select ok(pg_temp.blocks('b', query), 'R29: the mail of the other waits') from call;
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b')::jsonb ->> 'outcome', 'held', 'R29: and is held, not sent');
select is((select count(*) from turno.outbox, mine where ticket_id = ticket and kind = 'reply'), 1::bigint, 'R29: the contact hears one of them');

-- R29: two clicks send it once.
select pg_temp.becomes('b', 'marco');
select public.dblink_exec('a', 'begin');
select is(pg_temp.other('a', format('select turno.act_held_send(''{"mail": %s}'')', mail))::jsonb ->> 'done', 'sent', 'R29: a click sends it') from sent;
select ok(pg_temp.blocks('b', format('select turno.act_held_send(''{"mail": %s}'')', mail)), 'R29: the second waits') from sent;
select public.dblink_exec('a', 'commit');
select matches(pg_temp.error('b'), 'does not wait any more', 'R29: and is refused');
select is((select count(*) from turno.post, sent where mail_id = mail), 1::bigint, 'R29: sent once');

-- R41: a mail to a ticket that is being merged lands where the merge goes.
create temporary table pair as select ticket as source, (select t.id from turno.ticket t where t.id <> ticket limit 1) as target from mine;
select turno.lease_drop('w');
update pair set target = pg_temp.ticket_of_mario();
select turno.lease_drop('test');
create temporary table letter as select pg_temp.store('support') as mail, turno.lease_take('writer', 'w', 600) as epoch;
create temporary table delivery as select format('select turno.deliver(%s, %L, ''w'', %s)', mail, pg_temp.evidence(pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c', source, pg_temp.contact_id('mario')))), epoch) as query from letter, pair;
select public.dblink_exec('b', 'reset role');
select public.dblink_exec('a', 'begin');
select is(pg_temp.other('a', format('select turno.act_merge(''{"ticket": %s, "into": %s}'')', source, target))::jsonb ->> 'done', 'merged', 'R41: a merge') from pair;
select ok(pg_temp.blocks('b', query), 'R41: a mail to the source waits') from delivery;
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b')::jsonb ->> 'ticket', target::text, 'R41: and lands on the target') from pair;
select is((select ticket_id from turno.post, letter where mail_id = mail), target, 'R41: no mail is lost') from pair;

-- R41: the other way round: the mail is first, the merge takes it along.
select turno.lease_drop('w');
create temporary table next as select target as source, pg_temp.ticket_of_mario() as target from pair;
select turno.lease_drop('test');
truncate letter; insert into letter select pg_temp.store('support'), turno.lease_take('writer', 'w', 600);
truncate delivery; insert into delivery select format('select turno.deliver(%s, %L, ''w'', %s)', mail, pg_temp.evidence(pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c', p.source, pg_temp.contact_id('mario')))), epoch) from letter, pair p;
select public.dblink_exec('b', 'begin');
select is(pg_temp.other('b', query)::jsonb ->> 'ticket', source::text, 'R41: a mail to what was merged before') from delivery, next;
select ok(pg_temp.blocks('a', format('select turno.act_merge(''{"ticket": %s, "into": %s}'')', source, target)), 'R41: a merge of its target waits') from next;
select public.dblink_exec('b', 'commit');
select is(pg_temp.answer('a')::jsonb ->> 'done', 'merged', 'R41: without a deadlock');
select is((select ticket_id from turno.post, letter where mail_id = mail), target, 'R41: and takes the mail along') from next;

-- R41: two merges of the same pair, each the other way.
select pg_temp.becomes('b', 'marco');
create temporary table two as select pg_temp.ticket_of_mario() as x, pg_temp.ticket_of_mario() as y from (select turno.lease_drop('w')) l;
select public.dblink_exec('a', 'begin');
select pg_temp.other('a', format('select turno.act_merge(''{"ticket": %s, "into": %s}'')', x, y)) is not null as done from two;
select ok(pg_temp.blocks('b', format('select turno.act_merge(''{"ticket": %s, "into": %s}'')', y, x)), 'R41: two merges wait for one another in one order') from two;
select public.dblink_exec('a', 'commit');
select matches(pg_temp.error('b'), 'was merged into', 'R41: and the second is refused');
select is_empty('select * from turno.verify_chain()', 'R23: every chain holds');
select * from finish();
select public.dblink_disconnect(s) from unnest('{a,b}'::text[]) s;
