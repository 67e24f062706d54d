-- Categories, statuses, priorities, settings and levels as the office sets them (R6, R8, R10, R11, R13, R16, R18).
begin;
\ir ../fixture.sql
select no_plan();
select throws_ok(format('select turno.%s(%L)', f, p), 'TU003', m, format('%s refuses: %s', t, m))
from (values
    ('R6', 'category_set', '{"path": "CAF", "closed_reply": "x"}', 'closed_reply can be new_linked, reopen, reject_notice, append_silent, not "x".'),
    ('R6', 'category_set', '{"path": "CAF", "closed_grace_days": "4000"}', 'closed_grace_days is a number from 0 to 3650, or nothing for what the office has.'),
    ('R6', 'category_set', '{"path": "CAF", "closed_grace_days": "-1"}', 'closed_grace_days is a number from 0 to 3650, or nothing for what the office has.'),
    ('R6', 'category_set', '{"path": "CAF", "name": "a › b"}', 'A category needs a name, without " › " in it.'),
    ('R6', 'category_set', '{"path": "CAF", "name": ""}', 'A category needs a name, without " › " in it.'),
    ('R11', 'category_set', '{"path": "CAF", "escalate_notify": "some"}', 'escalate_notify can be all, chosen, none, not "some".'),
    ('R40', 'category_set', '{"path": "CAF", "assign": "operator"}', 'Name the operator who gets its tickets: assign_operator.'),
    ('R40', 'category_set', '{"path": "CAF", "assign_operator": "luca"}', 'There is no operator "luca".'),
    ('R10', 'category_remove', '{"path": "CAF"}', 'Category CAF is in use: 2 tickets, 1 sub-category.'),
    ('R10', 'category_set', '{"path": "CAF", "parent": "CAF › 730"}', 'Category "CAF" would be its own parent.'),
    ('R10', 'category_set', '{"path": "CAF", "parent": "CAF"}', 'Category "CAF" would be its own parent.'),
    ('R16', 'status_set', '{"name_it": "Chiuso", "new_name": "Contact''s turn"}', 'Another status has this name already.'),
    ('R16', 'status_set', '{"name_it": "Chiuso", "is_opening": true}', 'The opening status is not of turn closed; the closing status is.'),
    ('R16', 'status_set', '{"name_it": "Turno contatto", "is_default": false}', 'One status must be default, opening or closing: choose another one for it instead.'),
    ('R32', 'priority_add', '{"name_it": "alta"}', 'There is a priority "alta" already.'),
    ('R32', 'priority_add', '{"name_it": ""}', 'A priority needs a name.'),
    ('R32', 'priority_show', '{"name_it": "x"}', 'There is no priority "x".'),
    ('R32', 'priority_set', '{"name_it": "Alta", "rank": "20"}', 'Another priority has rank 20 already.'),
    ('R32', 'priority_set', '{"name_it": "Alta", "rank": "x"}', 'A rank is a number, the highest the most urgent.'),
    ('R32', 'priority_set', '{"name_it": "Alta", "colour": "red"}', 'A colour is written #rrggbb, in lower case.'),
    ('R32', 'priority_set', '{"name_it": "Alta", "new_name": "Low"}', 'Another priority has this name already.'),
    ('R32', 'priority_set', '{"name_it": "Normal", "is_default": false}', 'One priority must be the default: choose another one for it instead.'),
    ('R13', 'priority_remove', '{"name_it": "Normale"}', 'Priority Normale is in use: 6 tickets.'),
    ('R16', 'setting_set', '{"key": "ofice.nam", "value": "x"}', 'There is no setting "ofice.nam"; the nearest is office.name. All of them: turno setting list.'),
    ('R16', 'setting_set', '{"key": "levels.enable", "value": "x"}', 'There is no setting "levels.enable"; the nearest is levels.enabled. All of them: turno setting list.'),
    ('R16', 'setting_set', '{"key": "mail.backlog", "value": "0"}', 'mail.backlog is a number from 1 to 100000000.'),
    ('R16', 'setting_set', '{"key": "mail.backlog", "value": "1e3"}', 'mail.backlog is a number from 1 to 100000000.'),
    ('R16', 'setting_set', '{"key": "levels.enabled", "value": "maybe"}', 'levels.enabled is true or false.'),
    ('R16', 'setting_set', '{"key": "web.open", "value": "all"}', 'web.open is one of: credentials, anyone.'),
    ('R16', 'setting_set', '{"key": "office.name", "value": "a\nb"}', 'office.name is a text of 0 to 200 characters.'),
    ('R16', 'setting_remove', '{"key": "nothing.here"}', null),
    ('R16', 'setting_show', '{"key": "x"}', null)) c(t, f, p, m);

