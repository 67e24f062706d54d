-- Acts of two people on one ticket at once: what is decided last is decided on what is there (R9, R12, R17, R32, R40).
\ir ../office.psql
\ir ../two.psql
\ir ../two-acts.psql
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
select turno.lease_drop('test');
select plan(31);
create function pg_temp.act(p_act text, p jsonb) returns text language sql as $$
    select format('select coalesce(r ->> ''done'', (r -> ''errors'')::text) from turno.act_%s(%L) r', p_act, p || jsonb_build_object('ticket', ticket)) from mine $$;
create function pg_temp.place() returns text language sql as $$
    select c.name || ' ' || t.level from turno.ticket t join turno.category c on c.id = t.category_id where t.id = (select ticket from mine) $$;

-- Two moves.
select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco');
select pg_temp.other('a', pg_temp.act('move', jsonb_build_object('category', pg_temp.category_id('Amministrazione'))));
select ok(pg_temp.blocks('b', pg_temp.act('move', jsonb_build_object('category', pg_temp.category_id('CAF')))), 'R12: a second move waits for the first');
select public.dblink_exec('a', 'commit');
select matches(pg_temp.answer('b'), 'There is no such ticket', 'R9: and finds nothing when the first took the ticket from his sight');
select is(pg_temp.place(), 'Amministrazione base', 'R12: the first stands');
select turno.ticket_move(ticket, pg_temp.category_id('CAF'), 'system', null, 'desk') from mine;
select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco');
select pg_temp.other('a', pg_temp.act('move', jsonb_build_object('category', pg_temp.category_id('730'))));
select ok(pg_temp.blocks('b', pg_temp.act('move', jsonb_build_object('category', pg_temp.category_id('Amministrazione')))), 'R12: where he still sees it');
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b'), 'moved', 'R12: the second moves on');
select is((select array_agg(old || '>' || new order by seq) from (select * from turno.event where ticket_id = (select ticket from mine) and type = 'category' order by seq desc limit 2) x),
    array['CAF>CAF › 730', 'CAF › 730>Amministrazione'], 'R23: from where the first left it');
select turno.ticket_move(ticket, pg_temp.category_id('730'), 'system', null, 'desk') from mine;

-- A raise, and a note by Base.
select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco');
select pg_temp.other('a', pg_temp.act('level', '{"level": "advanced"}'));
select ok(pg_temp.blocks('b', pg_temp.act('note', '{"text": "Troppo tardi"}')), 'R11: a note waits for the raise');
select public.dblink_exec('a', 'commit');
select matches(pg_temp.answer('b'), 'There is no such ticket', 'R11: and is refused: Base sees the ticket no more');
select is((select count(*) from turno.post where text = 'Troppo tardi'), 0::bigint, 'R11: nothing of it is kept');
select turno.ticket_level(ticket, 'base', 'system', null, 'desk') from mine;

-- A closing, and a reply.
select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco');
select pg_temp.other('a', pg_temp.act('close', '{"note": "Fatto"}'));
select ok(pg_temp.blocks('b', pg_temp.act('reply', '{"text": "Ecco", "pass_turn": true}')), 'R17: a reply waits for the closing');
select public.dblink_exec('a', 'commit');
select matches(pg_temp.answer('b'), 'This ticket is closed', 'R17: and is refused');
select turno.ticket_reopen(ticket, pg_temp.operator_id('anna'), 'web') from mine;
select pg_temp.enter('a', 'marco'), pg_temp.enter('b', 'anna');
select is(pg_temp.other('a', pg_temp.act('reply', '{"text": "Ecco", "pass_turn": true}')), 'sent', 'R17: a reply first');
select ok(pg_temp.blocks('b', pg_temp.act('close', '{}')), 'R17: the closing waits');
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b'), 'closed_alone', 'R17: and closes');
select is((select array_agg(type || ' ' || coalesce(old || '>' || new, '') order by seq) from (select * from turno.event where ticket_id = (select ticket from mine) order by seq desc limit 3) x),
    array['reply ', 'turn operator>contact', 'closed contact>closed'], 'R23: both in order');
select turno.ticket_reopen(ticket, pg_temp.operator_id('anna'), 'web') from mine;

