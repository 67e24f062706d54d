-- Acts of operators, the kernel: what a move, a raise, an assignment, a status do to a ticket (R11, R12, R15, R16, R22, R32, R33, R40).
begin;
\ir ../office.psql
select no_plan();
insert into turno.category (name) values ('Vuota');
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
create temporary table who as select pg_temp.operator_id('anna') as anna, pg_temp.operator_id('marco') as marco, pg_temp.operator_id('carla') as carla;
create temporary table mark as select pg_temp.last_outbox() as at;
grant select on mine, who, mark to public;
create function pg_temp.note_mark() returns void language sql as $$ update mark set at = pg_temp.last_outbox() $$;
-- Who was written to since the mark, and of what.
create function pg_temp.told() returns text[] language sql as $$
    select array(select (o.detail ->> 'what') || ' ' || lower(o.recipient) from turno.outbox o where o.id > (select at from mark) order by 1) $$;
create function pg_temp.last_event(p_type text) returns text language sql as $$
    select format('%s>%s by %s %s %s', old, new, actor_kind, channel, note) from turno.event
    where ticket_id = (select ticket from mine) and type = p_type order by seq desc limit 1 $$;
create function pg_temp.assignee() returns text language sql as $$
    select o.login from turno.ticket t join turno.operator o on o.id = t.assignee_id where t.id = (select ticket from mine) $$;

-- Who has a ticket that is born now.
create function pg_temp.born_to() returns text language plpgsql as $$
declare
    v_ticket bigint := pg_temp.ticket_of_mario();
begin
    return (select coalesce(o.login, 'nobody') from turno.ticket t left join turno.operator o on o.id = t.assignee_id where t.id = v_ticket);
end $$;

-- R40
select is(turno.ticket_assign(ticket, marco, 'operator', anna, 'web'), true, 'R40: a colleague who sees the ticket is given it') from mine, who;
select is(pg_temp.assignee(), 'marco', 'R40: he has it');
select is(pg_temp.last_event('assigned'), '>Marco Verdi by operator web ', 'R40: with an event');
select is(pg_temp.told(), '{assigned marco@demo.example}', 'R40: he is told, nobody else');
select is(turno.ticket_assign(ticket, marco, 'operator', anna, 'web'), false, 'R40: once more changes nothing') from mine, who;
select throws_ok(format('select turno.ticket_assign(%s, %s, ''operator'', %s, ''web'')', ticket, carla, anna), 'TU003',
    'Carla Blu may not see this ticket and cannot be given it.', 'R40: not one who does not see it') from mine, who;
select throws_ok(format('select turno.ticket_assign(-1, %s, ''operator'', %s, ''web'')', anna, anna), 'TU002', null, 'R40: a ticket that is not there is not found') from who;
select pg_temp.note_mark();
select turno.ticket_assign(ticket, anna, 'operator', anna, 'web') from mine, who;
select is(pg_temp.told(), '{}', 'R40: who takes a ticket himself is told nothing');
select is(pg_temp.last_event('assigned'), 'Marco Verdi>Anna Neri by operator web ', 'R23: old and new');