-- Settings.
select is(turno.setting_set('{"key": "levels.enabled", "value": "No"}') -> 'value', '"false"'::jsonb, 'R16: a switch is kept as true or false');
select is((select value from turno.setting where key = 'levels.enabled'), 'false'::jsonb, 'R16: as JSON');
select is(turno.setting_remove('{"key": "levels.enabled"}') ->> 'removed', 'levels.enabled', 'R16: a setting removed');
select is(turno.setting_show('{"key": "levels.enabled"}') ->> 'value', 'true', 'R16: has its default again');
select is(turno.setting_set('{"key": "mail.backlog", "value": "20"}') - '{type,choices,purpose}'::text[],
    '{"key": "mail.backlog", "value": "20", "initial": "10000", "is_set": true, "minimum": 1, "maximum": 100000000}'::jsonb, 'R16: a number');
select is(turno.setting_set('{"key": "mail.backlog"}') ->> 'is_set', 'false', 'R16: without a value the default');
select ok(turno.check_report() @> '[{"kind": "setting", "name": "mail.secret", "message": "Is not known to this version.", "advice": "turno setting remove mail.secret."}]', 'R16: an unknown one is reported');
select is(turno.setting_remove('{"key": "mail.secret"}') ->> 'removed', 'mail.secret', 'R16: and can be removed');
select is((select string_agg(k.key, ' ') from turno.setting_known k where k.type = 'number' and (k.minimum is null or k.maximum is null or k.initial !~ '^[0-9]+$'
        or k.initial::bigint not between k.minimum and k.maximum)
    or k.type = 'choice' and k.initial <> all (k.choices) or k.type = 'boolean' and k.initial not in ('true', 'false')
    or k.type = 'text' and (k.minimum is null or k.maximum is null or length(k.initial) not between k.minimum and k.maximum)), null, 'R16: each default is a value that can be set');
select is(string_agg(distinct format('%s: %s, not %s', m[1], m[2], k.initial), ' '), null, 'R16: every setting that a function reads is known, with the same default')
from pg_proc p cross join lateral regexp_matches(p.prosrc, 'setting_text\(''([^'']+)'',\s*''([^'']*)''\)', 'g') m
left join turno.setting_known k on k.key = m[1]
where p.pronamespace = 'turno'::regnamespace and k.initial is distinct from m[2];
select throws_ok(format('insert into turno.setting_known values (%s, ''x'', ''x'')', v), '23514', null, 'R16: setting_known refuses ' || v)
from unnest(array[$$'Key', 'text', '', 0, 1, null$$, $$'a.b', 'date', '', 0, 1, null$$, $$'a.b', 'choice', 'x', null, null, null$$, $$'a.b', 'number', '1', 2, 1, null$$]) v;

-- Priorities.
select is(turno.priority_add('{"name_it": "Emergenza", "name_en": "Emergency", "colour": "#ff0000"}') - 'id',
    '{"rank": 50, "name_it": "Emergenza", "name_en": "Emergency", "colour": "#ff0000", "is_default": false}'::jsonb, 'R32: a priority above all others');
select is(turno.priority_set('{"name_it": "emergency", "new_name": "Subito", "rank": "45", "is_default": true}') - '{id,colour}'::text[],
    '{"rank": 45, "name_it": "Subito", "name_en": "Emergency", "is_default": true}'::jsonb, 'R32: renamed, ranked, the default');
select is((select count(*) from turno.priority where is_default), 1::bigint, 'R32: one default');
select throws_ok('select turno.priority_remove(''{"name_it": "Subito"}'')', 'TU003', 'The default priority cannot be removed: make another one the default first.', 'R13: the default stays');
select is(turno.priority_set('{"name_it": "Normale", "is_default": true}') ->> 'is_default', 'true', 'R32: the default goes back');
select is(turno.priority_remove('{"name_it": "Subito"}') ->> 'removed', 'Subito', 'R13: one that nothing uses goes');
select is(turno.priority_list('{}') -> 0 ->> 'name_it', 'Urgente', 'R32: most urgent first');
select is(turno.priority_show('{"name_it": "low"}') ->> 'rank', '10', 'R32: shown by either name');

-- Statuses.
select is(turno.status_add('{"name_it": "In attesa documenti", "name_en": "Waiting", "turn": "contact", "description": "Mancano carte", "description_en": "Papers are missing"}')
    - '{id}'::text[] @> '{"description": "Mancano carte", "description_en": "Papers are missing", "turn": "contact", "is_default": false}', true, 'R16: described in both languages');
