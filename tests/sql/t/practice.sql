-- Practices: made of a ticket or of none, worked on, seen by category and level (R9, R20, R37, R40).
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();
select setval(pg_get_serial_sequence('turno.' || t, 'id'), 1, false) from unnest(array['practice', 'practice_model']) t \g /dev/null
create function pg_temp.state(p text) returns bigint language sql as $$ select id from turno.practice_state where name_it = p $$;
create function pg_temp.events(p bigint) returns text language sql as
    $$ select string_agg(concat_ws(' ', type, old, '→', new, note), ', ' order by id) from turno.practice_event where practice_id = p $$;
select turno.model_add('{"name": "730 congiunto", "categories": ["CAF > 730"], "instructions": "Porta la CU.", "due_days": 30,
    "checks": ["CU ricevuta", "Firma"], "documents": ["Modello 730"], "fields": [{"name": "redditi", "type": "number", "label_it": "Redditi", "is_required": true},
    {"name": "figli", "type": "yes-no"}]}') \g /dev/null
create temporary table before as select * from turno.ticket;

-- From a ticket.
select is(pg_temp.call(null, 'act_practice_from_ticket', '{"ticket": 2}'), '"TU004"', 'R9: nobody converts');
select is(pg_temp.call('marco', 'act_practice_from_ticket', '{"ticket": 2}'), '"TU002"', 'R9: no conversion of an invisible ticket');
select is(pg_temp.call('marco', 'page_practice_new', '{"ticket": 2}'), '"TU002"', 'R9: nor its form');
select is(pg_temp.call('mario', 'act_practice_from_ticket', '{"ticket": 1}'), '"TU002"', 'R24: a contact converts nothing');
select is((select count(*) from turno.practice), 0::bigint, 'R9: nothing was made');
select is(pg_temp.call('riccardo', 'page_practice_new', '{"ticket": 2}') - '{models,fields,assignees,documents,due_on,checks}'::text[],
    '{"ticket": 2, "customer": 1, "contact": 1, "category": 2, "level": "advanced", "subject": "subject 2", "description": "message2", "assignee": 3,
      "model": 1, "asked": ["Modello 730"], "practices": []}', 'R37: the form is filled in: subject, first message of the contact, assignee, model');
select is((select string_agg(f ->> 'label', ',') from jsonb_array_elements(pg_temp.call('riccardo', 'page_practice_new', '{"ticket": 2, "language": "it"}') -> 'fields') f), 'Redditi,figli', 'R37: with the fields of the model');
select is((pg_temp.call('riccardo', 'page_practice_new', '{"ticket": 2}') ->> 'due_on')::date, current_date + 30, 'R37: and due date');
select is(pg_temp.call('riccardo', 'page_practice_new', '{"ticket": 2}') -> 'assignees', '[{"id": 1, "name": "Anna"}, {"id": 3, "name": "Riccardo"}]',
    'R40: it may be given to those who see it');
select is(pg_temp.call('riccardo', 'act_practice_from_ticket', '{"ticket": 2, "form_key": "a"}'), '{"ok": true, "practice": 1, "reference": "P1"}', 'R37: converted with what the ticket gives');
select is(pg_temp.call('riccardo', 'act_practice_from_ticket', '{"ticket": 2, "form_key": "a"}') ->> 'practice', '1', 'R37: the same form makes it once');
select is((select format('%s %s %s %s %s %s %s %s', p.customer_id, p.contact_id, p.category_id, p.level, p.subject, p.description, p.assignee_id, s.name_it)
    from turno.practice p join turno.practice_state s on s.id = p.state_id), '1 1 2 advanced subject 2 message2 3 Da iniziare', 'R37: prefilled');
select is((select row(t.turn, t.status_id, t.updated_at, t.waiting_since, t.closed_at, t.assignee_id) from turno.ticket t where t.id = 2),
    (select row(t.turn, t.status_id, t.updated_at, t.waiting_since, t.closed_at, t.assignee_id) from before t where t.id = 2), 'R20: neither closed nor flipped');
select is((select format('%s %s %s %s', e.type, e.actor_kind, e.operator_id, e.new) from turno.event e where e.ticket_id = 2 order by e.seq desc limit 1),
    'converted operator 3 P1', 'R23: an event on the ticket');