-- R11
select turno.ticket_assign(ticket, marco, 'operator', anna, 'web') from mine, who;
select pg_temp.note_mark();
select is(turno.ticket_level(ticket, 'advanced', 'operator', marco, 'web', 'Serve chi decide'), true, 'R11: a ticket is raised') from mine, who;
select is(pg_temp.last_event('level'), 'base>advanced by operator web ', 'R11: with an event');
select is(turno.operator_sees(marco, ticket), false, 'R11: Base sees it no more, the one who raised it neither') from mine, who;
select is(pg_temp.assignee(), null, 'R40: a raise out of his sight clears the assignment');
select is(pg_temp.last_event('assigned'), 'Marco Verdi> by operator web out of sight', 'R40: with an event that says why');
select is(pg_temp.told(), '{raised anna@demo.example}', 'R11: who has the category at Advanced is told');
select is((select o.post_id from turno.outbox o where o.id > at), (select max(id) from turno.post where kind = 'note'), 'R11: with the note') from mark;
select is(turno.ticket_level(ticket, 'advanced', 'operator', anna, 'web'), false, 'R11: a raised ticket is not raised again') from mine, who;
select is(turno.ticket_level(ticket, 'base', 'operator', anna, 'web'), true, 'R11: lowering') from mine, who;
select is(turno.operator_sees(marco, ticket), true, 'R11: brings it back') from mine, who;
update turno.ticket set opened_by = pg_temp.operator_id('marco') where id = (select ticket from mine);
select pg_temp.note_mark();
select turno.ticket_assign(ticket, marco, 'operator', marco, 'web'), turno.ticket_level(ticket, 'advanced', 'operator', anna, 'web') from mine, who;
select is(turno.operator_sees(marco, ticket), true, 'R11: who opened it sees it on') from mine, who;
select is(pg_temp.assignee(), 'marco', 'R40: and keeps it');
select is(pg_temp.told(), '{}', 'R11: who opened it has no Advanced and is not told; nor who raised it');
update turno.ticket set opened_by = null where id = (select ticket from mine);
select turno.ticket_level(ticket, 'base', 'operator', anna, 'web') from mine, who;
insert into turno.operator_category select carla, c.id, 'advanced' from who, turno.category c where c.name = '730';
insert into turno.setting (key, value) values ('escalate.notify', '"chosen"');
select pg_temp.note_mark();
select turno.ticket_level(ticket, 'advanced', 'operator', marco, 'web', '', array[carla]) from mine, who;
select is(pg_temp.told(), '{raised carla@demo.example}', 'R11: escalate.notify chosen: those chosen');
select turno.ticket_level(ticket, 'base', 'operator', anna, 'web') from mine, who;
select throws_ok(format('select turno.ticket_level(%s, ''advanced'', ''operator'', %s, ''web'', '''', array[%s])', ticket, anna, marco), 'TU003',
    'Marco Verdi may not see this ticket and cannot be told of it.', 'R11: of those who see it at Advanced only') from mine, who;
update turno.setting set value = '"none"' where key = 'escalate.notify';
select pg_temp.note_mark();
select turno.ticket_level(ticket, 'advanced', 'operator', marco, 'web', '', array[carla]) from mine, who;
select is(pg_temp.told(), '{}', 'R11: escalate.notify none: nobody');
select turno.ticket_level(ticket, 'base', 'operator', anna, 'web') from mine, who;
insert into turno.setting (key, value) values ('levels.enabled', 'false');
select throws_ok(format('select turno.ticket_level(%s, ''advanced'', ''operator'', %s, ''web'')', ticket, anna), 'TU003', 'Levels are switched off: nothing can be raised.',
    'R11: nothing is raised while levels are off') from mine, who;
delete from turno.setting where key in ('levels.enabled', 'escalate.notify');
delete from turno.operator_category where operator_id = (select carla from who);

-- R12
select turno.ticket_assign(ticket, marco, 'operator', marco, 'web') from mine, who;
create temporary table before as select turn, level, contact_id, waiting_since, updated_at from turno.ticket where id = (select ticket from mine);
select pg_temp.note_mark();
select is(turno.ticket_move(ticket, pg_temp.category_id('Amministrazione'), 'operator', marco, 'web', 'Non è nostro', array[anna]), true, 'R12: a ticket is moved') from mine, who;
select is(pg_temp.last_event('category'), 'CAF › 730>Amministrazione by operator web ', 'R12: with an event');
select results_eq('select turn, level, contact_id, waiting_since, updated_at from turno.ticket where id = (select ticket from mine)', 'select * from before',
    'R12: turn, level and contact stay');
select is(turno.operator_sees(marco, ticket), false, 'R12: the mover may lose sight of it') from mine, who;
select is(pg_temp.assignee(), null, 'R40: a move out of his sight clears the assignment');
select is((select array_agg(text) from turno.post where ticket_id = ticket and kind = 'note' and text = 'Non è nostro'), '{Non è nostro}', 'R12: the note is a note') from mine;
select is(pg_temp.told(), '{moved anna@demo.example}', 'R12: the colleague named is told; the contact nothing');
select is(turno.ticket_move(ticket, pg_temp.category_id('Amministrazione'), 'operator', anna, 'web'), false, 'R12: a move to where it is changes nothing') from mine, who;
select throws_ok(format('select turno.ticket_move(%s, %s, ''operator'', %s, ''web'', '''', array[%s])', ticket, pg_temp.category_id('Vuota'), anna, anna), 'TU003',
    null, 'R12: a colleague who would not see it there cannot be told') from mine, who;
select throws_ok(format('select turno.ticket_move(%s, -1, ''operator'', %s, ''web'')', ticket, anna), 'TU003', 'There is no such category.', 'R12: not to nowhere') from mine, who;
select is(turno.ticket_move(ticket, pg_temp.category_id('Vuota'), 'operator', anna, 'web'), true, 'R12: any category of the tree will do') from mine, who;

