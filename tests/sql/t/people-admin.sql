-- Administration by the web (R4): who may, what it reaches, and that it shows no ticket.
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();
create function pg_temp.act(p_noun text, p_verb text, p_values jsonb) returns jsonb language sql as
    $$ select pg_temp.call('anna', 'act_admin', jsonb_build_object('noun', p_noun, 'verb', p_verb, 'values', p_values, 'confirm', repeat('ab', 32))) $$;
update turno.operator set password_salt = decode(repeat('00', 16), 'hex'), password_digest = sha256(decode(repeat('ab', 32), 'hex')) where login = 'anna';
create function pg_temp.form(p jsonb) returns text language sql as $$ select string_agg(e.value, ' ') from jsonb_each_text(p -> 'errors') e $$;
-- Anna administers; she sees CAF, 730 and Immigrazione no more.
delete from turno.operator_category where operator_id = 1;

select is(pg_temp.see(t, format('select turno.%I(%L)', f, '{"noun": "category", "verb": "add", "values": {"path": "x"}}')), case when t is null then 'TU004' else 'TU002' end,
    format('R4: %s is not for %s', f, coalesce(t, 'nobody')))
from unnest(array['act_admin', 'page_admin', 'page_health', 'page_template_preview']) f, unnest(array['marco', 'mario', 'mario_link', null]) t;
select is(pg_temp.see('mario', 'select turno.page_contact_find(''{"text": "mario"}'')'), 'TU002', 'R24: contacts look for no contacts');
update turno.operator set is_active = false where id = 1;
select is(pg_temp.see('anna', 'select turno.page_admin(''{"noun": "category"}'')'), 'TU004', 'R4: an administrator who is switched off is nobody');
update turno.operator set is_active = true where id = 1;
select is(pg_temp.see('anna', format('select turno.act_admin(%L)', p)), 'TU002', 'R4: no such act: ' || p)
from unnest(array['{"noun": "ticket", "verb": "list"}', '{"noun": "operator", "verb": "password"}', '{"noun": "category", "verb": "list"}', '{}',
    '{"noun": "category", "verb": "add", "values": []}', '{"noun": "operator_add(null);--", "verb": "x"}']) p;
select is(pg_temp.see('anna', 'select turno.page_admin(''{"noun": "ticket"}'')'), 'TU002', 'R4: no such list');