update turno.ticket set turn = 'contact', status_id = (select id from turno.status where turn = 'contact') where id = 2;
select is(pg_temp.call('anna', 'act_practice_from_ticket', '{"ticket": 2, "subject": "Altra", "description": "", "model": "", "assignee": "", "due_on": "31/12/2026"}') ->> 'reference',
    'P2', 'R37: several practices of one ticket, with what was chosen');
select is((select format('%s|%s|%s|%s|%s', subject, description, model_id, assignee_id, due_on) from turno.practice where id = 2), 'Altra||||2026-12-31', 'R37: what was chosen stands in place of what the ticket gives');
select is((select turn from turno.ticket where id = 2), 'contact', 'R20: the turn of the contact stays his');
update turno.ticket set turn = 'closed', closed_at = now(), status_id = (select id from turno.status where turn = 'closed') where id = 2;
select is(pg_temp.call('anna', 'act_practice_from_ticket', '{"ticket": 2}') ->> 'ok', 'true', 'R20: of a closed ticket too');
select is((select turn from turno.ticket where id = 2), 'closed', 'R20: which stays closed');
update turno.ticket set due_on = '2027-01-15' where id = 1;
select is(pg_temp.call('riccardo', 'page_practice_new', '{"ticket": 1, "model": 1}') ->> 'due_on', '2027-01-15', 'R37: a planned ticket gives its due date');
select is(pg_temp.call('riccardo', 'act_practice_from_ticket', jsonb_build_object('ticket', 1) || x.p) -> 'errors', x.errors, 'R37: refused: ' || x.p::text)
from (values ('{"subject": "  "}'::jsonb, '{"subject": "empty"}'::jsonb), ('{"due_on": "31/02/2026"}', '{"due_on": "date"}'), ('{"model": 99}', '{"model": "unknown"}'),
    ('{"assignee": 4}', '{"assignee": "sight"}'), ('{"model": 1, "fields": {"redditi": "molti", "x": "1"}}', '{"fields.x": "unknown", "fields.redditi": "number"}')) x(p, errors);
select is((select count(*) from turno.practice), 3::bigint, 'R37: and nothing made');
select is(pg_temp.see('riccardo', 'select turno.page_ticket(''{"ticket": 2}'') -> ''practices'' -> 0') ::jsonb - '{colour,due_on}'::text[],
    '{"number": 1, "reference": "P1", "subject": "subject 2", "state": "Da iniziare", "is_closed": false, "assignee": "Riccardo"}', 'R37: the ticket links to its practices');
select is(pg_temp.call('riccardo', 'page_practice', '{"practice": 1}') -> 'tickets', '[{"number": 2, "reference": "2", "subject": "subject 2", "turn": "closed"}]', 'R37: and the practice to its ticket');
select ok(turno.ticket_has_practice(2) and not turno.ticket_has_practice(1), 'R27: whether a practice hangs on a ticket');

-- From none.
select is(pg_temp.call('marco', 'act_practice_add', '{"contact": 4, "category": 1, "subject": "Senza ticket"}'), '{"ok": true, "practice": 4, "reference": "P4"}', 'R37: a practice of no ticket');
select is((select format('%s %s %s %s', customer_id, contact_id, level, assignee_id) from turno.practice where id = 4), '3 4 base 2', 'R37: for that contact, born base');
select is(pg_temp.call('marco', 'act_practice_add', x.p) -> 'errors', x.errors, 'R7: refused: ' || x.p::text)
from (values ('{"contact": 4, "category": 3, "subject": "x"}'::jsonb, '{"category": "unknown"}'::jsonb), ('{"contact": 4, "category": 1, "level": "advanced", "subject": "x"}', '{"category": "unknown"}'),
    ('{"contact": 99, "category": 1, "subject": "x"}', '{"contact": "unknown"}'), ('{"contact": 4, "category": 1}', '{"subject": "empty"}')) x(p, errors);
select is(pg_temp.call('mario', 'act_practice_add', '{"contact": 1, "category": 1, "subject": "x"}'), '"TU002"', 'R24: a contact makes none');
select is(pg_temp.call('marco', 'act_practice_add', '{"customer": 2, "category": 1, "subject": "Della ditta"}') ->> 'practice', '5', 'R37: or for a customer as a whole');