-- R40: by the rule of the category, at birth and at a move.
update turno.category set assign = 'operator', assign_operator_id = (select marco from who) where name = '730';
select throws_ok('update turno.category set assign = ''operator'', assign_operator_id = null where name = ''730''', '23514', null, 'R40: the rule names its operator');
select throws_ok('update turno.category set assign_operator_id = 1 where name = ''CAF''', '23514', null, 'R40: only the rule that needs one');
select throws_ok('update turno.category set assign = ''any'' where name = ''CAF''', '23514', null, 'R40: there are three rules');
select throws_ok('update turno.category set assign_operator_id = -1 where name = ''730''', '23503', null, 'R40: of an operator who is there');
select pg_temp.note_mark();
select turno.ticket_move(ticket, pg_temp.category_id('730'), 'operator', anna, 'web') from mine, who;
select is(pg_temp.assignee(), 'marco', 'R40: a move gives it to whom the category names');
select is(pg_temp.last_event('assigned'), '>Marco Verdi by operator web by category', 'R40: the event says so');
select is(pg_temp.told(), '{assigned marco@demo.example}', 'R40: he is told');
create temporary table born as select pg_temp.ticket_of_mario() as ticket;
select is((select assignee_id from turno.ticket where id = ticket), marco, 'R40: a birth too') from born, who;
select is(pg_temp.events(ticket), '{opened,assigned,contact_message}', 'R40: with an event') from born;
update turno.operator set is_active = false where login = 'marco';
select is(pg_temp.born_to(), 'nobody', 'R40: not to one who is switched off');
update turno.operator set is_active = true where login = 'marco';
update turno.category set initial_level = 'advanced' where name = '730';
select is(pg_temp.born_to(), 'nobody', 'R40: nor to one who would not see it');
update turno.category set initial_level = 'base' where name = '730';
update turno.category set assign = 'fewest', assign_operator_id = null where name = '730';
create temporary table rest as select pg_temp.ticket_of_mario() as first, null::bigint as second;
update rest set second = pg_temp.ticket_of_mario();
select is((select o.login from turno.ticket t join turno.operator o on o.id = t.assignee_id where t.id = first), 'anna', 'R40: fewest open: who has none before who has two') from rest;
select turno.ticket_assign(ticket, anna, 'system', null, 'desk') from born, who;
select turno.ticket_close(ticket, anna, 'web') from born, who;
select is(turno.category_assignee(pg_temp.category_id('730'), 'base'), marco, 'R40: a closed ticket does not count') from who;
select is(turno.category_assignee(pg_temp.category_id('730'), 'base', anna), anna, 'R40: who has it already keeps it') from who;
update turno.category set assign = 'none' where name = '730';

-- R40: rights that go.
select turno.ticket_assign(ticket, marco, 'system', null, 'desk') from mine, who;
select turno.operator_set('{"login": "marco", "signature": "M."}');
select is(pg_temp.assignee(), 'marco', 'R40: another change of the operator takes nothing from him');
insert into turno.practice (reference, customer_id, category_id, level, state_id, subject, assignee_id, created_by)
select '', t.customer_id, t.category_id, 'base', (select id from turno.practice_state where is_start), s, marco, case s when 'sua' then marco end from mine, who, turno.ticket t, unnest('{tolta,sua}'::text[]) s where t.id = ticket;
select turno.operator_set('{"login": "marco", "category": "CAF › 730", "level": "none"}');
select is(pg_temp.assignee(), null, 'R40: who loses the category loses its tickets');
select is((select string_agg(subject, ',') from turno.practice, who where assignee_id = marco), 'sua', 'R40: and its practices, but for one that he made');
select is((select string_agg(concat_ws(' ', e.type, e.old, e.new), ',') from turno.practice_event e), 'assigned Marco Verdi', 'R40: with an event');
select is(pg_temp.last_event('assigned'), 'Marco Verdi> by system desk out of sight', 'R40: with an event');
select turno.operator_set('{"login": "marco", "category": "CAF › 730", "level": "base"}'), turno.ticket_assign(ticket, marco, 'system', null, 'desk') from mine, who;
select turno.operator_set('{"login": "marco", "is_active": false}');
select is(pg_temp.assignee(), null, 'R40: who is switched off too');
select turno.operator_set('{"login": "marco", "is_active": true}');
select turno.ticket_assign(ticket, marco, 'system', null, 'desk') from mine, who;
update turno.ticket set level = 'advanced' where id = (select ticket from mine);
select is(turno.operator_unassign(null), 1, 'R40: of everybody, after levels were switched on');
select is(turno.ticket_assignment_check(ticket), false, 'R40: nothing is left to clear') from mine;
update turno.ticket set level = 'base' where id = (select ticket from mine);