-- Two who take it.
select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco');
select pg_temp.other('a', pg_temp.act('take', '{}'));
select ok(pg_temp.blocks('b', pg_temp.act('take', '{}')), 'R40: a second who takes it waits');
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b'), 'taken', 'R40: and has it');
select is((select old || '>' || new from turno.event where ticket_id = (select ticket from mine) and type = 'assigned' order by seq desc limit 1), 'Anna Neri>Marco Verdi', 'R40: from the first, with an event');
select turno.ticket_assign(ticket, null, 'system', null, 'desk') from mine;

-- An assignment, and rights that go.
select public.dblink_exec('a', 'begin'), pg_temp.enter('b', 'anna');
select pg_temp.other('a', 'select turno.operator_set(''{"login": "marco", "category": "CAF › 730", "level": "none"}'')::text');
select throws_ok(format('select pg_temp.other(''b'', %L)', pg_temp.act('assign', jsonb_build_object('operator', pg_temp.operator_id('marco')))), 'TU003', null,
    'R40: nobody is given a ticket while his rights are being changed; nobody waits');
select public.dblink_exec('b', 'rollback');
update turno.category set assign = 'operator', assign_operator_id = pg_temp.operator_id('marco') where name = '730';
create temporary table born as select pg_temp.ticket_of_mario() as ticket;
select is((select assignee_id from turno.ticket where id = ticket), null, 'R40: a ticket that is born meanwhile is nobody''s') from born;
select public.dblink_exec('a', 'rollback');
create temporary table again as select pg_temp.ticket_of_mario() as ticket;
select is((select assignee_id from turno.ticket where id = ticket), pg_temp.operator_id('marco'), 'R40: then they are his again') from again;
update turno.category set assign = 'none', assign_operator_id = null where name = '730';
select turno.lease_drop('test');
select pg_temp.enter('a', 'anna'), public.dblink_exec('b', 'begin');
select pg_temp.other('a', pg_temp.act('assign', jsonb_build_object('operator', pg_temp.operator_id('marco'))));
select ok(pg_temp.blocks('b', 'select turno.operator_set(''{"login": "marco", "category": "CAF › 730", "level": "none"}'')::text'), 'R40: rights that go wait for an assignment under way');
select public.dblink_exec('a', 'commit');
select matches(pg_temp.answer('b'), 'marco', 'R40: then they go');
select is((select assignee_id from turno.ticket where id = ticket), null, 'R40: and the ticket with them') from mine;
select turno.operator_set('{"login": "marco", "category": "CAF › 730", "level": "base"}');

-- One reference for two.
create temporary table second as select (pg_temp.receive('{"subject": "Altro 730"}') ->> 'ticket')::bigint as ticket;
select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco');
select pg_temp.other('a', pg_temp.act('describe', '{"reference": "PRA-1"}'));
select ok(pg_temp.blocks('b', format('select coalesce(r ->> ''done'', (r -> ''errors'')::text) from turno.act_describe(''{"ticket": %s, "reference": "PRA-1"}'') r', ticket)),
    'R32: who wants the same reference waits') from second;
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b'), '{"reference": "taken"}', 'R32: and is told that it is taken');

-- One form, posted twice.
select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'anna');
select pg_temp.other('a', pg_temp.act('note', '{"text": "Una volta", "form_key": "f"}'));
select ok(pg_temp.blocks('b', pg_temp.act('note', '{"text": "Una volta", "form_key": "f"}')), 'the same form waits for itself');
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b') || (select count(*) from turno.post where text = 'Una volta'), 'noted1', 'answers the same, and is done once');

-- A contact's answer, and who deletes his ticket.
create temporary table gone as select (pg_temp.receive('{"subject": "Da buttare"}') ->> 'ticket')::bigint as ticket, turno.session_for(null, 'mario.rossi@demo.example') as token;
select public.dblink_exec('a', 'begin'), pg_temp.enter('b', 'anna');
select pg_temp.other('b', format('select set_config(''turno.session'', %L, true)', token)) from gone;
select is(pg_temp.other('a', format('select turno.ticket_delete(%s, %s, ''web'')::text', ticket, pg_temp.operator_id('anna'))), '', 'R27: a ticket is deleted') from gone;
select ok(pg_temp.blocks('b', format('select turno.act_answer(''{"ticket": %s, "text": "Ancora qui"}'') ->> ''done''', ticket)), 'R27: an answer waits for it') from gone;
select public.dblink_exec('a', 'commit');
select matches(pg_temp.answer('b'), 'There is no such ticket', 'R27: and finds nothing to answer');
select * from finish();
select public.dblink_disconnect(s) from unnest('{a,b}'::text[]) s;