-- Who sees it.
select is(pg_temp.ids('anna', 'practice'), '1,2,3,4,5', 'R8: advanced sees practices of both levels');
select is(pg_temp.ids('marco', 'practice'), '4,5', 'R9: base sees base ones of his categories');
select is(pg_temp.ids('nina', 'practice'), '', 'R9: who is enabled for nothing sees none');
select is(pg_temp.ids(p, 'practice'), '', format('R24: a contact sees no practice: %s', p)) from unnest(array['mario', 'amina', 'edil', 'mario_link']) p;
select is(pg_temp.see('mario', format('select count(*) from turno.%I', t)), '0', format('R24: a contact reads nothing of %s', t))
from unnest(array['practice_ticket', 'practice_check', 'practice_field', 'practice_document', 'practice_event', 'practice_model', 'practice_state', 'practice_model_field', 'practice_model_category']) t;
select is(pg_temp.see('marco', format('select count(*) from turno.%I where practice_id < 4', t)), '0', format('R9: nothing of an invisible practice in %s', t))
from unnest(array['practice_ticket', 'practice_check', 'practice_field', 'practice_document', 'practice_event']) t;
select isnt(pg_temp.see('riccardo', format('select count(*) from turno.%I where practice_id = 1', t)), '0', format('R9: and of a visible one in %s', t))
from unnest(array['practice_ticket', 'practice_check', 'practice_field', 'practice_document', 'practice_event']) t;
select is(pg_temp.call('marco', 'page_practice', '{"practice": 1}'), '"TU002"', 'R9: not by number');
select is(pg_temp.call('nina', 'act_practice_set', '{"practice": 1, "subject": "x"}'), '"TU002"', 'R9: not to change');
select is(pg_temp.call(p.token, f, p.p), '"TU002"', format('R9: %s of %s', f, p.token)) from unnest(array['act_practice_check', 'act_practice_document', 'act_practice_close', 'act_practice_set']) f,
    (values ('marco', '{"practice": 1, "n": 1, "action": "add"}'::jsonb), ('mario', '{"practice": 1, "n": 1, "action": "add"}')) p(token, p);
select is(pg_temp.call('nina', 'act_practice_from_ticket', '{"ticket": 5}') ->> 'practice', '6', 'R9: nina converts a ticket that she opened');
select is(pg_temp.ids('nina', 'practice'), '6', 'R9: who made it sees it');
select is(pg_temp.call('anna', 'act_practice_set', '{"practice": 6, "category": 3}') ->> 'ok', 'true', 'R12: moved');
select is(pg_temp.ids('nina', 'practice'), '6', 'R9: through any move');
update turno.ticket set level = 'base', category_id = 1 where id = 2;
select is(pg_temp.see('marco', 'select turno.page_ticket(''{"ticket": 2}'') -> ''practices'''), '[]', 'R9: a ticket that came into sight does not show practices that did not');
select is(pg_temp.see('marco', 'select count(*) from turno.practice_ticket'), '0', 'R9: nor that there are any');
update turno.ticket set level = 'advanced', category_id = 4 where id = 2;
select is(pg_temp.call('riccardo', 'page_practice', '{"practice": 1}') -> 'tickets', '[]', 'R9: a practice does not show a ticket that went out of sight');

-- Work.
select is(pg_temp.call('riccardo', 'act_practice_set', jsonb_build_object('practice', 1, 'form_key', 'w', 'subject', ' 730 di Mario ', 'state', pg_temp.state('In lavorazione'), 'due_on', '2026-12-01', 'assignee', 1,
    'fields', '{"redditi": "1200,50", "figli": "Sì"}'::jsonb)), '{"ok": true}', 'R37: changed');
select is((select format('%s %s %s', subject, due_on, assignee_id) from turno.practice where id = 1), '730 di Mario 2026-12-01 1', 'R37: as asked');
select is((select string_agg(value, ' ' order by n) from turno.practice_field where practice_id = 1), '1200.50 yes', 'R37: fields by their type');
select is(pg_temp.events(1), 'opened → 2, field → 1200.50 redditi, field → yes figli, subject subject 2 → 730 di Mario, assigned Riccardo → Anna, due '
    || (current_date + 30)::text || ' → 2026-12-01, state Da iniziare → In lavorazione', 'R37: and written down, old and new');