select is(turno.status_set('{"name_it": "Waiting", "new_name": "Mancano documenti", "description_en": "x"}') ->> 'name_it', 'Mancano documenti', 'R16: renamed');
update turno.ticket set status_id = (select id from turno.status where name_en = 'Waiting'), turn = 'contact' where id = 6;
select throws_ok('select turno.status_remove(''{"name_it": "Waiting"}'')', 'TU003', 'Status Waiting is in use: 1 ticket.', 'R13: a status in use stays');
update turno.ticket set status_id = (select id from turno.status where is_opening), turn = 'operator' where id = 6;
select is(turno.status_remove('{"name_it": "Waiting"}') ->> 'removed', 'Waiting', 'R13: else it goes');

-- What no count knows of stands in the way by its foreign key.
create table turno.later_thing (category_id bigint references turno.category);
insert into turno.category (id, name) overriding system value values (30, 'Vuota');
insert into turno.later_thing values (30);
select throws_ok('select turno.category_remove(''{"path": "Vuota"}'')', 'TU003', 'Category Vuota is in use: later thing.', 'R13: what a later version adds is named too');
delete from turno.later_thing;
select is(turno.category_remove('{"path": "Vuota"}') ->> 'removed', 'Vuota', 'R13: nothing left, it goes');

select throws_ok('select turno.category_remove(''{"path": "Ripiego"}'')', 'TU003', 'Mail needs a fallback: make another category the fallback first.', 'R10: a fallback stays')
from (select turno.category_add('{"path": "Ripiego", "is_fallback": true}')) x;
select turno.category_set('{"path": "CAF", "is_fallback": true}') \g /dev/null
-- Categories' own settings.
select is(turno.category_set('{"path": "CAF", "closed_reply": "reopen", "closed_grace_days": "7", "asks_place": true, "escalate_notify": "none", "assign_operator": "marco"}')
    - '{id,path,name,operators,instructions}'::text[],
    '{"is_hidden": false, "is_fallback": true, "initial_level": "base", "closed_reply": "reopen", "closed_grace_days": 7, "asks_place": true, "retention_days": null, "escalate_notify": "none", "assign": "operator", "assign_operator": "marco"}'::jsonb,
    'R6: a category with settings of its own');
select is(turno.category_set('{"path": "CAF", "closed_reply": "", "closed_grace_days": "", "escalate_notify": "", "assign": "none"}')
    - '{id,path,name,operators,instructions,is_hidden,is_fallback,initial_level,asks_place}'::text[],
    '{"closed_reply": null, "retention_days": null, "closed_grace_days": null, "escalate_notify": null, "assign": "none", "assign_operator": null}'::jsonb, 'R6: and as the office again');
select throws_ok(format('update turno.category set %s where id = 1', c), '23514', null, 'R6: no category has ' || c)
from unnest(array['closed_grace_days = -1', 'escalate_notify = ''x''', 'assign = ''x''', 'assign = ''operator''', 'assign_operator_id = 1']) c;
select throws_ok('update turno.category set assign = ''operator'', assign_operator_id = 99 where id = 1', '23503', null, 'R40: who gets the tickets exists');

-- R18: what a message to a closed ticket does.
select is(turno.closed_policy(1), null, 'R18: an open ticket has no policy');
select turno.ticket_close(1, 1, 'web'), turno.ticket_close(3, 1, 'web') \g /dev/null
update turno.category set closed_reply = null;
select is(turno.closed_policy(1), 'new_linked', 'R18: a new linked ticket unless anything else is said');
select turno.setting_set('{"key": "closed.reply", "value": "reject_notice"}') \g /dev/null
select is(turno.closed_policy(1), 'reject_notice', 'R18: as the office says');
update turno.category set closed_reply = 'append_silent' where id = 1;
select is(turno.closed_policy(1), 'append_silent', 'R18: the category comes before the office');
select is(turno.closed_policy(3), 'reject_notice', 'R18: another category does not');
update turno.category set closed_grace_days = 3 where id = 1;
select is(turno.closed_policy(1), 'reopen', 'R18: within closed.grace_days it reopens whatever closed.reply says');
update turno.ticket set closed_at = now() - interval '3 days 1 minute' where id = 1;
select is(turno.closed_policy(1), 'append_silent', 'R18: not a minute longer');
select turno.setting_set('{"key": "closed.grace_days", "value": "5"}') \g /dev/null
select is(turno.closed_policy(3), 'reopen', 'R18: the office has days of grace too');
select is(turno.closed_policy(1), 'append_silent', 'R18: a category has its own');

-- R11: who is told of a raise.
update turno.operator set wants_mail = true;
select turno.ticket_level(6, 'advanced', 'system', null, 'web') \g /dev/null
select is((select string_agg(recipient, ' ' order by recipient) from turno.outbox where ticket_id = 6 and kind = 'notification'),
    'anna@demo.example riccardo@demo.example', 'R11: all who have it at Advanced, as the office says');
