-- Replies by mail that come while another answers, or after he has (R29).
begin;
\ir ../office.psql
select no_plan();
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
create function pg_temp.mail_of(p_login text, p_role text, p_text text, p_changes jsonb default '{}') returns jsonb language sql volatile as $$
    select pg_temp.receive(jsonb_build_object('from_address', p_login || '@demo.example', 'body_text', p_text, 'reply_visible_text', p_text)
        || jsonb_build_object('tokens', (pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), p_role, ticket, pg_temp.operator_id(p_login))) -> 'tokens')
            || coalesce(p_changes -> 'tokens', '{}')) || (p_changes - 'tokens')) from mine $$;
create function pg_temp.as(p_login text) returns void language sql as $$ select set_config('turno.session', turno.session_for(p_login, null), true) $$;
create function pg_temp.replies() returns bigint language sql as $$ select count(*) from turno.outbox, mine where ticket_id = ticket and kind = 'reply' $$;
create temporary table mark (id bigint);

select turno.reply_lock_take(ticket, pg_temp.operator_id('marco')) from mine;
insert into mark select pg_temp.last_outbox();
create temporary table locked as select pg_temp.mail_of('anna', 'r', 'La mia risposta.') as v;
select is(concat_ws(' ', v ->> 'outcome', v ->> 'reason'), 'held another operator is answering: Marco Verdi', 'R29: a reply by mail to a locked ticket is held') from locked;
select is(pg_temp.replies(), 0::bigint, 'R29: and not sent');
select is((select array_agg(concat_ws(' ', kind, detail ->> 'what', lower(recipient)) order by id) from turno.outbox where id > (select max(id) from mark)),
    '{"notification lock marco@demo.example","parked parked anna@demo.example"}', 'R29: both are told, nobody else');
select is(pg_temp.mail_of('anna', 'n', 'Una nota.') ->> 'outcome', 'post', 'R29: a note is stored at once');
select is((select kind from turno.post order by id desc limit 1), 'note', 'R29: as a note');
select is(pg_temp.mail_of('marco', 'r', 'Di chi risponde.') ->> 'outcome', 'post', 'R29: who has the lock answers by mail too');
select is(pg_temp.replies(), 1::bigint, 'R29: which is sent');
select is((select count(*) from turno.reply_lock), 0::bigint, 'R28: and ends his lock');
select turno.reply_lock_take(ticket, pg_temp.operator_id('marco')) from mine;

-- One click.
select pg_temp.as('carla');
select throws_ok(format('select turno.act_held_send(''{"mail": %s}'')', v ->> 'mail'), 'TU002', null, 'R9: who does not see the ticket does not see the mail') from locked;
select is(turno.ticket_held(ticket, 'it'), '[]', 'R9: nor its words') from mine;
select pg_temp.as('anna');
select is(turno.ticket_held(ticket, 'it') #>> '{0,text}', 'La mia risposta.', 'R29: the page shows what waits') from mine;
select is(turno.ticket_held(ticket, 'it') #>> '{0,reason}', 'sta rispondendo un altro operatore: Marco Verdi', 'R29: and why') from mine;
select throws_like(format('select turno.act_held_send(''{"mail": %s}'')', v ->> 'mail'), 'Marco Verdi is answering%', 'R28: the lock holds the click too') from locked;
select turno.reply_lock_end(ticket, pg_temp.operator_id('marco')) from mine;
select is(turno.act_held_send(jsonb_build_object('mail', v -> 'mail')) ->> 'done', 'sent', 'R29: one click sends it') from locked;
select is(pg_temp.replies(), 2::bigint, 'R29: to the contact');
select is((select concat_ws(' ', o.login, p.channel, p.text) from turno.post p join turno.operator o on o.id = p.operator_id where p.mail_id = (v ->> 'mail')::bigint), 'anna mail La mia risposta.', 'R29: as his words') from locked;
select is(pg_temp.turn_of(ticket), 'contact', 'R14: passing the turn') from mine;
select is((select outcome || ' ' || (evidence ? 'body_text') from turno.mail where id = (v ->> 'mail')::bigint), 'post false', 'M34: the mail is now a post') from locked;
select throws_ok(format('select turno.act_held_send(''{"mail": %s}'')', v ->> 'mail'), 'TU003', 'This mail does not wait any more: somebody has dealt with it.', 'R29: once') from locked;
select throws_ok(format('select turno.act_held_drop(''{"mail": %s}'')', v ->> 'mail'), 'TU003', 'This mail does not wait any more: somebody has dealt with it.', 'R29: nor is it dropped then') from locked;
select is_empty('select * from turno.verify_chain()', 'R23: the chain holds');

-- What somebody has answered since.
select is(pg_temp.receive(pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario'))) || '{"reply_visible_text": "E il modulo?"}') ->> 'outcome', 'post', 'the contact asks') from mine;
create temporary table told as select o.id, o.message_id, op.login from turno.outbox o join turno.operator op on op.id = o.operator_id
where o.post_id = (select max(id) from turno.post) and o.kind = 'notification';
select is(pg_temp.mail_of('marco', 'r', 'Eccolo.', pg_temp.message_token(message_id)) ->> 'outcome', 'post', 'R29: the first answer goes') from told where login = 'marco';
create temporary table late as select pg_temp.mail_of('anna', 'r', 'In allegato.', pg_temp.message_token(message_id)) as v from told where login = 'anna';
select is(concat_ws(' ', v ->> 'outcome', v ->> 'reason'), 'held another operator has answered since: Marco Verdi', 'R29: the second, to the same message, waits') from late;
select is(pg_temp.mail_of('marco', 'r', 'Una cosa ancora.', pg_temp.message_token(message_id)) ->> 'outcome', 'post', 'R29: his own answer makes nobody late') from told where login = 'marco';
select is(pg_temp.mail_of('anna', 'r', 'Senza citare.') ->> 'outcome', 'post', 'R29: a mail that answers none of ours is not late');
select is(pg_temp.mail_of('marco', 'n', 'Nota.', pg_temp.message_token(message_id)) ->> 'outcome', 'post', 'R29: a note is never late') from told where login = 'marco';
select is(turno.act_held_drop(jsonb_build_object('mail', v -> 'mail')) ->> 'done', 'dropped', 'R29: or it is dropped') from late;
select is((select outcome from turno.mail where id = (v ->> 'mail')::bigint), 'filtered', 'M34: and is filtered') from late;
select is((select count(*) from turno.post where text = 'In allegato.'), 0::bigint, 'R29: nothing was sent');
select is((select array_agg(type order by seq) from turno.event, mine where ticket_id = ticket and type like 'held%'), '{held_sent,held_dropped}', 'R23: both are events') from mine;

-- A click on a ticket that was closed meanwhile.
create temporary table shut as select pg_temp.mail_of('marco', 'r', 'Tardi.', pg_temp.message_token(message_id)) as v from told where login = 'marco';
select is(v ->> 'outcome', 'held', 'R29: held, as anna has answered') from shut;
select turno.ticket_close(ticket, pg_temp.operator_id('anna'), 'web') from mine;
select throws_ok(format('select turno.act_held_send(''{"mail": %s}'')', v ->> 'mail'), 'TU003', 'This ticket is closed: reopen it to send the reply.', 'R17: nothing is sent into a closed ticket') from shut;
select finish();
rollback;