select turno.ticket_assign(ticket, marco, 'system', null, 'desk'), turno.ticket_close(ticket, anna, 'web', e' \n') from mine, who;
select turno.operator_set('{"login": "marco", "category": "CAF › 730", "level": "none"}');
select is(pg_temp.assignee(), 'marco', 'R40: of a closed ticket it stays known who had it');
select turno.ticket_reopen(ticket, anna, 'web') from mine, who;
select is(pg_temp.assignee(), null, 'R40: but an open one is of somebody who sees it');
select is(pg_temp.last_event('assigned'), 'Marco Verdi> by operator web out of sight', 'R40: with an event');
select turno.operator_set('{"login": "marco", "category": "CAF › 730", "level": "base"}');

-- R16
create temporary table s as select
    (turno.status_add('{"name_it": "In lavorazione", "name_en": "Working", "turn": "operator"}') ->> 'id')::bigint as working,
    (turno.status_add('{"name_it": "Mancano documenti", "name_en": "Papers", "turn": "contact"}') ->> 'id')::bigint as papers,
    (turno.status_add('{"name_it": "Annullato", "name_en": "Cancelled", "turn": "closed"}') ->> 'id')::bigint as cancelled;
create function pg_temp.now_is() returns text language sql as $$
    select t.turn || ' ' || s.name_it from turno.ticket t join turno.status s on s.id = t.status_id where t.id = (select ticket from mine) $$;
create function pg_temp.after(p_count integer) returns text[] language sql as $$
    select array(select format('%s %s>%s', type, old, new) from (select * from turno.event where ticket_id = (select ticket from mine)
        order by seq desc limit p_count) x order by seq) $$;
select is(turno.ticket_status(ticket, working, 'operator', marco, 'web'), true, 'R16: a status of the same turn') from mine, who, s;
select is(pg_temp.now_is(), 'operator In lavorazione', 'R16: leaves the turn');
select is(pg_temp.after(1), '{status Turno operatore>In lavorazione}', 'R16: is an event');
select is(turno.ticket_status(ticket, working, 'operator', marco, 'web'), false, 'R16: once more changes nothing') from mine, who, s;
select turno.ticket_status(ticket, papers, 'operator', marco, 'web') from mine, who, s;
select is(pg_temp.now_is(), 'contact Mancano documenti', 'R16: choosing a status sets its turn');
select is(pg_temp.after(2), '{turn operator>contact,status In lavorazione>Mancano documenti}', 'R16: both are events');
select turno.ticket_status(ticket, working, 'operator', marco, 'web') from mine, who, s;
select is(pg_temp.now_is(), 'operator In lavorazione', 'R16: and back');
select turno.ticket_status(ticket, (select id from turno.status where is_closing), 'operator', marco, 'web') from mine, who, s;
select is(pg_temp.now_is(), 'closed Chiuso', 'R16: the closing status closes');
select is(pg_temp.after(1), '{closed operator>closed}', 'R16: as a closing');
select turno.ticket_status(ticket, cancelled, 'operator', marco, 'web') from mine, who, s;
select is(pg_temp.now_is(), 'closed Annullato', 'R16: from one closed status to another');
select turno.ticket_status(ticket, working, 'operator', marco, 'web') from mine, who, s;
select is(pg_temp.after(2), '{reopened closed>operator,status Annullato>In lavorazione}', 'R16: leaving a closed status reopens');
select turno.ticket_status(ticket, cancelled, 'operator', marco, 'web'), turno.ticket_status(ticket, papers, 'operator', marco, 'web') from mine, who, s;
select is(pg_temp.after(2), '{reopened closed>contact,status Annullato>Mancano documenti}', 'R16: to the contact''s turn too');
select is((select closed_at from turno.ticket where id = ticket), null, 'R16: and is open') from mine;
select throws_ok(format('select turno.ticket_status(%s, -1, ''operator'', %s, ''web'')', ticket, marco), 'TU003', 'There is no such status.', 'R16: not a status that is not there') from mine, who;
select turno.status_set('{"name_it": "Annullato", "is_default": true}');
select turno.ticket_close(ticket, anna, 'web') from mine, who;
select is(pg_temp.now_is(), 'closed Chiuso', 'R16: closing takes the closing status, also where another is the default of closed');
select turno.ticket_reopen(ticket, anna, 'web') from mine, who;
select is(pg_temp.now_is(), 'operator Turno operatore', 'R16: reopening takes the default status of the operator''s turn');