select is(pg_temp.call('riccardo', 'act_practice_set', '{"practice": 1, "form_key": "w"}'), '{"ok": true}', 'the same form again: the same answer');
select is(pg_temp.call('riccardo', 'act_practice_set', '{"practice": 1, "subject": "730 di Mario"}'), '{"ok": true}', 'R37: what stays as it was');
select is((select count(*) from turno.practice_event where practice_id = 1), 7::bigint, 'R37: is no event');
select is(pg_temp.call('riccardo', 'act_practice_set', '{"practice": 1}' || x.p) -> 'errors', x.errors, 'R37: refused: ' || x.p::text)
from (values ('{"subject": ""}'::jsonb, '{"subject": "empty"}'::jsonb), ('{"state": 99}', '{"state": "unknown"}'), ('{"assignee": 2}', '{"assignee": "sight"}'), ('{"category": 99}', '{"category": "unknown"}'),
    ('{"level": "high"}', '{"level": "unknown"}'), ('{"fields": {"figli": "forse"}, "due_on": "x"}', '{"due_on": "date", "fields.figli": "yes-no"}')) x(p, errors);
select is(pg_temp.call('riccardo', 'act_practice_set', '{"practice": 1, "due_on": "", "fields": {"figli": ""}}') ->> 'ok', 'true', 'R37: emptied');
select is((select concat(p.due_on, f.value) from turno.practice p join turno.practice_field f on f.practice_id = p.id and f.name = 'figli' where p.id = 1), '', 'R37: is empty');

select is(pg_temp.call('riccardo', 'act_practice_check', '{"practice": 1, "n": 1, "done": true}'), '{"ok": true}', 'R37: ticked');
select is((select format('%s %s', done_by, done_at is not null) from turno.practice_check where practice_id = 1 and n = 1), '3 t', 'R37: who and when');
select is(pg_temp.call('anna', 'act_practice_check', '{"practice": 1, "n": 1, "done": true}'), '{"ok": true}', 'R37: ticked again');
select is((select done_by from turno.practice_check where practice_id = 1 and n = 1), 3::bigint, 'R37: stays his who was first');
select is(pg_temp.call('riccardo', 'act_practice_check', '{"practice": 1, "n": 9}'), '{"ok": false, "errors": {"n": "unknown"}}', 'R37: no such item');
select is(pg_temp.call('riccardo', 'act_practice_check', '{"practice": 1, "n": 1, "done": false}'), '{"ok": true}', 'R37: tick taken away');
select is((select done_at from turno.practice_check where practice_id = 1 and n = 1), null, 'R37: is open again');

-- A done practice has all that it asks for; a cancelled one need not.
select is(pg_temp.call('riccardo', 'act_practice_close', '{"practice": 1, "fields": {"redditi": ""}}') -> 'errors', '{"fields.redditi": "required", "checks": "open", "documents": "missing"}', 'R37: not done while something is missing');
select is((select is_closed::text || pg_temp.events(1) like '%closed%' from turno.practice where id = 1), false, 'R37: and stays open');
select is(pg_temp.call('riccardo', 'page_practice', '{"practice": 1}') -> 'missing', '{"checks": "open", "documents": "missing"}', 'R37: the page says what');
select pg_temp.call('riccardo', 'act_practice_check', jsonb_build_object('practice', 1, 'n', n)) from generate_series(1, 2) n \g /dev/null
update turno.practice_document set attachment_id = (select min(a.id) from turno.attachment a join turno.post p on p.id = a.post_id where p.ticket_id = 1), added_at = now() where practice_id = 1;
select is(pg_temp.call('riccardo', 'act_practice_close', jsonb_build_object('practice', 1, 'state', pg_temp.state('Da iniziare'))) -> 'errors', '{"state": "end"}', 'R37: closed by a state that is an end');
select is(pg_temp.call('riccardo', 'act_practice_close', '{"practice": 1}'), '{"ok": true}', 'R37: done');
select is((select format('%s %s %s', s.name_it, p.is_closed, p.closed_at is not null) from turno.practice p join turno.practice_state s on s.id = p.state_id where p.id = 1), 'Conclusa t t', 'R37: closed with its time');
select is(pg_temp.call('riccardo', x.f, x.p), '"TU003"', format('R37: closed: %s is refused', x.f))
from (values ('act_practice_set', '{"practice": 1, "subject": "x"}'::jsonb), ('act_practice_check', '{"practice": 1, "n": 1}'), ('act_practice_document', '{"practice": 1, "action": "add"}'), ('act_practice_close', '{"practice": 1}')) x(f, p);
select is(pg_temp.call('riccardo', 'act_practice_set', jsonb_build_object('practice', 1, 'state', pg_temp.state('In lavorazione'))), '{"ok": true}', 'R37: reopened');
select is((select string_agg(type, ' ' order by id) from turno.practice_event where practice_id = 1 and type in ('closed', 'reopened')), 'closed reopened', 'R37: both written down');
select is(pg_temp.call('marco', 'act_practice_close', jsonb_build_object('practice', 4, 'state', pg_temp.state('Annullata'))), '{"ok": true}', 'R37: cancelled, whatever is missing');

