-- Automations (R36): what sets them off, what they do, that they do it once, and that they never harm who set them off.
begin;
\ir ../office.psql
select no_plan();
-- The end of a transaction, without ending it.
create function pg_temp.settle() returns void language plpgsql as $$
begin
    set constraints turno.automation_job_run immediate;
    set constraints turno.automation_job_run deferred;
    update turno.automation_firing set at = at - interval '1 second';
end
$$;
create function pg_temp.firings(p_name text) returns text language sql as $$
    select coalesce(string_agg(f.state, ',' order by f.state, f.id), '') from turno.automation_firing f join turno.automation a on a.id = f.automation_id where a.name = p_name $$;
create function pg_temp.category_of(p_ticket bigint) returns text language sql as
    $$ select c.path from turno.ticket t join turno.category c on c.id = t.category_id where t.id = p_ticket $$;
create function pg_temp.receive_and_settle(p_changes jsonb) returns bigint language plpgsql as $$
declare
    v_ticket bigint := (pg_temp.receive(p_changes) ->> 'ticket')::bigint;
begin
    perform pg_temp.settle();
    return v_ticket;
end
$$;

-- What cannot be saved says why.
select throws_ok(format('select turno.automation_add(%L)', p), 'TU003', m, 'R36: refused: ' || m)
from (values
    ('{"name": "a"}', 'An automation needs something to do: --then "ACTION VALUE".'),
    ('{"name": "a", "then": ["dance"]}', '"dance" is no action: write category, status, priority, level, assign, note, remind, mail, webhook or open, and what.'),
    ('{"name": "a", "then": ["note"]}', 'The action "note" needs to know what.'),
    ('{"name": "a", "then": ["remind him"]}', '"remind" takes nothing more.'),
    ('{"name": "a", "then": ["level expert"]}', 'A level is base or advanced.'),
    ('{"name": "a", "then": ["category Nessuna"]}', 'There is no category "Nessuna".'),
    ('{"name": "a", "then": ["mail nothing"]}', 'There is no template "nothing" of the kind reminder: turno template list.'),
    ('{"name": "a", "then": ["open CAF"]}', 'Write: open CATEGORY | SUBJECT.'),
    ('{"name": "a", "trigger": "birthday", "then": ["remind"]}', 'trigger can be opened, contact_message, reply, note, turn, status, level, category, priority, assigned, closed, reopened, delivery_failed, waiting, due, not "birthday".'),
    ('{"name": "a", "trigger": "waiting", "then": ["remind"]}', 'The trigger waiting needs after_hours, from 1 to 8760.'),
    ('{"name": "a", "trigger": "opened", "after_hours": 5, "then": ["remind"]}', 'Only the triggers waiting and due have after_hours.'),
    ('{"name": "a", "if": ["subject"], "then": ["remind"]}', '"subject" is no condition: write FIELD is|is not|below|at least|contains|starts VALUE.'),
    ('{"name": "a", "if": ["weather is fine"], "then": ["remind"]}', '"weather" is no field: known are category, level, turn, status, priority, assignee, channel, mailbox, contact, customer, subject, text, author, documents.'),
    ('{"name": "a", "if": ["level below base"], "then": ["remind"]}', 'level can be compared by is, is not, not by "below".'),
    ('{"name": "a", "if": ["turn is mine"], "then": ["remind"]}', 'turn can be operator, contact, closed, not "mine".')) c(p, m);
select is((select count(*) from turno.automation), 0::bigint, 'R36: nothing of what was refused is kept');

-- A new ticket is sorted, raised, prioritised and noted before anybody sees it; who is told is who sees it then.
select is(turno.automation_add('{"name": "Successioni", "trigger": "opened", "if": ["subject contains SUCCESSIONE", "channel is mail"],
        "then": ["category CAF", "level advanced", "priority Alta", "note Chiedere l''atto.", "assign anna"]}') -> 'if',
    '["subject contains SUCCESSIONE", "channel is mail"]'::jsonb, 'R36: an automation is shown in the words that made it');
create temporary table sorted as select pg_temp.receive_and_settle('{"subject": "Successione di mio padre"}') as ticket;
select is(pg_temp.category_of(ticket), 'CAF', 'R36: an action sets the category') from sorted;
select is((select t.level from turno.ticket t where t.id = ticket), 'advanced', 'R36: the level') from sorted;
select is((select p.name_it from turno.ticket t join turno.priority p on p.id = t.priority_id where t.id = ticket), 'Alta', 'R36: the priority') from sorted;
select is((select o.login from turno.ticket t join turno.operator o on o.id = t.assignee_id where t.id = ticket), 'anna', 'R36: the assignee') from sorted;
select is((select p.text from turno.post p where p.ticket_id = ticket and p.kind = 'note' and p.author_kind = 'system'), 'Chiedere l''atto.', 'R36: a note in the name of the system') from sorted;
select is(pg_temp.turn_of(ticket), 'operator', 'R15, R36: none of it touches the turn') from sorted;
select is((select string_agg(distinct lower(o.recipient), ',' order by lower(o.recipient)) from turno.outbox o where o.ticket_id = ticket and o.kind = 'notification'),
    'anna@demo.example', 'R9, R36: who is told is who sees it after the automation') from sorted;