-- R34: the office may have more told: operators of a note or a move besides those named, a contact of a status.
select pg_temp.note_mark();
select turno.notice_set('{"event": "note", "audience": "operators", "channel": "mail", "on": true}');
select turno.ticket_note(ticket, anna, 'web', 'Per chi la vede', array[marco]) from mine, who;
insert into turno.operator_category select carla, c.id, 'base' from who, turno.category c where c.name = '730';
select turno.ticket_note(ticket, anna, 'web', 'Per tutti') from mine, who;
select is(pg_temp.told(), '{note carla@demo.example,note marco@demo.example,note marco@demo.example}', 'R34: all who see it, where the office wants so');
select pg_temp.note_mark();
select turno.ticket_note(ticket, anna, 'web', 'Anche a Marco', array[marco]) from mine, who;
select is(pg_temp.told(), '{note carla@demo.example,note marco@demo.example}', 'R22: naming one takes nothing from the others');
select pg_temp.note_mark();
select turno.ticket_close(ticket, anna, 'web', 'Chiudo') from mine, who;
select is(pg_temp.told(), '{note carla@demo.example,note marco@demo.example}', 'R17: the note of a closing is a note');
select turno.ticket_reopen(ticket, anna, 'web'), pg_temp.note_mark() from mine, who;
select is(pg_temp.receive(jsonb_build_object('from_address', 'anna@demo.example', 'reply_visible_text', 'Per mail') || pg_temp.to_address(
    turno.reply_address(pg_temp.mailbox_id('support'), 'n', ticket, anna))) ->> 'outcome', 'post', 'R22: a note by mail') from mine, who;
select is(pg_temp.told(), '{note carla@demo.example,note marco@demo.example}', 'R34: is told as one by the web');
select turno.notice_set('{"event": "note", "audience": "operators", "channel": "mail", "on": false}');
delete from turno.operator_category where operator_id = (select carla from who);
select pg_temp.note_mark();
select turno.ticket_status(ticket, working, 'operator', anna, 'web') from mine, who, s;
select is((select count(*) from turno.outbox o where o.id > at), 0::bigint, 'R34: of a status nobody is told by default') from mark;
select turno.notice_set('{"event": "status", "audience": "contact", "channel": "mail", "on": true}');
select turno.ticket_status(ticket, papers, 'operator', anna, 'web') from mine, who, s;
select is((select array_agg(o.kind || ' ' || lower(o.recipient)) from turno.outbox o where o.id > at), '{status mario.rossi@demo.example}', 'R34: the contact, where the office wants so') from mark;
select turno.notice_set('{"event": "status", "audience": "contact", "channel": "mail", "on": false}'), turno.ticket_status(ticket, (select id from turno.status where is_opening), 'operator', anna, 'web')
from mine, who;

-- R32, R33
select is(turno.ticket_priority(ticket, (select id from turno.priority where rank = 40), 'operator', marco, 'web'), true, 'R32: a priority') from mine, who;
select is(pg_temp.after(1), '{priority Normale>Urgente}', 'R32: is an event');
select is(turno.ticket_priority(ticket, (select id from turno.priority where rank = 40), 'operator', marco, 'web'), false, 'R32: once more changes nothing') from mine, who;
select throws_ok(format('select turno.ticket_priority(%s, -1, ''operator'', %s, ''web'')', ticket, marco), 'TU003', 'There is no such priority.', 'R32: not one that is not there') from mine, who;
select is(turno.ticket_describe(ticket, '{"subject": "Lampione spento", "reference": "PRA-7", "due_on": "2026-12-24", "place": {"address": "Via Roma 1", "latitude": 45.07, "longitude": 7.68}}',
    'operator', marco, 'web'), '{subject,reference,due,place}', 'R32: subject, reference, due date; R33: place') from mine, who;
select is(pg_temp.after(4), array['subject Il mio 730>Lampione spento', format('reference %s>PRA-7', ticket), 'due >2026-12-24', 'place >Via Roma 1 (45.070000, 7.680000)'],
    'R23: each is an event') from mine;