-- R40: an assignee sees it, or is none.
select is(pg_temp.call('marco', 'act_practice_set', '{"practice": 5, "assignee": 2}'), '{"ok": true}', 'R40: given to one who sees it');
select is(pg_temp.call('anna', 'act_practice_set', '{"practice": 5, "level": "advanced"}'), '{"ok": true}', 'R12: raised');
select is((select assignee_id from turno.practice where id = 5), 2::bigint, 'R40: who made it sees it and keeps it');
select is(pg_temp.call('anna', 'act_practice_set', '{"practice": 1, "assignee": 3}'), '{"ok": true}', 'R40: given to riccardo');
select is(pg_temp.call('anna', 'act_practice_set', '{"practice": 2, "assignee": 3}'), '{"ok": true}', 'R40: given to riccardo, who did not make it');
select is(pg_temp.call('anna', 'act_practice_set', '{"practice": 2, "category": 4}'), '{"ok": true}', 'R12: moved out of his sight');
select is((select assignee_id from turno.practice where id = 2), null, 'R40: no longer his');
select is((select concat_ws(' ', type, old, '→', new) from turno.practice_event where practice_id = 2 and type = 'assigned' order by id desc limit 1), 'assigned Riccardo →', 'R40: with an event');

-- More tickets.
select is(pg_temp.call('anna', 'act_practice_link', '{"practice": 1, "ticket": 1}'), '{"ok": true}', 'R37: tied to one more ticket');
select is((select format('%s %s', type, new) from turno.event where ticket_id = 1 order by seq desc limit 1), 'practice P1', 'R37: with an event there');
select is(pg_temp.call('anna', 'act_practice_link', '{"practice": 1, "ticket": 1}'), '{"ok": true}', 'R37: tied again');
select is((select count(*) from turno.event where ticket_id = 1 and type = 'practice'), 1::bigint, 'R37: is no event');
select is(pg_temp.call('anna', 'act_practice_link', '{"practice": 1, "ticket": 3}') -> 'errors', '{"ticket": "customer"}', 'R2: not to a ticket of another customer');
select is(pg_temp.call('marco', 'act_practice_link', '{"practice": 4, "ticket": 3}'), '"TU002"', 'R9: not to an invisible ticket');
select is(pg_temp.call('marco', 'act_practice_link', '{"practice": 1, "ticket": 1}'), '"TU002"', 'R9: nor an invisible practice to one');

-- R41: practices follow a merge. R28: nobody converts what another answers.
insert into turno.ticket (id, reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, mailbox_id, channel, subject) overriding system value
select n, '', 1, 1, 1, 'base', 'operator', (select id from turno.status where is_opening), (select id from turno.priority where is_default), 1, 'mail', 'm' from generate_series(801, 802) n;
select pg_temp.call('anna', 'act_practice_from_ticket', '{"ticket": 801}') \g /dev/null
select turno.ticket_merge(801, 802, 1, 'web') \g /dev/null
select is((select string_agg(x.ticket_id::text, ' ' order by x.ticket_id) from turno.practice_ticket x where x.practice_id = (select max(id) from turno.practice)), '801 802', 'R41: a practice of a merged ticket belongs to both');
select is((select jsonb_array_length(pg_temp.call('anna', 'page_ticket', '{"ticket": 802}') -> 'practices')), 1, 'R41: and shows where the ticket went on');
insert into turno.reply_lock (ticket_id, operator_id, until) values (802, 1, now() + interval '15 minutes');
select is(pg_temp.call('marco', 'act_practice_from_ticket', '{"ticket": 802}'), '"TU003"', 'R28: a ticket that another answers is not converted');
select is(pg_temp.call('anna', 'act_practice_from_ticket', '{"ticket": 802}') ->> 'ok', 'true', 'R28: by him who answers it is');
select is(pg_temp.call('marco', 'act_practice_link', '{"practice": 1, "ticket": 802}'), '"TU003"', 'R28: nor tied to a practice');
select * from finish();
rollback;
