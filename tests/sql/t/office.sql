-- The pages of the administration: which field a refusal belongs to, what forms let choose, what is set up and missing, the tree.
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.call(p_token text, p_function text, p jsonb) returns jsonb language sql as
    $$ select x::jsonb from (select pg_temp.see(p_token, format('select turno.%I(%L::jsonb)', p_function, p)) as x) y where x ~ '^[{]' $$;

select is(pg_temp.see(t, format('select turno.%I(%L)', f, '{}')), case when t is null then 'TU004' else 'TU002' end,
    format('R4: %s is not for %s', f, coalesce(t, 'nobody')))
from unnest(array['page_office', 'page_office_category', 'page_admin_choices']) f, unnest(array['marco', 'mario', 'mario_link', null]) t;

-- Beside which field.
select is(pg_temp.call('anna', 'act_admin', jsonb_build_object('noun', noun, 'verb', verb, 'values', v)) #>> array['errors', field], m, format('%s %s: %s', noun, field, m))
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
select is(pg_temp.call('anna', 'page_admin', '{"noun": "status", "values": {"name_it": "Nessuno"}}'), null, 'a row that is not there');
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
select finish();
rollback;