select is(turno.ticket_describe(ticket, '{"subject": "Lampione spento"}', 'operator', marco, 'web'), '{}', 'R32: the same changes nothing') from mine, who;
select is(turno.ticket_describe(ticket, '{"reference": "", "due_on": null, "place": null}', 'operator', marco, 'web'), '{reference,due,place}', 'R32: back to the number, now, nowhere') from mine, who;
select is((select reference from turno.ticket where id = ticket), ticket::text, 'R32: the number is the reference again') from mine;
select throws_ok(format('select turno.ticket_describe(%s, ''{"place": {"latitude": %s, "longitude": %s}}'', ''operator'', null, ''web'')', ticket, x.lat, x.lon), '23514', null,
    format('R33: no place at %s, %s', x.lat, x.lon)) from mine, (values ('90.1', '0'), ('-90.1', '0'), ('0', '180.1'), ('0', '-180.1'), ('1', 'null')) x(lat, lon);
select throws_ok(format('update turno.ticket set place_address = %L where id = %s', x, ticket), '23514', null, 'R33: an address is one line of 300 letters')
from mine, unnest(array[e'a\nb', repeat('x', 301)]) x;
select throws_ok(format('update turno.ticket set reference = %L where id = %s', x, ticket), '23514', null, 'R32: a reference is one line of 64 letters')
from mine, unnest(array[e'a\nb', repeat('x', 65)]) x;
select throws_ok(format('update turno.ticket set effective = ''maybe'' where id = %s', ticket), '23514', null, 'R17: effective is yes, no or partly') from mine;

-- R32: short codes.
select is((select short_code from turno.ticket where id = ticket), null, 'R32: no short code unless the office wants them') from mine;
insert into turno.setting (key, value) values ('ticket.short_code', 'true');
create temporary table coded as select pg_temp.ticket_of_mario() as ticket, null::text as code;
update coded set code = (select short_code from turno.ticket t where t.id = coded.ticket);
select matches(code, '^[2-9BCDFGHJKMNPQRSTVWXZ]{6}$', 'R32: a short code without signs that look alike') from coded;
select throws_ok(format('update turno.ticket set short_code = %L where id = %s', (select code from coded), ticket), '23505', null, 'R32: short codes are unique') from mine;
select throws_ok(format('update turno.ticket set short_code = %L where id = %s', x, ticket), '23514', null, format('R32: %s is no short code', x)) from mine, unnest('{234567,BCDF2,BCDF20}'::text[]) x;

select is(turno.outbox_envelope(o.id) #>> '{ticket,short_code}', code, 'R32: the acknowledgement has it')
from turno.outbox o join coded on coded.ticket = o.ticket_id where o.kind = 'acknowledgement';

-- R21, R22
select pg_temp.note_mark();
create temporary table noted as select turno.ticket_note(ticket, anna, 'web', e'\n Verificare la rendita \n', array[marco, anna]) as post from mine, who;
select is((select kind || text from turno.post where id = post), 'note Verificare la rendita', 'R21: a note is text') from noted;
select is(pg_temp.told(), '{note marco@demo.example}', 'R22: the colleague named is told, not the author, nor others');
select results_eq('select operator_id from turno.post_notified, noted where post_id = post', 'select marco from who', 'R22: whom it named is kept');
select throws_ok(format('select turno.ticket_note(%s, %s, ''web'', '' '')', ticket, anna), 'TU003', 'A note needs text.', 'R21: a note needs text') from mine, who;
select throws_ok(format('select turno.ticket_note(%s, %s, ''web'', ''x'', array[%s])', ticket, anna, carla), 'TU003', 'Carla Blu may not see this ticket and cannot be told of it.',
    'R22: no colleague who does not see the ticket') from mine, who;
create temporary table own as select turno.ticket_note(ticket, null, 'web', 'da sola') as post from mine;
select is((select author_kind from turno.post where id = post), 'system', 'R36: a note of the system') from own;
select throws_ok('insert into turno.post_notified select post, -1 from noted', '23503', null, 'R22: of somebody who is there');
select throws_ok('insert into turno.post_notified select -1, anna from who', '23503', null, 'R22: on a post that is there');
select throws_ok('insert into turno.post_notified select * from turno.post_notified', '23505', null, 'R22: named once');
select is_empty('select * from turno.verify_chain()', 'R23: all of it verifies');
select * from finish();
rollback;