select turno.ticket_level(6, 'base', 'system', null, 'web') \g /dev/null
delete from turno.outbox_job; delete from turno.outbox where kind = 'notification';
update turno.category set escalate_notify = 'none' where id = 1;
select turno.ticket_level(6, 'advanced', 'system', null, 'web') \g /dev/null
select is((select count(*) from turno.outbox where ticket_id = 6 and kind = 'notification'), 0::bigint, 'R11: nobody where the category says so');
select turno.ticket_level(6, 'base', 'system', null, 'web') \g /dev/null

-- R10.
select ok(not turno.check_report() @> '[{"name": "CAF", "kind": "category"}]', 'R10: a category where all is well is not reported');
update turno.category set assign = 'operator', assign_operator_id = 4 where id = 1;
select ok(turno.check_report() @> '[{"kind": "category", "name": "CAF", "message": "Its tickets go to nina, who does not see them."}]', 'R10: tickets that go to who does not see them are reported');
update turno.category set is_hidden = true where id = 1;
select ok(turno.check_report() @> '[{"kind": "category", "name": "CAF › 730", "message": "Contacts are offered none of it: its parent is hidden."}]', 'R10: a visible category below a hidden one is reported');
update turno.operator set is_admin = false;
select ok(turno.check_report() @> '[{"kind": "operator", "message": "No active operator is an administrator: nobody can administer on the web."}]', 'R10: nobody who administers is reported');
update turno.priority set is_default = false;
select ok(turno.check_report() @> '[{"kind": "priority"}]', 'R10: no default priority is reported');
update turno.priority set is_default = true where rank = 20;

-- R7: hiding.
select is(pg_temp.ids('mario', 'ticket'), '1,2,6', 'R7: a hidden category hides no ticket from its contact');
select is(pg_temp.see('mario', 'select count(*) from turno.post where ticket_id = 1'), '2', 'R7: he reads it as before');
select is(pg_temp.see('mario', 'select count(*) from turno.category where id = 1'), '0', 'R7: but the category is offered no more');
select is(pg_temp.see('marco', 'select count(*) from turno.category where id = 1'), '1', 'R7: an operator sees it still');

-- R8: levels switched off.
select is(pg_temp.ids('marco', 'ticket'), '1,6', 'R8: Base sees base only');
select is(pg_temp.see('marco', 'select turno.ticket_row(1, ''it'') ->> ''level'''), 'base', 'R11: the level is shown');
select turno.setting_set('{"key": "levels.enabled", "value": "false"}') \g /dev/null
select is(pg_temp.ids('marco', 'ticket'), '1,2,6', 'R8: levels off: whoever is enabled sees both');
select is(pg_temp.ids('riccardo', 'ticket'), '1,2,3,6', 'R8: levels off: but no category more');
select is(pg_temp.ids('nina', 'ticket'), '5', 'R9: levels off: nobody else sees anything');
select is(turno.operator_sees(2, 2), true, 'R8: levels off: recipients by the same predicate');
select throws_ok('select turno.ticket_level(1, ''advanced'', ''operator'', 1, ''web'')', 'TU003', null, 'R8: levels off: nothing is raised');
select is(pg_temp.see('marco', 'select turno.ticket_row(2, ''it'') ->> ''level'''), null, 'R8: levels off: no level is shown');
select is(pg_temp.see('marco', 'select count(*) from jsonb_array_elements(turno.page_ticket_list(''{"tab": "all", "language": "it"}'') -> ''tickets'') t where t ->> ''level'' is not null'), '0', 'R8: levels off: nor in the list');
select turno.event_add(1, 'level', 'operator', 1, 'web', null, 'base', 'advanced') \g /dev/null
select ok(not turno.ticket_events(1) @> '[{"type": "level"}]', 'R8: levels off: the timeline tells of no raise');
update turno.category set initial_level = 'advanced' where id = 3;
create temporary table born as select turno.ticket_open(3, 4, 3, 'x', 'web', null, 'contact_message', 'contact', 4) as id;
select is(t.level, 'base', 'R8: levels off: born base') from turno.ticket t join born using (id);
select turno.setting_remove('{"key": "levels.enabled"}') \g /dev/null
select is(pg_temp.ids('marco', 'ticket'), '1,6', 'R8: levels on again: the stored ones hold');
select ok(turno.ticket_events(1) @> '[{"type": "level"}]', 'R8: levels on again: the timeline is whole');
update born set id = turno.ticket_open(3, 4, 3, 'x', 'web', null, 'contact_message', 'contact', 4);
select is(t.level, 'advanced', 'R11: born at the level of the category') from turno.ticket t join born using (id);
select finish();
rollback;
