-- The pages of the administration: which field a refusal belongs to, what forms let choose, what is set up and missing, the tree.
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();

select is(pg_temp.see(t, format('select turno.%I(%L)', f, '{}')), case when t is null then 'TU004' else 'TU002' end,
    format('R4: %s is not for %s', f, coalesce(t, 'nobody')))
from unnest(array['page_office', 'page_office_category', 'page_admin_choices']) f, unnest(array['marco', 'mario', 'mario_link', null]) t;

-- Beside which field.
update turno.operator set password_salt = decode(repeat('00', 16), 'hex'), password_digest = sha256(decode(repeat('ab', 32), 'hex')) where id = 1;
select is(pg_temp.call('anna', 'act_admin', jsonb_build_object('noun', noun, 'verb', verb, 'values', v, 'confirm', repeat('ab', 32))) #>> array['errors', field], m, format('%s %s: %s', noun, field, m))
from (values ('status', 'set', '{"name_it": "Chiuso", "colour": "red"}'::jsonb, 'colour', 'A colour is written #rrggbb, in lower case.'),
    ('category', 'set', '{"path": "CAF", "closed_grace_days": "x"}', 'closed_grace_days', 'closed_grace_days is a number from 0 to 3650, or nothing for what the office has.'),
    ('operator', 'set', '{"login": "marco", "language": "fr"}', 'language', 'language can be it, en, not "fr".'),
    ('operator', 'add', '{"login": "x", "addresses": ["x"]}', 'addresses', '"x" is no mail address.'),
    ('route', 'add', '{"if": ["colour is red"], "then": ["category CAF"]}', 'if', '"colour" is no field: known are subject, from, to, body, header NAME, size, attachment, type, trust, automatic.'),
    ('route', 'add', '{"if": ["subject contains x"], "then": ["paint red"]}', 'then', '"paint red" is no action: write category, priority, level, assign or tag, and what; or hold, filter, accept.'),
    ('template', 'set', '{"name": "reply", "language": "it", "subject": "x", "body": "x"}', 'body', 'A mail to a contact carries no documents but the link to his page: write {{link}}.'),
    ('setting', 'set', '{"key": "lock.ttl", "value": "0"}', 'lock.ttl', 'lock.ttl is a number from 1 to 1440.'),
    ('setting', 'set', '{"key": "levels.enabled", "value": "maybe"}', 'levels.enabled', 'levels.enabled is true or false.'),
    ('setting', 'set', '{"key": "web.open", "value": "all"}', 'web.open', 'web.open is one of: credentials, anyone.'),
    ('category', 'remove', '{"path": "CAF"}', 'form', 'Category CAF is in use: ticket.')) c(noun, verb, v, field, m)
where noun <> 'category' or verb <> 'remove';
select ok(pg_temp.call('anna', 'act_admin', '{"noun": "category", "verb": "remove", "values": {"path": "CAF"}}') #>> '{errors,form}' ~ '^Category CAF is in use: ', 'R13: a refusal of the whole is of the form');
select is(turno.admin_uses('{mailbox,category}', '{2,2}'), '2 mailboxes, 2 categories', 'R13: what uses it, in English');

-- What forms choose from.
select is(pg_temp.call('anna', 'page_admin_choices', '{"lists": ["category", "status"], "language": "en"}') -> 'status' -> 2, '{"value": "Chiuso", "label": "Closed"}'::jsonb, 'a status, by its name in the reader''s language');
select is(pg_temp.call('anna', 'page_admin_choices', '{"lists": ["operator"]}') @> '{"operator": [{"value": "marco"}]}', true, 'operators');
update turno.operator set is_active = false where login = 'marco';
select is(pg_temp.call('anna', 'page_admin_choices', '{"lists": ["operator"]}') @> '{"operator": [{"value": "marco"}]}', false, 'but those who are switched off');
update turno.operator set is_active = true where login = 'marco';
select is(pg_temp.call('anna', 'page_admin_choices', '{"lists": ["operator_password"]}'), '{"operator_password": []}'::jsonb, 'nothing else');
select is(pg_temp.call('anna', 'page_admin', '{"noun": "status", "values": {"name_it": "Nessuno"}}'), '"TU002"', 'a row that is not there');
select is(pg_temp.see('anna', 'select turno.page_admin(''{"noun": "status", "values": {"name_it": "Nessuno"}}'')'), 'TU002', 'is not found');

-- What is set up, and what is missing.
select is(pg_temp.call('anna', 'page_office', '{}') #>> '{counts,category}', (select count(*)::text from turno.category), 'how many categories');
select ok(pg_temp.call('anna', 'page_office', '{}') -> 'findings' @> (select jsonb_agg(f) from jsonb_array_elements(turno.check_report()) f), 'R10: all that turno check finds');
select ok((pg_temp.call('anna', 'page_office', '{}') ->> 'errors')::int = (select count(*) from jsonb_array_elements(turno.check_report()) f where (f ->> 'is_error')::boolean), 'R10: errors are counted');
insert into turno.category (name) values ('Vuota');
select ok(pg_temp.call('anna', 'page_office', '{}') -> 'findings' @> '[{"kind": "category", "name": "Vuota", "page": "category", "key": "Vuota"}]', 'R10: a finding leads to where it is mended');
select ok(pg_temp.call('anna', 'page_office', '{}') -> 'steps' @> '[{"step": "right", "is_done": false}]', 'R10: a step that is not done');
delete from turno.category where name = 'Vuota';
insert into turno.setting (key, value) values ('notice.admin_address', '"capo@demo.example"') on conflict (key) do update set value = excluded.value;
select ok(pg_temp.call('anna', 'page_office', '{}') -> 'steps' @> '[{"step": "alert", "is_done": true}]', 'one that is');

-- The tree.
create function pg_temp.row(p_path text) returns jsonb language sql as
    $$ select r from jsonb_array_elements(pg_temp.call('anna', 'page_office_category', '{}') -> 'rows') r where r ->> 'path' = p_path $$;
select is(pg_temp.row('CAF › 730') ->> 'depth', '1', 'R6: its place in the tree');
insert into turno.category (name) values ('Vuota');
select is(pg_temp.row('Vuota') ->> 'is_unseen', 'true', 'R10: nobody would see its tickets');
select is(pg_temp.row('Vuota') ->> 'open', null, 'R9: what she does not see is not counted');
insert into turno.operator_category select o.id, c.id, 'base' from turno.operator o, turno.category c where o.login = 'marco' and c.name = 'Vuota';
select ok(pg_temp.row('Vuota') @> '{"is_unseen": false, "is_unraised": true, "advanced": []}', 'R10: and now nobody its raised ones');
update turno.operator set is_active = false where login = 'marco';
select is(pg_temp.row('Vuota') ->> 'is_unseen', 'true', 'R10: who is switched off sees none');
update turno.operator set is_active = true where login = 'marco';
delete from turno.operator_category where operator_id = 1;
select is(count(*) filter (where (r ->> 'is_seen')::boolean), 0::bigint, 'R9: an administrator without categories sees no counts')
from jsonb_array_elements(pg_temp.call('anna', 'page_office_category', '{}') -> 'rows') r;
insert into turno.operator_category select 1, c.id, 'advanced' from turno.category c where c.path = 'CAF › 730';
select is(pg_temp.row('CAF › 730') ->> 'open', (select count(*)::text from turno.ticket t join turno.category c on c.id = t.category_id
    where c.path = 'CAF › 730' and t.turn <> 'closed'), 'R9: of her own category she sees the number');
insert into turno.category (name) select 'z' || n from generate_series(1000, 1600) n;
select is(jsonb_array_length(pg_temp.call('anna', 'page_office_category', '{}') -> 'rows'), 500, 'a page of a large tree');
select is(jsonb_array_length(pg_temp.call('anna', 'page_office_category', jsonb_build_object('after', pg_temp.call('anna', 'page_office_category', '{}') ->> 'next')) -> 'rows'),
    (select count(*)::integer - 500 from turno.category), 'and the rest');
select is(pg_temp.call('anna', 'page_office_category', '{"after": "z1599"}') -> 'next', 'null'::jsonb, 'which is the last');

-- Rights: several operators at once.
create function pg_temp.act(p_noun text, p_verb text, p_values jsonb, p_confirm text default null) returns jsonb language sql as
    $$ select pg_temp.call('anna', 'act_admin', jsonb_build_object('noun', p_noun, 'verb', p_verb, 'values', p_values, 'confirm', p_confirm)) $$;
create function pg_temp.level(p_login text, p_path text) returns text language sql as
    $$ select oc.level from turno.operator_category oc join turno.operator o on o.id = oc.operator_id join turno.category c on c.id = oc.category_id
       where o.login = p_login and c.path = p_path $$;
select is(pg_temp.act('right', 'set', '{"operators": ["marco", "nina"], "category": "CAF", "level": "advanced", "below": true}') ->> 'ok', 'true', 'R8: two operators');
select is(pg_temp.level(l, c), 'advanced', format('R8: %s in %s', l, c)) from unnest('{marco,nina}'::text[]) l, unnest('{CAF,CAF › 730}'::text[]) c;
select is(pg_temp.act('right', 'set', '{"operators": ["nina"], "category": "CAF", "level": "none"}') ->> 'ok', 'true', 'R8: and none');
select is(array[pg_temp.level('nina', 'CAF'), pg_temp.level('nina', 'CAF › 730')], array[null, 'advanced'], 'R8: there, and not below');
select is(pg_temp.act('right', 'set', '{"operators": [], "category": "CAF", "level": "base"}') #>> '{errors,operators}', 'Choose one operator at least.', 'R8: whom?');
select is(pg_temp.act('right', 'set', '{"operators": ["nina"], "category": "", "level": "base"}') #>> '{errors,category}', 'Choose a category.', 'R8: where?');
select is(pg_temp.act('right', 'set', '{"operators": ["nina"], "category": "CAF", "level": "all"}') #>> '{errors,level}', 'level can be none, base, advanced, not "all".', 'R8: what?');
select is(pg_temp.call('anna', 'page_office_right', '{"operator": "nina"}') #> '{operators}', '[{"login": "nina", "name": "Nina"}]', 'R8: one operator') where exists (select from turno.operator where login = 'nina' and name = 'Nina');
select is((select jsonb_object_agg(c ->> 'login', c -> 'level') from jsonb_array_elements(pg_temp.call('anna', 'page_office_right', '{"category": "CAF › 730"}') #> '{rows,0,cells}') c)
    @> '{"marco": "advanced", "nina": "advanced"}', true, 'R8: a row of the matrix');
select is(jsonb_array_length(pg_temp.call('anna', 'page_office_right', '{}') -> 'rows'), 100, 'a page of rows');
select ok(pg_temp.call('anna', 'page_office_right', '{}') ->> 'next' is not null, 'and more behind it');
insert into turno.operator (login, name) select 'q' || n, 'Q' || lpad(n::text, 3, '0') from generate_series(1, 30) n;
select is(jsonb_array_length(pg_temp.call('anna', 'page_office_right', '{}') -> 'operators'), 10, 'a page of columns');
select is(pg_temp.call('anna', 'page_office_right', '{"from": "Q025"}') -> 'more', 'null'::jsonb, 'the last');

-- Settings: a group at once.
select is(pg_temp.act('setting', 'fill', '{"office.phone": "06 1", "office.hours": "", "lock.ttl": 20}') #>> '{done,key}', 'lock.ttl, office.phone', 'what differs is set');
select is((select jsonb_object_agg(s.key, s.value) from turno.setting s where s.key in ('office.phone', 'office.hours', 'lock.ttl')), '{"office.phone": "06 1", "lock.ttl": 20}', 'and no more');
select is(pg_temp.act('setting', 'fill', '{"lock.ttl": 15}') ->> 'ok', 'true', 'back to the beginning');
select is((select count(*) from turno.setting where key = 'lock.ttl'), 0::bigint, 'is not set any more');
select is(pg_temp.act('setting', 'fill', '{"office.phone": "06 2", "lock.ttl": ""}') #>> '{errors,lock.ttl}', 'lock.ttl is a number from 1 to 1440.', 'a refusal is of its key');
select is((select value #>> '{}' from turno.setting where key = 'office.phone'), '06 1', 'and nothing is half done');
select is(pg_temp.call('anna', 'page_office_setting', '{"group": "lock"}') #>> '{groups,0,settings,0,key}', 'lock.ttl', 'a group');
select is(pg_temp.see('anna', 'select turno.page_office_setting(''{"group": "none"}'')'), 'TU002', 'one that there is not');

-- Another program is let in only by who knows his password.
select is(pg_temp.act('hook', 'add', '{"name": "h", "url": "https://x.example/", "secret": "s"}', c) #>> '{errors,confirm}', 'password', 'R36: no webhook with ' || coalesce(c, 'nothing'))
from unnest(array[null, '', 'zz', repeat('ac', 32)]) c;
select is(pg_temp.act('apikey', 'add', '{"name": "k", "categories": ["CAF"]}') #>> '{errors,confirm}', 'password', 'R36: nor a key');
select is(pg_temp.act('hook', 'add', '{"name": "h", "url": "https://x.example/", "secret": "s"}', repeat('ab', 32)) #>> '{done,name}', 'h', 'R36: a webhook');
select is(pg_temp.act('hook', 'set', '{"name": "h", "url": "http://x.example/"}', repeat('ab', 32)) #>> '{errors,url}', 'The url begins with https://, a host and a path; it has no user, no # and no blank.', 'R36: https only');
select is(pg_temp.act('hook', 'set', '{"name": "h", "with_notes": true}', repeat('ab', 32)) #>> '{done,with_notes}', 'true', 'R36: changed');
select is(pg_temp.act('hook', 'test', '{"name": "h"}') #>> '{done,event}', 'test', 'R36: a test call');
select is(pg_temp.call('anna', 'page_admin', '{"noun": "hook"}') #>> '{rows,0,waiting}', '1', 'R36: which waits');
select is(pg_temp.act('hook', 'remove', '{"name": "h"}') #>> '{errors,confirm}', 'password', 'R36: not removed with nothing');
select is(pg_temp.act('hook', 'remove', '{"name": "h"}', repeat('ab', 32)) #>> '{errors,form}', 'Hook h is in use: 1 waiting call.', 'R13: so it stays');
delete from turno.hook_job;
insert into turno.hook_call (hook_id, ticket_id, event, state) select h.id, t.id, 'reply', 'sent' from turno.hook h, turno.ticket t order by t.id desc limit 1;
select is(pg_temp.act('hook', 'remove', '{"name": "h"}', repeat('ab', 32)) #>> '{done,removed}', 'h', 'R13: with its calls, also those about tickets that she does not see');
create temporary table key as select pg_temp.call('anna', 'act_admin', jsonb_build_object('noun', 'apikey', 'verb', 'add', 'values', '{"name": "k", "categories": ["CAF"]}'::jsonb, 'confirm', repeat('ab', 32), 'form_key', 'key')) as a;
select ok((select a #>> '{done,key}' ~ '^turno_[A-Za-z0-9_-]{43}$' from key), 'R36: a key, shown this once');
select is((select result from turno.form_key where key = 'key') #> '{done,key}', null, 'R36: and not kept with its form');
insert into turno.api_opened (ticket_id, api_key_id) select (select min(id) from turno.ticket), k.id from turno.api_key k where k.name = 'k';
select ok(pg_temp.call('anna', 'page_admin', '{"noun": "apikey"}')::text !~ 'sha256|turno_', 'R36: no list shows it');
select is(pg_temp.act('apikey', 'remove', '{"name": "k"}') #>> '{errors,confirm}', 'password', 'R36: not removed with nothing');
select is(pg_temp.act('apikey', 'remove', '{"name": "k"}', repeat('ab', 32)) #>> '{done,removed}', 'k', 'R36: removed with what it did');
select is((select count(*) from turno.api_opened), 0::bigint, 'R36: nothing of it is left');
select is(pg_temp.act('operator', v, p::jsonb, c) #>> '{errors,confirm}', e, format('R4: %s %s with %s', v, p, coalesce(c, 'nothing')))
from (values ('set', '{"login": "marco", "is_admin": true}', null, 'password'), ('set', '{"login": "marco", "is_admin": "t"}', repeat('ac', 32), 'password'),
    ('add', '{"login": "capo", "is_admin": true}', null, 'password'), ('set', '{"login": "marco", "addresses": ["x@demo.example"]}', null, 'password'),
    ('set', '{"login": "marco", "add_addresses": ["x@demo.example"]}', null, 'password'),
    ('set', '{"login": "marco", "password": {"salt": "00", "key": "00"}}', null, 'password'),
    ('set', '{"login": "anna", "is_admin": true}', null, null), ('set', '{"login": "marco", "is_admin": false, "signature": "x"}', null, null),
    ('set', (select jsonb_build_object('login', 'marco', 'addresses', turno.operator_json(o.id) -> 'addresses')::text from turno.operator o where o.login = 'marco'), null, null),
    ('set', '{"login": "marco", "is_admin": true}', repeat('ab', 32), null), ('set', '{"login": "marco", "is_admin": false}', null, null)) c(v, p, c, e);
select is(pg_temp.call('anna', 'admin_challenge', '{}'), jsonb_build_object('salt', repeat('00', 16)), 'R4: the salt of her own password');
select is((select count(*) from generate_series(1, 12) where pg_temp.call('anna', 'admin_challenge', '{}') ->> 'salt' is not null), 9::bigint, 'R4: ten times, then no more');
select is(pg_temp.act('apikey', 'remove', '{"name": "none"}', repeat('ac', 32)) #>> '{errors,confirm}', 'password', 'R4: a wrong one gives none back');
select is(pg_temp.call('anna', 'admin_challenge', '{}') ->> 'salt', null, 'R4: still no more');
select ok(pg_temp.act('apikey', 'remove', '{"name": "none"}', repeat('ab', 32)) #>> '{errors,confirm}' is null, 'R4: the right one');
select is((select count(*) from generate_series(1, 12) where pg_temp.call('anna', 'admin_challenge', '{}') ->> 'salt' is not null), 10::bigint, 'R4: gives all tries back');
select is(pg_temp.see('marco', 'select turno.admin_challenge(''{}'')'), 'TU002', 'R4: not for others');

-- Automations.
select is(pg_temp.act('automation', 'add', '{"name": "a", "trigger": "contact_message", "if": ["category below CAF"], "then": ["note Chiamare."]}') #>> '{done,name}', 'a', 'R36: an automation');
select is(pg_temp.act('automation', 'set', '{"name": "a", "if": ["colour is red"]}') #> '{errors}' ? 'if', true, 'R36: a condition that is none');
select is(pg_temp.act('automation', 'set', '{"name": "a", "then": ["dance"]}') #> '{errors}' ? 'then', true, 'R36: an action that is none');
select is(pg_temp.act('automation', 'set', '{"name": "a", "new_name": "b"}') #>> '{done,name}', 'b', 'R36: changed');
delete from turno.operator_category where operator_id = 1;
select is(pg_temp.act('automation', 'try', '{"name": "b", "days": 3650}') #>> '{done,fires}', '0', 'R9: of tickets that she does not see a try says nothing');
insert into turno.operator_category select 1, c.id, 'advanced' from turno.category c where c.path in ('CAF', 'CAF › 730');
select ok((pg_temp.act('automation', 'try', '{"name": "b", "days": 3650}') #>> '{done,fires}')::int > 0, 'R36: of those that she sees it does');
select is((select count(*) from turno.automation), 1::bigint, 'R36: and writes nothing');
insert into turno.automation_firing (automation_id, ticket_id, since, state) select a.id, t.id, now(), 'done' from turno.automation a, turno.ticket t;
select is(jsonb_array_length(pg_temp.call('anna', 'page_admin', '{"noun": "automation", "values": {"name": "b"}}') #> '{row,firings}'),
    (select count(*)::integer from turno.ticket t join turno.category c on c.id = t.category_id where c.path in ('CAF', 'CAF › 730') and t.deleted_at is null), 'R9: what it did, on her tickets only');
select is(pg_temp.act('automation', 'remove', '{"name": "b"}') ->> 'ok', 'true', 'R36: removed');

-- Deliveries (M31): of tickets that she sees, and of none.
delete from turno.operator_category where operator_id = 1;
insert into turno.outbox (kind, mailbox_id, recipient, language, state) values ('alert', (select min(id) from turno.mailbox), 'capo@x.it', 'it', 'failed');
create function pg_temp.sent(p_token text) returns bigint language sql as
    $$ select jsonb_array_length(pg_temp.call(p_token, 'page_office_delivery', '{}') -> 'rows') $$;
select is(pg_temp.sent('anna'), (select count(*) from turno.outbox o where o.ticket_id is null or o.ticket_id in (select t.id from turno.ticket t where t.opened_by = 1)),
    'R9: without categories only what is about no ticket');
insert into turno.operator_category select 1, c.id, 'advanced' from turno.category c;
select is(pg_temp.sent('anna'), least(50, (select count(*) from turno.outbox o left join turno.ticket t on t.id = o.ticket_id where o.ticket_id is null or t.deleted_at is null)),
    'M31: with all of them everything');
create temporary table bad as select max(id) as id from turno.outbox where kind = 'alert';
select is(pg_temp.see('marco', format('select turno.act_delivery(%L)', jsonb_build_object('outbox', id, 'what', 'retry'))), 'TU002', 'M31: not for others') from bad;
select is(pg_temp.see('anna', format('select turno.act_delivery(%L)', jsonb_build_object('outbox', id, 'what', 'burn'))), 'TU002', 'M31: nor anything else') from bad;
select is(pg_temp.call('anna', 'act_delivery', jsonb_build_object('outbox', id, 'what', 'retry', 'form_key', 'again')) ->> 'done', 'retried', 'M31: sent again') from bad;
select is((select state from turno.outbox o where o.id = bad.id), 'queued', 'M31: it waits') from bad;
select is(pg_temp.call('anna', 'page_office_delivery', '{"state": "queued"}') #>> '{rows,0,can_cancel}', 'true', 'and can be stopped');
update turno.outbox_job set run_after = now() + interval '1 hour' where outbox_id = (select id from bad);
select ok(pg_temp.call('anna', 'page_office_delivery', '{"state": "queued"}') #>> '{rows,0,until}' is not null, 'M31: when it goes next');
select is(pg_temp.call('anna', 'act_delivery', jsonb_build_object('outbox', id, 'what', 'cancel')) ->> 'done', 'stopped', 'R15: stopped') from bad;
select is((select format('%s %s', o.state, o.last_reply) from turno.outbox o where o.id = bad.id), 'failed stopped by Anna', 'R15: by whom') from bad;
select is(pg_temp.see('anna', format('select turno.act_delivery(%L)', jsonb_build_object('outbox', id, 'what', 'cancel'))), 'TU003', 'R15: once') from bad;
select is(pg_temp.call('anna', 'page_admin', '{"noun": "log", "limit": 1}') #>> '{rows,0,noun}', 'outbox', 'R4: and the log says it');
insert into turno.account (name, paused_until, reason) values ('default', now() + interval '1 hour', 'no answer') on conflict (name) do update set paused_until = excluded.paused_until, reason = excluded.reason;
select is(pg_temp.call('anna', 'page_office_delivery', '{}') #>> '{accounts,0,reason}', 'no answer', 'an account by which no mail leaves');
select ok(pg_temp.call('anna', 'page_office_health', '{}') @> (select jsonb_build_object('mailboxes', jsonb_build_array(jsonb_build_object('name', min(name)))) from turno.mailbox where is_active), 'M1: health by mailbox');
select is(jsonb_array_length(pg_temp.call('anna', 'page_office_log', '{"before": 0}') -> 'rows'), 0, 'the log ends');

-- Who is told (R34).
select is(pg_temp.call('anna', 'act_office_notice', '{"event": "closed", "rows": ["operators/mail/", "colleagues/mail/"], "on": ["operators/mail/"], "templates": ["notification", "notification"]}') ->> 'done',
    'row_changed', 'R34: who is told');
select is((select array_agg(r.audience order by r.audience) from turno.notice_rule r where r.event = 'closed' and r.channel = 'mail' and r.is_on), '{operators}', 'R34: and nobody else');
select is(pg_temp.see('anna', 'select turno.act_office_notice(''{"event": "reply", "rows": ["contact/mail/"], "on": [], "templates": ["reply"]}'')'), 'TU003', 'R34: a reply reaches its contact');
select is(pg_temp.see('anna', 'select turno.page_office_notice(''{"event": "none"}'')'), 'TU002', 'R34: an event that there is not');
select is(pg_temp.see(t, format('select turno.%I(%L)', f, '{}')), case when t is null then 'TU004' else 'TU002' end, format('R4: %s is not for %s', f, coalesce(t, 'nobody')))
from unnest(array['page_office_delivery', 'page_office_health', 'page_office_log', 'page_office_notice', 'page_office_right', 'page_office_setting', 'act_office_notice', 'act_delivery']) f,
    unnest(array['marco', 'mario', null]) t;

-- Tickets to keep (R39): those that she sees; keys that sign (M17); mails that others are spared (R34).
delete from turno.operator_category where operator_id = 1;
insert into turno.operator_category (operator_id, category_id, level) values (1, 1, 'advanced');
insert into turno.ticket_hold (ticket_id, reason) values (3, 'Ispezione');
select is(pg_temp.act('hold', 'add', '{"ticket": "1", "reason": " Causa "}') #>> '{done,reason}', 'Causa', 'R39: a ticket to keep');
select is((select h.operator_id from turno.ticket_hold h where h.ticket_id = 1), 1::bigint, 'R39: by her');
select is(pg_temp.act('hold', 'add', '{"ticket": "3", "reason": "x"}') #>> '{errors,ticket}', 'There is no ticket 3.', 'R9: not one that she does not see');
select is((select h.reason from turno.ticket_hold h where h.ticket_id = 3), 'Ispezione', 'R9: whose hold stays');
select is(pg_temp.act('hold', 'add', '{"ticket": "999", "reason": "x"}') #>> '{errors,ticket}', 'There is no ticket 999.', 'R9: in the words for one that there is not');
select is(pg_temp.act('hold', 'add', '{"ticket": "1", "reason": " "}') #>> '{errors,reason}', 'A hold needs a reason.', 'R39: why?');
select is((select string_agg(r ->> 'ticket', ' ') from jsonb_array_elements(pg_temp.call('anna', 'page_admin', '{"noun": "hold"}') -> 'rows') r), '1', 'R9: those that she sees are listed');
select is(pg_temp.act('hold', 'remove', '{"ticket": "3"}') #>> '{errors,form}', 'Ticket 3 is not held.', 'R9: and ended');
select is(pg_temp.act('hold', 'remove', '{"ticket": "1"}') #>> '{done,removed}', '1', 'R39: ended');
select is(pg_temp.see('marco', 'select turno.page_admin(''{"noun": "hold"}'')'), 'TU002', 'R4: not for others');
select is(pg_temp.act('key', v, p::jsonb) #>> '{errors,confirm}', 'password', format('M17: %s not without her own password', v)) from (values ('rotate', '{}'), ('retire', '{"id": "1"}')) c(v, p);
select is(jsonb_array_length(pg_temp.act('key', 'rotate', '{}', repeat('ab', 32)) -> 'done'), 2, 'M17: a new key signs');
select is((select string_agg(r ->> 'state', ' ') from jsonb_array_elements(pg_temp.call('anna', 'page_admin', '{"noun": "key"}') -> 'rows') r), 'signs retired', 'M17: and the one before is believed');
select ok(pg_temp.call('anna', 'page_admin', '{"noun": "key"}')::text !~ 'secret', 'M17: no page shows them');
select is(has_column_privilege('turno_act', 'turno.signing_key', 'secret', 'select'), false, 'M17: no act reads them');
select is(pg_temp.act('key', 'retire', jsonb_build_object('id', (select max(id)::text from turno.signing_key)), repeat('ab', 32)) #>> '{errors,form}',
    (select format('Key %s signs what is sent now: make a new one first.', max(id)) from turno.signing_key), 'M17: the one that signs stays');
select is(pg_temp.act('key', 'retire', jsonb_build_object('id', (select min(id)::text from turno.signing_key)), repeat('ab', 32)) #>> '{done,1,state}', 'revoked', 'M17: the old one ends');
select is(pg_temp.act('mute', 'add', '{"login": "marco", "event": "message", "category": ""}') #>> '{done,0,key}', 'marco message', 'R34: everywhere');
select is(pg_temp.act('mute', 'add', '{"login": "marco", "event": "message", "category": "CAF › 730"}') #>> '{done,1,key}', 'marco message CAF › 730', 'R34: in a category');
select is(jsonb_array_length(pg_temp.act('mute', 'remove', '{"key": "marco message"}') -> 'done'), 1, 'R34: by its key');
select is(pg_temp.act('mute', 'remove', '{"key": "marco message CAF › 730"}') -> 'done', '[]', 'R34: and the other');
select ok(pg_temp.act('mute', 'add', '{"login": "marco", "event": "nothing"}') #>> '{errors,form}' ~ '^There is no event', 'R34: no such event');
select finish();
rollback;