select is((select e.new || ': ' || e.note from turno.event e where e.ticket_id = ticket and e.type = 'automation'),
    'Successioni: category CAF; level advanced; priority Alta; note Chiedere l''atto.; assign anna', 'R36: the timeline says what it did') from sorted;
select is(pg_temp.firings('Successioni'), 'done', 'R36: it fired once');
select is_empty('select * from turno.verify_chain()', 'R23, R36: the chain holds');
select is(pg_temp.category_of(pg_temp.receive_and_settle('{"subject": "Il mio 730"}')), 'CAF › 730', 'R36: no condition, no action');
select is(pg_temp.firings('Successioni'), 'done', 'R36: it did not fire on the other');
select throws_ok('select turno.category_remove(''{"path": "CAF"}'')', 'TU003', null, 'R13: a category that an automation names cannot be deleted');

-- A draft is opened when it is sent.
select set_config('turno.session', turno.session_for('anna', null), true) \g /dev/null
create temporary table draft as select (turno.act_open(jsonb_build_object('contact', pg_temp.contact_id('mario'), 'category', pg_temp.category_id('730'), 'subject', 'Successione in bozza',
    'text', 'Buongiorno', 'channel', 'mail', 'draft', true)) ->> 'ticket')::bigint as ticket;
select pg_temp.settle();
select is(pg_temp.category_of(ticket), 'CAF › 730', 'R32, R36: a draft sets off nothing') from draft;
select is(turno.act_draft_send(jsonb_build_object('ticket', ticket)) ->> 'done', 'opened', 'R32: sent') from draft;
select pg_temp.settle();
select is(pg_temp.category_of(ticket), 'CAF', 'R32, R36: then it is one that was opened') from draft;
select set_config('turno.session', '', true) \g /dev/null

-- A message; text and documents.
select turno.automation_add('{"name": "Urgenze", "trigger": "contact_message", "if": ["text contains urgente", "documents is no"], "then": ["priority Urgente"]}') \g /dev/null
create temporary table spoken as select pg_temp.ticket_of_mario() as ticket;
select pg_temp.settle();
select isnt((select p.name_it from turno.ticket t join turno.priority p on p.id = t.priority_id where t.id = ticket), 'Urgente', 'R36: a message without the word') from spoken;
select pg_temp.receive(pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')))
    || '{"reply_visible_text": "È Urgente!", "body_text": "È Urgente!"}') ->> 'outcome' from spoken \g /dev/null
select pg_temp.settle();
select is((select p.name_it from turno.ticket t join turno.priority p on p.id = t.priority_id where t.id = ticket), 'Urgente', 'R36: a message with it, whatever the case') from spoken;

-- An error is its own.
select turno.automation_add('{"name": "Impossibile", "trigger": "note", "then": ["note prima", "assign carla"]}') \g /dev/null
select lives_ok(format('select turno.ticket_note(%s, %s, ''web'', ''ciao'')', ticket, pg_temp.operator_id('anna')), 'R36: a note') from spoken;
select lives_ok('select pg_temp.settle()', 'R36: what an automation cannot do harms nobody''s act');
select is(pg_temp.firings('Impossibile'), 'failed', 'R36: it is kept as failed');
select is((select count(*) from turno.post p where p.ticket_id = ticket and p.text = 'prima'), 0::bigint, 'R36: all of it or nothing') from spoken;
select matches((select e.note from turno.event e where e.ticket_id = ticket and e.type = 'automation' order by e.seq desc limit 1), '^not done: Carla Blu', 'R36: the timeline says why') from spoken;
select turno.automation_remove('{"name": "Impossibile"}') \g /dev/null

-- Cycles.
select turno.automation_add('{"name": "Su", "trigger": "priority", "if": ["priority is Bassa"], "then": ["priority Alta"]}') \g /dev/null
select turno.automation_add('{"name": "Giù", "trigger": "priority", "if": ["priority is Alta"], "then": ["priority Bassa"]}') \g /dev/null
select turno.ticket_priority(ticket, (select id from turno.priority where name_it = 'Bassa'), 'operator', pg_temp.operator_id('anna'), 'web') from spoken \g /dev/null
select pg_temp.settle();
select is(pg_temp.firings('Su') || ' ' || pg_temp.firings('Giù'), 'cut,done done', 'R36: two that set each other off are cut');
select turno.automation_remove('{"name": "Su"}'), turno.automation_remove('{"name": "Giù"}') \g /dev/null
select turno.automation_add('{"name": "Copia", "trigger": "opened", "if": ["subject starts Copia"], "then": ["open Amministrazione | Copia di lavoro"]}') \g /dev/null
create temporary table copied as select pg_temp.receive_and_settle('{"subject": "Copia, per favore"}') as ticket;
select pg_temp.settle();
select is((select string_agg(t.subject || ' ' || t.turn, ',') from turno.ticket_link l join turno.ticket t on t.id = l.ticket_id where l.other_id = ticket), 'Copia di lavoro operator',
    'R36: an automation opens one ticket, linked, of the office''s turn') from copied;
