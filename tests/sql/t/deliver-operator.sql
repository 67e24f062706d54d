begin;
\ir ../office.psql
set local role turno_gateway;
select plan(46);
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
create function pg_temp.from_operator(p_login text, p_changes jsonb) returns jsonb language sql volatile as $$
    select pg_temp.receive(jsonb_build_object('from_address', p_login || '@demo.example', 'from_name', p_login,
        'body_text', E'Ecco la risposta.\n> quoted', 'reply_visible_text', 'Ecco la risposta.') || p_changes) $$;
create function pg_temp.note_of(p_operator text, p_ticket bigint) returns text language sql as $$
    select turno.reply_address(pg_temp.mailbox_id('support'), 'n', p_ticket, pg_temp.operator_id(p_operator)) $$;
create temporary table mark (id bigint);

-- M20: the registered address and his own signed address.
insert into mark select pg_temp.last_outbox();
create temporary table good as select pg_temp.from_operator('ANNA', pg_temp.to_address(pg_temp.reply_of('anna', ticket))) as v from mine;
select is(concat(v ->> 'outcome', v ->> 'ticket'), 'post' || ticket, 'M20: an operator''s answer to his own address is a post') from good, mine;
select is(v ->> 'turn', 'contact', 'R14: it passes the turn') from good;
select is(pg_temp.written(ticket, (select max(id) from mark)), '{reply mario.rossi@demo.example}', 'R34: the contact gets it, nobody else')
    from mine;
select is((select kind || ' ' || author_kind || ' ' || text from turno.post where id = (v ->> 'post')::bigint),
    'message operator Ecco la risposta.', 'R24: without the quoted notification') from good;
select is((select name_en from turno.status s join turno.ticket t on t.status_id = s.id where t.id = ticket), 'Contact''s turn',
    'R16: the status is that of the turn') from mine;
select is(pg_temp.events(ticket), '{opened,contact_message,reply,turn}', 'R23: reply and turn are events') from mine;

-- M23: the note address.
insert into mark select pg_temp.last_outbox();
create temporary table note as select pg_temp.from_operator('anna', pg_temp.to_address(pg_temp.note_of('anna', ticket))) as v from mine;
select is((select kind from turno.post where id = (v ->> 'post')::bigint), 'note', 'M23: to the note address it is a note') from note;
select is(pg_temp.turn_of(ticket), 'contact', 'R15: a note does not flip') from mine;
select is(pg_temp.written(ticket, (select max(id) from mark)), '{}', 'R21: a note reaches nobody outside') from mine;

-- M20, M17: anything less is parked.
create function pg_temp.parked(p_changes jsonb, p_login text default 'anna') returns text language plpgsql volatile as $$
declare
    v_before bigint := pg_temp.last_outbox();
    v jsonb := pg_temp.from_operator(p_login, p_changes);
begin
    return concat_ws(' ', v ->> 'outcome', v ->> 'reason', '->', (select string_agg(kind || ' ' || lower(recipient), ',' order by id)
        from turno.outbox where id > v_before));
end $$;
select is(pg_temp.parked(pg_temp.to_address(pg_temp.reply_of('marco', ticket))),
    'held the reply address is not this operator''s -> parked anna@demo.example',
    'M20: another operator''s address is parked, and he is told at his own') from mine;