-- Every noun: added, changed, removed.
select is(pg_temp.act('category', 'add', '{"path": "Scuola", "closed_grace_days": 3}') #>> '{done,path}', 'Scuola', 'R6: a category');
select is(pg_temp.act('category', 'set', '{"path": "Scuola", "is_hidden": true}') #>> '{done,is_hidden}', 'true', 'R6: changed');
select is(pg_temp.act('operator', 'add', '{"login": "luca", "name": "Luca", "addresses": ["luca@x.it"], "category": "CAF", "level": "base", "below": true}') #>> '{done,categories}',
    '[{"level": "base", "category": "CAF"}, {"level": "base", "category": "CAF › 730"}]', 'R8: an operator with rights');
select is(pg_temp.act('operator', 'set', jsonb_build_object('login', 'luca', 'category', 'CAF', 'level', 'none', 'below', true, 'password', jsonb_build_object('salt', repeat('11', 16), 'key', repeat('22', 32)))) #>> '{done,has_password}',
    'true', 'R4: a password as derived key');
select is((select format('%s %s', count(oc.*), o.password_digest = sha256(decode(repeat('22', 32), 'hex'))) from turno.operator o left join turno.operator_category oc on oc.operator_id = o.id where o.login = 'luca' group by o.id), '0 t',
    'R4: its digest is kept, the rights are gone');
select is(pg_temp.act('operator', 'set', '{"login": "luca", "password": "segreta"}') -> 'errors', '{"password": "invalid"}'::jsonb, 'R4: never a password in clear');
select is(pg_temp.act('operator', 'set', '{"login": "luca", "add_addresses": ["l2@x.it"], "remove_addresses": ["luca@x.it"]}') #>> '{done,addresses}', '["l2@x.it"]', 'R4: addresses');
select is(pg_temp.act('operator', 'remove', '{"login": "luca"}') #>> '{done,removed}', 'luca', 'R13: removed');
select is(pg_temp.act('customer', 'add', '{"name": "Ditta", "vat_number": "IT 07643520567"}') #>> '{done,vat_number}', '07643520567', 'R5: a customer');
select is(pg_temp.act('customer', 'set', '{"name": "Ditta", "new_name": "Ditta S.r.l."}') #>> '{done,name}', 'Ditta S.r.l.', 'R1: changed');
select is(pg_temp.act('contact', 'add', '{"address": "n@x.it", "name": "Nora", "customer": "Ditta S.r.l.", "notes": "x", "tax_code": "x"}') #>> '{done,warnings,0,warning}', 'shape', 'R5: a contact, with a warning');
select is(pg_temp.act('contact', 'set', '{"address": "n@x.it", "notes": "y", "name": "Nora B."}') #>> '{done,notes}', 'y', 'R1: changed');
select is(pg_temp.act('contact', 'add', '{"address": "o@x.it", "name": "Ora", "customer": "Ditta S.r.l."}') ->> 'ok', 'true', 'R1: another of the same customer');
select is(pg_temp.act('contact', 'merge', '{"address": "o@x.it", "into": "n@x.it"}') #>> '{done,merged}', 'Ora', 'R1: who is the same');
select is(pg_temp.form(pg_temp.act('contact', 'remove', '{"address": "n@x.it"}')), 'Contact n@x.it is in use: 1 merged contact.', 'R13: and now in use');
select is(pg_temp.act('contact', 'add', '{"address": "p@x.it"}') #>> '{done,name}', 'p@x.it', 'R1: a contact by himself');
select is(pg_temp.act('contact', 'remove', '{"address": "p@x.it"}') #>> '{done,removed}', 'p@x.it', 'R13: removed with his customer');
select is(pg_temp.act('status', 'add', '{"name_it": "In attesa", "turn": "contact"}') ->> 'ok', 'true', 'R16: a status');
select is(pg_temp.act('status', 'set', '{"name_it": "In attesa", "is_default": true}') #>> '{done,is_default}', 'true', 'R16: changed');
select is(pg_temp.act('status', 'set', '{"name_it": "Turno contatto", "is_default": true}') #>> '{done,is_default}', 'true', 'R16: and back');
select is(pg_temp.act('status', 'remove', '{"name_it": "In attesa"}') ->> 'ok', 'true', 'R13: removed');
select is(pg_temp.act('priority', 'add', '{"name_it": "Subito"}') #>> '{done,rank}', '50', 'R32: a priority');
select is(pg_temp.act('priority', 'set', '{"name_it": "Subito", "rank": 60}') #>> '{done,rank}', '60', 'R32: changed');
select is(pg_temp.act('priority', 'remove', '{"name_it": "Subito"}') ->> 'ok', 'true', 'R13: removed');
select is(pg_temp.act('mailbox', 'add', '{"name": "info", "address": "info@demo.example"}') #>> '{done,name}', 'info', 'a mailbox');
select is(pg_temp.act('mailbox', 'set', '{"name": "info", "accept_new": "anyone"}') #>> '{done,accept_new}', 'anyone', 'R3: changed');
select is(pg_temp.act('mailbox', 'set', jsonb_build_object('name', 'info', k, 'x')) #>> '{errors,form}', 'The server of a mailbox is set with its password, on its own page; a secret file at the terminal: turno mailbox set.', 'R4: no ' || k || ' by the web')
from unnest(turno.admin_terminal_only('mailbox')) k;
create temporary table route as select pg_temp.act('route', 'add', '{"pattern": "x", "category": "Scuola", "mailbox": "info"}') #>> '{done,id}' as id;
select is(pg_temp.act('route', 'set', jsonb_build_object('id', id, 'pattern', 'y')) #>> '{done,if,0}', 'subject contains y', 'M14: a rule, changed') from route;
select is(pg_temp.act('route', 'remove', jsonb_build_object('id', id)) ->> 'ok', 'true', 'M14: removed') from route;
select is(pg_temp.act('mailbox', 'remove', '{"name": "info"}') ->> 'ok', 'true', 'R13: a mailbox removed');
select is(pg_temp.act('category', 'remove', '{"path": "Scuola"}') #>> '{done,removed}', 'Scuola', 'R13: a category removed');
select is(pg_temp.act('setting', 'set', '{"key": "closed.grace_days", "value": "5"}') #>> '{done,value}', '5', 'R16: a setting');
select is(pg_temp.act('setting', 'set', '{"key": "closed.grace_days", "value": "6"}') #>> '{done,value}', '6', 'R16: changed');
select is(pg_temp.act('setting', 'remove', '{"key": "closed.grace_days"}') ->> 'ok', 'true', 'R16: removed');

select is(pg_temp.act('template', 'set', '{"name": "reply", "language": "it", "subject": "{{subject}}", "body": "Ecco: {{text}}\n{{link}}"}') ->> 'ok', 'true', 'R34: words of a mail');
create function pg_temp.preview(p jsonb) returns jsonb language sql as $$ select pg_temp.call('anna', 'page_template_preview', p) $$;
select is(pg_temp.preview('{"name": "reply", "language": "it"}') #>> '{mail,override,subject}', '{{subject}}', 'R34: how the mail will look, in the words that hold');
select is(pg_temp.preview('{"name": "reply", "language": "en", "subject": "About {{reference}}", "body": "{{link}}"}') #> '{mail,override}',
    '{"subject": "About {{reference}}", "body": "{{link}}\n"}', 'R34: in those of the form, before they are saved');
select is(pg_temp.preview('{"name": "status", "language": "en", "status": "Chiuso"}') #>> '{mail,status}', 'Closed', 'R34: in that language, of that status');
select ok(not x.r ->> 'ok' = 'true' and pg_temp.form(x.r) ~ x.sentence, 'R34: refused: ' || x.p::text) from (select p, pg_temp.preview(p) as r, sentence from (values
    ('{"name": "reply", "subject": "{{level}}", "body": "{{link}}"}'::jsonb, '^The placeholder {{level}} is not known in "reply"; there are: '), ('{"name": "reply", "subject": "x", "body": "x"}', '{{link}}'),
    ('{"name": "nothing"}', '^There is no template "nothing"'), ('{"name": "nothing", "kind": "none"}', '^There is no kind "none"'), ('{"name": "reply", "language": "fr"}', '"fr"')) c(p, sentence)) x;
select is(pg_temp.act('template', 'remove', '{"name": "reply", "language": "it"}') ->> 'ok', 'true', 'R34: and the old ones again');
select is(pg_temp.act('notice', 'set', '{"event": "status", "audience": "contact", "on": true}') ->> 'ok', 'true', 'R34: who is told');
select is(pg_temp.act('mute', 'add', '{"login": "marco", "event": "message"}') ->> 'ok', 'true', 'R34: what an operator is spared');
select is(pg_temp.act('mute', 'remove', '{"login": "marco", "event": "message"}') ->> 'ok', 'true', 'R34: and told again');
select is(pg_temp.act('model', 'add', '{"name": "Modello"}') ->> 'ok', 'true', 'R37: a model');
select is(pg_temp.act('model', 'set', '{"name": "Modello", "instructions": "x"}') ->> 'ok', 'true', 'R37: changed');
select is(pg_temp.act('model', 'remove', '{"name": "Modello"}') ->> 'ok', 'true', 'R37: removed');

-- Refusals come as sentences; nothing is half done.
select is(pg_temp.form(pg_temp.act(noun, verb, v::jsonb)), m, format('%s %s refuses: %s', noun, verb, m)) from (values
    ('category', 'remove', '{"path": "Immigrazione"}', 'Category Immigrazione is in use: ticket.'),
    ('category', 'set', '{"path": "CAF", "closed_grace_days": "x"}', 'closed_grace_days is a number from 0 to 3650, or nothing for what the office has.'),
    ('category', 'set', '{"path": "CAF", "is_hidden": "maybe"}', 'A value is not what its field takes, or something else uses it.'),
    ('status', 'remove', '{"name_it": "Chiuso"}', 'A built-in, default, opening or closing status cannot be removed.'),
    ('setting', 'set', '{"key": "ofice.name", "value": "x"}', 'There is no setting "ofice.name"; the nearest is office.name. All of them: turno setting list.'),
    ('contact', 'set', '{"address": "mario.rossi@demo.example", "customer": "Edil Nord S.r.l."}', 'The contact has tickets or practices of his present customer: a ticket never moves to another customer.'),
    ('contact', 'remove', '{"address": "mario.rossi@demo.example"}', null),
    ('operator', 'set', '{"login": "anna", "is_admin": false}', 'Somebody must administer: make another operator an administrator first.'),
    ('operator', 'set', '{"login": "anna", "is_active": false}', 'Somebody must administer: make another operator an administrator first.'),
    ('operator', 'add', '{"login": "luca", "language": "fr"}', 'language can be it, en, not "fr".')) c(noun, verb, v, m) where m is not null;
select is((select count(*) from turno.operator where login = 'luca'), 0::bigint, 'R4: what was refused is not half there');
select ok(pg_temp.form(pg_temp.act('contact', 'remove', '{"address": "mario.rossi@demo.example"}')) ~ 'is in use', 'R13: a contact with tickets that she does not see stays');
update turno.operator set is_admin = true where login = 'marco';
select is(pg_temp.act('operator', 'set', '{"login": "anna", "is_admin": false}') ->> 'ok', 'true', 'R4: with another administrator she may go');
select is(pg_temp.see('anna', 'select turno.page_admin(''{"noun": "category"}'')'), 'TU002', 'R4: and is none at once');
select throws_ok('select turno.operator_set(''{"login": "marco", "is_admin": false}'')', 'TU003', 'Somebody must administer: make another operator an administrator first.', 'R4: the command line keeps the last one too');
update turno.operator set is_admin = (login = 'anna');
insert into turno.operator (login, name, is_admin) values ('capo', 'Capo', true);
update turno.operator set is_admin = false where login = 'anna';
select throws_ok('select turno.operator_remove(''{"login": "capo"}'')', 'TU003', 'Somebody must administer: make another operator an administrator first.', 'R4: the last one is not removed');
update turno.operator set is_admin = (login = 'anna');

-- Once.
create temporary table twice as select pg_temp.call('anna', 'act_admin', '{"noun": "customer", "verb": "add", "values": {"name": "Una"}, "form_key": "f"}') as a from generate_series(1, 2);
select is((select count(distinct a - 'is_again') from twice), 1::bigint, 'a form sent twice answers the same');
select is((select count(*) from twice where a @> '{"is_again": true}'), 1::bigint, 'and says that it was');
select is((select count(*) from turno.customer where name = 'Una'), 1::bigint, 'and is done once');

-- What is read.
select is(pg_temp.call('anna', 'page_admin', '{"noun": "category", "values": {"path": "CAF > 730"}}') #>> '{row,path}', 'CAF › 730', 'R4: a row');
select is(pg_temp.call('anna', 'page_admin', jsonb_build_object('noun', n)) ->> 'noun', n, format('R4: a list of each %s', n))
from unnest(array['operator', 'contact', 'customer', 'category', 'mailbox', 'status', 'priority', 'route', 'setting', 'notice', 'mute', 'template', 'model', 'progress', 'log']) n;
select is(pg_temp.call('anna', 'page_admin', '{"noun": "contact", "find": "amina"}') #>> '{rows,0,name}', 'Amina Haddad', 'R26: contacts by name');
select ok(pg_temp.call('anna', 'page_admin', '{"noun": "operator"}')::text !~ '(digest|salt|aaaa)', 'R4: no secret in a list');
select is(pg_temp.call('anna', 'page_admin', '{"noun": "log", "limit": 1}') #>> '{rows,0,key}', 'Una', 'what was done is noted');
select ok(pg_temp.call('anna', 'page_admin', '{"noun": "log"}') -> 'rows' @> '[{"login": "anna", "noun": "operator", "verb": "set", "key": "luca", "members": ["below", "category", "level", "login", "password"]}]', 'with the names of what was set');
select ok(pg_temp.call('anna', 'page_admin', '{"noun": "log"}')::text !~ '(22){16}', 'and no value');
select ok(pg_temp.call('anna', 'page_health', '{}') -> 'findings' is not null, 'R10: the health page');
select is(pg_temp.call('anna', 'page_health', '{}') -> 'findings', turno.check_report(), 'R10: says what turno check says');
select is(pg_temp.call('marco', 'page_contact_find', '{"text": "HADDAD am"}') #>> '{contacts,0,address}', 'amina.haddad@demo.example', 'R31: an operator finds a contact');
select is(pg_temp.call('marco', 'page_contact_find', '{"text": "a"}') -> 'contacts', '[]'::jsonb, 'R31: by two letters at least');

-- No ticket by it.
select is(pg_temp.ids('anna', x), '', format('R4: an administrator without a category sees no %s', x)) from unnest(array['ticket', 'post', 'event']) x;
select is((select count(*) from unnest(array['operator', 'contact', 'customer', 'category', 'mailbox', 'status', 'priority', 'route', 'setting', 'log']) n
    where pg_temp.call('anna', 'page_admin', jsonb_build_object('noun', n))::text ~ 'subject \d'), 0::bigint, 'R4: nor in any list');
-- Nobody else writes, whatever an act were to do.
create function pg_temp.write(p_token text, p_query text) returns text language plpgsql as $$
declare
    v_count bigint;
begin
    perform set_config('turno.session', coalesce(p_token, ''), true);
    set local role turno_act;
    execute p_query;
    get diagnostics v_count = row_count;
    reset role;
    perform set_config('turno.session', '', true);
    return v_count;
exception when others then
    reset role;
    perform set_config('turno.session', '', true);
    return sqlstate;
end
$$;
select ok(pg_temp.write('marco', q) in ('0', '42501'), 'R4: the policies stop: ' || q) from unnest(array[
    'update turno.category set name = name', 'update turno.operator set is_admin = true where login <> ''marco''', 'delete from turno.address', 'insert into turno.operator_category values (4, 4, ''advanced'')',
    'insert into turno.setting values (''a.b'', ''1'')', 'update turno.status set name_it = name_it', 'delete from turno.route', 'update turno.mailbox set name = name', 'update turno.priority set rank = rank',
    'update turno.customer set name = name', 'update turno.contact set name = name', 'delete from turno.contact_note', 'insert into turno.admin_log (noun, verb, key, members) values ('''', '''', '''', ''{}'')']) q;
select is(pg_temp.write(null, 'update turno.operator set name = name'), '0', 'R4: without a session none at all');
select is(pg_temp.write('marco', 'update turno.operator set signature = ''x'''), '1', 'R4: one''s own row, for one''s profile');
select finish();
rollback;