select is(pg_temp.firings('Copia'), 'cut,done', 'R36: and not another one for that');
select is((select count(*) from turno.outbox o join turno.ticket_link l on l.ticket_id = o.ticket_id, copied c where l.other_id = c.ticket and o.contact_id is not null), 0::bigint, 'R36: the contact is told nothing of it');

-- The clock.
select turno.automation_add('{"name": "Sollecito", "trigger": "waiting", "after_hours": 48, "if": ["turn is contact"], "then": ["mail reminder"]}') \g /dev/null
select turno.automation_add('{"name": "Chiusura", "trigger": "waiting", "after_hours": 240, "if": ["turn is contact"], "then": ["status Chiuso"]}') \g /dev/null
create temporary table slow as select pg_temp.ticket_of_mario() as ticket;
select pg_temp.anna_replies(ticket) from slow \g /dev/null
select pg_temp.settle();
select is(turno.automation_clock(), 0, 'R36: not before its time');
update turno.ticket set waiting_since = now() - interval '3 days' where id = (select ticket from slow);
update turno.ticket set waiting_since = now() - interval '3 days' where id = (select ticket from sorted);
select is(turno.automation_clock(), 1, 'R36: a turn that is old enough, and of the contact''s');
select is((select count(*) from turno.outbox o where o.ticket_id = ticket and o.kind = 'reminder'), 1::bigint, 'R36: he is reminded') from slow;
select pg_temp.settle();
select is(turno.automation_clock(), 0, 'R36: once for each turn');
select pg_temp.settle();
update turno.ticket set waiting_since = now() - interval '11 days' where id = (select ticket from slow);
update turno.automation set clock_since = null;
select is(turno.automation_clock(), 2, 'R36: a new turn counts again; the idle one is closed');
select is(pg_temp.turn_of(ticket), 'closed', 'R36: closed by the clock') from slow;
update turno.automation set is_active = false where name in ('Sollecito', 'Chiusura');
update turno.automation set clock_since = null;
select is(turno.automation_clock(), 0, 'R36: not when switched off');
select turno.automation_add('{"name": "Scadenza", "trigger": "due", "after_hours": 48, "then": ["remind"]}') \g /dev/null
update turno.ticket set due_on = current_date + 10 where id = (select ticket from spoken);
select is(turno.automation_clock(), 0, 'R32, R36: not long before the day');
update turno.ticket set due_on = current_date + 1 where id = (select ticket from spoken);
select is(turno.automation_clock() + turno.automation_clock(), 1, 'R32, R36: once when the day is near');

-- The dry run writes nothing and tells what would have been.
create temporary table before as select (select count(*) from turno.event) as events, (select count(*) from turno.automation) as automations, (select count(*) from turno.automation_firing) as firings;
select is(r -> 'fires', '2'::jsonb, 'R36: a dry run finds what would have fired, as it was then')
from turno.automation_try('{"name": "Prova", "trigger": "opened", "if": ["subject contains successione", "level is base"], "then": ["remind"]}') r;
select is(r -> 'fires', '0'::jsonb, 'R36: not what it became since')
from turno.automation_try('{"name": "Prova", "trigger": "opened", "if": ["subject contains successione", "level is advanced"], "then": ["remind"]}') r;
select is(r -> 'fires', '1'::jsonb, 'R36: nor what waits')
from turno.automation_try('{"name": "Prova", "trigger": "waiting", "after_hours": 24, "then": ["remind"]}') r;
select results_eq('select (select count(*) from turno.event), (select count(*) from turno.automation), (select count(*) from turno.automation_firing)', 'select * from before', 'R36: it writes nothing');
select throws_ok('select turno.automation_try(''{"name": "Prova", "then": ["dance"]}'')', 'TU003', null, 'R36: and refuses what cannot be saved');

-- The administration.
select is(turno.automation_set('{"name": "urgenze", "new_name": "Urgente", "is_active": false, "rank": 5}') ->> 'name', 'Urgente', 'R36: a new name');
select throws_ok('select turno.automation_set(''{"name": "Urgente", "new_name": "copia"}'')', 'TU003', 'There is an automation of this name already.', 'R36: not that of another');
select throws_ok('select turno.automation_show(''{"name": "Urgenze"}'')', 'TU002', null, 'R36: the old one is gone');
select is(turno.automation_show('{"name": "Urgente"}') #>> '{firings,0,state}', 'done', 'R36: its firings are shown');
select pg_temp.receive(pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')))
    || '{"reply_visible_text": "urgente", "body_text": "urgente"}') ->> 'outcome' from spoken \g /dev/null
select pg_temp.settle();
select is(pg_temp.firings('Urgente'), 'done', 'R36: switched off it does nothing');
select throws_ok('insert into turno.automation_firing (automation_id, ticket_id, event_id, state) select f.automation_id, f.ticket_id, f.event_id, ''done'' from turno.automation_firing f where f.event_id is not null limit 1',
    '23505', null, 'R36: never twice on one event');
select is_empty('select * from turno.verify_chain()', 'R23, R36: the chain holds at the end');
select finish();
rollback;