select is(pg_temp.parked(pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')))),
    'held the reply address is not this operator''s -> parked anna@demo.example',
    'M17: a contact''s copy never acts as an operator''s') from mine;
select is(pg_temp.parked(pg_temp.message_token((select message_id from turno.outbox where ticket_id = ticket and kind = 'notification' limit 1))),
    'held the reply address is not this operator''s -> parked anna@demo.example',
    'M20: In-Reply-To alone is not enough for an operator') from mine;
select is(pg_temp.parked(jsonb_set(pg_temp.to_address(pg_temp.reply_of('anna', ticket)), '{tokens,address,0,mac}', '"aaaaaaaaaaaaaaaa"')),
    'triage operator without his signed reply address -> parked anna@demo.example', 'M20: a forged MAC names no ticket') from mine;
select is(pg_temp.parked(jsonb_set(pg_temp.to_address(pg_temp.reply_of('anna', ticket)), '{tokens,address,0,role}', '"n"')),
    'triage operator without his signed reply address -> parked anna@demo.example', 'M17: nor does a MAC under another role') from mine;
select is(pg_temp.parked('{}'), 'triage operator without his signed reply address -> parked anna@demo.example',
    'M20: an operator''s From alone is never a ticket');
select is(pg_temp.parked(pg_temp.subject_token(ticket, pg_temp.contact_id('mario'))),
    'triage operator without his signed reply address -> parked anna@demo.example', 'M16: operators never thread by the subject') from mine;
select is(pg_temp.parked(pg_temp.to_address(pg_temp.reply_of('anna', ticket)) || '{"automatic": "generated"}'),
    'held automatic mail from an operator ->', 'M20: automatic mail is not an operator''s answer, nor is it answered') from mine;
select is(pg_temp.parked(pg_temp.to_address(pg_temp.reply_of('anna', ticket)) || '{"reply_visible_text": " \n"}'),
    'held the reply is empty -> parked anna@demo.example', 'R21: an empty answer is not sent') from mine;
select is(pg_temp.parked(pg_temp.to_address(pg_temp.reply_of('anna', ticket))
    || '{"from": [{"name": "", "address": "anna@demo.example"}, {"name": "", "address": "evil@elsewhere.example"}]}'),
    'held more than one sender -> parked anna@demo.example', 'M20: who writes as two proves to be neither') from mine;
select is((pg_temp.events(ticket))[array_length(pg_temp.events(ticket), 1)], 'parked', 'M20: parking is an event on the ticket') from mine;
select is((select count(*) from turno.outbox where ticket_id = ticket and kind = 'reply'), 1::bigint, 'M20: nothing of it reached the contact') from mine;
select is((select count(*) from turno.post where ticket_id = ticket), 3::bigint, 'M20: nor became a post') from mine;

-- From somebody else: the operator's address does not help.
select is(pg_temp.receive('{"from_address": "evil@elsewhere.example"}' || pg_temp.to_address(pg_temp.reply_of('anna', ticket))) ->> 'outcome',
    'held', 'M20: his address in a stranger''s hands is held') from mine;
select is((select count(*) from turno.outbox where ticket_id = ticket and kind = 'reply'), 1::bigint, 'M20: and sends nothing') from mine;

-- R9: who lost sight of the ticket.
select is(turno.operator_sees(pg_temp.operator_id('marco'), ticket), true, 'R8: marco sees base tickets of CAF') from mine;
reset role;
update turno.ticket set level = 'advanced' where id = (select ticket from mine);
set local role turno_gateway;
select is(turno.operator_sees(pg_temp.operator_id('marco'), ticket), false, 'R11: raised, it vanishes for base') from mine;
select is(pg_temp.parked(pg_temp.to_address(pg_temp.reply_of('marco', ticket)), 'marco'),
    'held the operator may not see this ticket -> parked marco@demo.example', 'R9: his answer is parked') from mine;
select is((select ticket_id from turno.outbox where id = pg_temp.last_outbox()), null, 'R9: and the notice says nothing of the ticket');
reset role;
update turno.ticket set opened_by = pg_temp.operator_id('marco') where id = (select ticket from mine);
set local role turno_gateway;
select is(turno.operator_sees(pg_temp.operator_id('marco'), ticket), true, 'R9: unless he opened it') from mine;

-- M25: what is internal does not leave.
select is(turno.operator_text_leaks(null, 'Tutto bene.'), false, 'M25: plain text may go');
select is(turno.operator_text_leaks(null, E'Bene.\n> --- turno: rispondi sopra questa riga / reply above this line ---'), true, 'M25: the marker line stays');
select is(turno.operator_text_leaks(null, 'scrivi a support+R.142.3.1.ABCDEFGHIJKLMNOP@demo.example'), true, 'M25: an operator''s address stays');
select is(turno.operator_text_leaks(null, '<mailto:support%2Br.142.3.1.abcdefghijklmnop@demo.example>'), true, 'M25: also as an address of the web writes it');
select is(turno.operator_text_leaks(null, 'scrivi a support+c.142.3.1.abcdefghijklmnop@demo.example'), false, 'M25: a contact''s own may go');
select is(turno.operator_text_leaks(null, 'vedi https://turno.example/desk/ticket/142 per i dettagli'), true, 'M25: an operators'' page stays');
select is(pg_temp.parked(pg_temp.to_address(pg_temp.reply_of('anna', ticket)) || '{"reply_visible_text": "Bene.\nhttps://x.example/ticket/9"}'),
    'held internal text is left in the reply -> parked anna@demo.example', 'M25: such an answer is parked') from mine;

create function pg_temp.with_file(p_type text) returns jsonb language sql as $$
    select jsonb_build_object('attachments', jsonb_build_array(jsonb_build_object('name', 'x', 'type', p_type, 'size', 1, 'sha256', repeat('00', 32),
        'disposition', 'attachment', 'content_id', '', 'inline', false, 'offset', 1, 'length', 1, 'encoding', '7bit'))) $$;
select is(pg_temp.parked(pg_temp.to_address(pg_temp.reply_of('anna', ticket)) || pg_temp.with_file('message/rfc822')),
    'held a whole mail is attached to the reply -> parked anna@demo.example', 'M25: an attached notification does not reach the contact') from mine;
select is(pg_temp.parked(pg_temp.to_address(pg_temp.reply_of('anna', ticket)) || jsonb_set(pg_temp.with_file('application/octet-stream'),
    '{attachments,0,name}', '"Notifica.EML"')), 'held a whole mail is attached to the reply -> parked anna@demo.example', 'M25: whatever it calls itself') from mine;
select is(pg_temp.from_operator('anna', pg_temp.to_address(pg_temp.note_of('anna', ticket)) || pg_temp.with_file('message/rfc822')) ->> 'outcome', 'post',
    'M25: a note may hold one') from mine;
select is(pg_temp.from_operator('anna', pg_temp.to_address(pg_temp.reply_of('anna', ticket)) || pg_temp.with_file('application/pdf')) ->> 'outcome', 'post',
    'R25: any other document goes with the reply') from mine;

-- Who is no operator any more.
reset role;
update turno.operator set is_active = false where login = 'anna';
set local role turno_gateway;
select is(pg_temp.from_operator('anna', pg_temp.to_address(pg_temp.reply_of('anna', ticket))) ->> 'outcome', 'held',
    'R4: an operator who has gone is a stranger') from mine;
select is(pg_temp.from_operator('anna', '{}') ->> 'reason', 'unknown sender', 'R4: and unknown elsewhere');
select is(pg_temp.receive('{"from_address": "anna@demo.example"}', 'help') ->> 'outcome', 'triage', 'R1: his address makes no contact');
reset role;
update turno.operator set is_active = true where login = 'anna';

-- A reply to somebody who cannot be reached.
update turno.address set dead_at = now() where folded = 'mario.rossi@demo.example';
set local role turno_gateway;
insert into mark select pg_temp.last_outbox();
create temporary table lost as select pg_temp.from_operator('anna', pg_temp.to_address(pg_temp.reply_of('anna', ticket))) as v from mine;
select is(v ->> 'turn', 'operator', 'R15: a reply that can reach nobody gives the turn back') from lost;
select is(pg_temp.written(ticket, (select max(id) from mark)), '{notification anna@demo.example,notification marco@demo.example}',
    'R34: operators are told') from mine;
select is((select detail ->> 'what' from turno.outbox where id = pg_temp.last_outbox()), 'failed', 'R34: as a failed delivery');
select * from finish();
rollback;
