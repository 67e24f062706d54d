-- Rules for mail (M14): what they compare, what they give, that they cost linear time; fields X-Turno-…; generated_flips (M11); receipts (M12).
begin;
\ir ../office.psql
select no_plan();
delete from turno.route;
insert into turno.operator_category select o.id, c.id, 'advanced' from turno.operator o, turno.category c
    where o.login = 'marco' and c.name = 'Amministrazione' on conflict do nothing;
create temporary table test_mail as select pg_temp.store('support') as mail;
create function pg_temp.apply(p_changes jsonb, p_trust text default null) returns jsonb language sql volatile as
    $$ select turno.filter_apply(mail, pg_temp.evidence(p_changes), '{}', jsonb_build_object('level', p_trust)) from test_mail $$;
create function pg_temp.rule(p jsonb) returns bigint language sql volatile as $$ select (turno.route_add(p) ->> 'id')::bigint $$;

-- One condition each: does a rule with it fit this mail?
create function pg_temp.fits(p_condition text, p_changes jsonb, p_trust text default null) returns boolean language plpgsql volatile as $$
declare
    v_fits boolean;
begin
    delete from turno.route;
    perform pg_temp.rule(jsonb_build_object('if', jsonb_build_array(p_condition), 'then', '["category CAF"]'::jsonb));
    return pg_temp.apply(p_changes, p_trust) ->> 'by' = 'rule';
end $$;
select is(pg_temp.fits(c.condition, c.changes::jsonb, c.trust), c.fits, format('M14: "%s"%s fits%s', c.condition, coalesce(' at ' || c.trust, ''), case when c.fits then '' else ' not: ' || c.changes end))
from (values
    ('subject contains 730', '{"subject": "Il mio 730"}', null, true), ('subject contains 730', '{"subject": "Il mio 740"}', null, false),
    ('subject contains PERCHÉ', '{"subject": "perché no"}', null, true),
    ('subject equals Il mio 730', '{"subject": "il MIO 730"}', null, true), ('subject is 730', '{"subject": "il 730"}', null, false),
    ('subject starts Il', '{"subject": "il 730"}', null, true), ('subject starts 730', '{"subject": "il 730"}', null, false),
    ('subject ends 730', '{"subject": "il 730"}', null, true), ('subject ends il', '{"subject": "il 730"}', null, false),
    ('subject word isee', '{"subject": "Il mio ISEE."}', null, true), ('subject word isee', '{"subject": "Museee isees"}', null, false),
    ('subject word mio isee', '{"subject": "il mio, isee"}', null, true), ('subject word ,', '{"subject": "a, b"}', null, false),
    ('subject like *mio*730', '{"subject": "Il mio bel 730"}', null, true), ('subject like *mio*730', '{"subject": "Il 730 mio"}', null, false),
    ('subject like il*', '{"subject": "IL 730"}', null, true), ('subject like 730', '{"subject": "il 730"}', null, false),
    ('subject like *', '{"subject": ""}', null, true), ('subject like a*a', '{"subject": "a"}', null, false),
    ('subject like ab*ba', '{"subject": "aba"}', null, false), ('subject like *ab*ab*', '{"subject": "xabyab"}', null, true),
    ('subject not contains 730', '{"subject": "ISEE"}', null, true), ('subject not contains 730', '{"subject": "730"}', null, false),
    ('from ends @demo.example', '{}', null, true), ('from ends @demo.example', '{"from_address": "x@elsewhere.example"}', null, false),
    ('to contains info@', '{"cc": ["Info@demo.example"]}', null, true), ('to contains info@', '{"delivered_to": ["info@demo.example"]}', null, true),
    ('to contains info@', '{}', null, false),
    ('body contains scadenza', '{"body_text": "La Scadenza è domani"}', null, true), ('body contains scadenza', '{}', null, false),
    ('body contains fine', jsonb_build_object('body_text', repeat('x', 100000) || 'fine')::text, null, false),
    ('header List-Id contains soci', '{"headers": [{"name": "list-id", "value": "<Soci.demo.example>"}]}', null, true),
    ('header List-Id contains soci', '{"headers": [{"name": "x-list-id", "value": "<Soci.demo.example>"}]}', null, false),
    ('header X-Spam-Flag is yes', '{"headers": [{"name": "x-spam-flag", "value": "no"}, {"name": "x-spam-flag", "value": "YES"}]}', null, true),
    ('header X-Spam-Flag not like *', '{"headers": []}', null, true), ('header X-Spam-Flag not like *', '{"headers": [{"name": "x-spam-flag", "value": ""}]}', null, false),
    ('header X-Spam-Flag like *', '{}', null, false),
    ('size above 5 KiB', '{"size": 5121}', null, true), ('size above 5 KiB', '{"size": 5120}', null, false),
    ('size below 1 MiB', '{"size": 1048575}', null, true), ('size below 1 MiB', '{"size": 1048576}', null, false), ('size below 101', '{}', null, true),
    ('attachment ends .exe', '{"attachments": [{"name": "a.pdf"}, {"name": "B.EXE"}]}', null, true), ('attachment ends .exe', '{}', null, false),
    ('attachment like *', '{"attachments": [{"name": "logo.png", "inline": true}]}', null, false),
    ('attachment not like *', '{}', null, true), ('attachment not ends .pdf', '{"attachments": [{"name": "a.pdf"}]}', null, false),
    ('type is application/zip', '{"attachments": [{"name": "a", "type": "application/zip"}]}', null, true), ('type is application/zip', '{}', null, false),
    ('trust is failed', '{}', 'failed', true), ('trust is failed', '{}', 'none', false), ('trust is none', '{}', null, true),
    ('trust at least token', '{}', 'token', true), ('trust at least token', '{}', 'signed', true), ('trust at least token', '{}', 'none', false),
    ('trust not at least authenticated', '{}', 'token', true),
    ('automatic is list', '{"automatic": "list"}', null, true), ('automatic is list', '{}', null, false)
) c(condition, changes, trust, fits);

-- Several conditions must all hold; other mailboxes are left alone.
delete from turno.route;
select pg_temp.rule('{"if": ["subject contains 730", "attachment ends .pdf"], "then": ["category CAF"], "mailbox": "support"}') \g /dev/null
select is(pg_temp.apply('{"subject": "730", "attachments": [{"name": "a.pdf"}]}') ->> 'by', 'rule', 'M14: all conditions hold');
select is(pg_temp.apply('{"subject": "730"}') ->> 'by', 'fallback', 'M14: one does not: nor does the rule');
update turno.route set mailbox_id = pg_temp.mailbox_id('help');
select is(pg_temp.apply('{"subject": "730", "attachments": [{"name": "a.pdf"}]}') ->> 'by', 'fallback', 'M14: a rule of another mailbox');

-- First hit per attribute; tags of all; fates.
delete from turno.route;
select pg_temp.rule('{"rank": 20, "name": "dichiarazioni", "if": ["subject contains 730"], "then": ["category CAF › 730", "priority Alta", "tag fisco"]}'),
    pg_temp.rule('{"rank": 10, "if": ["subject contains urgente"], "then": ["priority Urgente", "level advanced", "tag fretta"]}'),
    pg_temp.rule('{"rank": 30, "if": ["from ends @demo.example"], "then": ["category CAF", "priority Bassa", "assign marco", "tag fisco"]}') \g /dev/null
create function pg_temp.given(p_changes jsonb) returns text language sql volatile as $$
    select concat_ws('|', (select name from turno.category where id = (v ->> 'category')::bigint), (select name_it from turno.priority where id = (v ->> 'priority')::bigint),
        v ->> 'level', (select login from turno.operator where id = (v ->> 'assignee')::bigint),
        (select string_agg(t, ',') from jsonb_array_elements_text(v -> 'tags') t), v ->> 'hold', v ->> 'filtered')
    from pg_temp.apply(p_changes) v $$;
select is(pg_temp.given('{"subject": "urgente 730"}'), '730|Urgente|advanced|marco|fisco,fretta', 'M14: of each attribute the first rule in order of rank, of tags all');
select is(pg_temp.given('{"subject": "730", "from_address": "x@y.example"}'), '730|Alta|fisco', 'M14: what no rule gives is left alone');
select is(pg_temp.apply('{"subject": "urgente 730"}') -> 'rules' #> '{1,gives}', '["category", "tag"]', 'M14: the trace says which rule gave what');
select is(pg_temp.apply('{"subject": "urgente 730"}') -> 'rules' #>> '{1,name}', 'dichiarazioni', 'M14: and its name');
select pg_temp.rule('{"rank": 5, "if": ["from is mario.rossi@demo.example"], "then": ["accept"]}'),
    pg_temp.rule('{"rank": 15, "if": ["subject contains spam"], "then": ["filter"]}'),
    pg_temp.rule('{"rank": 16, "if": ["subject contains forse"], "then": ["hold"]}') \g /dev/null
select is(pg_temp.apply('{"subject": "spam", "from_address": "x@y.example"}') -> 'filtered', 'true', 'M14: filter');
select is(pg_temp.apply('{"subject": "forse", "from_address": "x@y.example"}') -> 'hold', 'true', 'M14: hold');
select is(pg_temp.apply('{"subject": "spam forse"}') ?| '{hold,filtered}', false, 'M14: accept before them: neither');

-- What becomes of the mail.
create temporary table t as select pg_temp.receive('{"subject": "urgente 730"}') as v;
select is((select concat_ws(' ', c.name, r.name_it, t.level, o.login) from turno.ticket t join turno.category c on c.id = t.category_id
    join turno.priority r on r.id = t.priority_id left join turno.operator o on o.id = t.assignee_id where t.id = (v ->> 'ticket')::bigint), '730 Urgente advanced',
    'M14, R40: a ticket as the rules say; marco does not see it, so he does not get it') from t;
select is((select array_agg(tag order by tag) from turno.ticket_tag where ticket_id = (v ->> 'ticket')::bigint), '{fisco,fretta}', 'M14: with its tags') from t;
select is((select count(*) from turno.mail m, jsonb_array_elements(m.trace) s where m.id = (v ->> 'mail')::bigint and s ->> 'step' = 'filter'), 1::bigint, 'M34: the trace has the rules') from t;
create temporary table t2 as select pg_temp.receive('{"subject": "ciao"}') as v;
select is((select o.login || ' ' || (select e.note from turno.event e where e.ticket_id = t.id and e.type = 'assigned') from turno.ticket t join turno.operator o on o.id = t.assignee_id
    where t.id = (v ->> 'ticket')::bigint), 'marco by rule', 'M14, R40: who sees it gets it, and the timeline says why') from t2;
select is((select t.level from turno.ticket t where t.id = (v ->> 'ticket')::bigint), 'base', 'R11: without a rule base') from t2;
insert into turno.setting (key, value) values ('levels.enabled', 'false');
create temporary table off as select pg_temp.receive('{"subject": "urgente 730"}') as v;
select is((select t.level from turno.ticket t where t.id = (v ->> 'ticket')::bigint), 'base', 'R11: levels are off: base, whatever rules say') from off;
delete from turno.setting where key = 'levels.enabled';
create temporary table gone as select pg_temp.receive('{"subject": "spam", "from_address": "amina@demo.example"}') as v;
select is(v ->> 'outcome', 'filtered', 'M14: filtered: no ticket') from gone;
select is(v ->> 'reason', 'filtered by rule ' || (select r.id from turno.route r where r.fate = 'filter'), 'M34: with the rule as the reason') from gone;
select is(v ->> 'outcome', 'triage', 'M14: held: it waits in triage') from (select pg_temp.receive('{"subject": "forse", "from_address": "amina@demo.example"}') as v) x;
select is(v ->> 'outcome', 'filtered', 'M14: a stranger''s mail is filtered before it waits in triage')
    from (select pg_temp.receive('{"subject": "spam", "from_address": "who@elsewhere.example"}') as v) x;
select is((select count(*) from turno.address where folded = 'new@elsewhere.example'), 0::bigint, 'M14: and makes no contact')
    from (select pg_temp.receive('{"subject": "spam", "from_address": "new@elsewhere.example"}', 'help') as v) x;
select is(pg_temp.receive('{"subject": "spam"}' || pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c', (t.v ->> 'ticket')::bigint,
    pg_temp.contact_id('mario')))) ->> 'outcome', 'post', 'M14, M16: an answer to a ticket is never filtered') from t;

-- Linear time, by counting the searches: as many as the pattern has pieces, whatever the text and however long it is.
set local track_functions = 'all';
create function pg_temp.searches(p_pattern text, p_text text) returns bigint language plpgsql volatile as $$
declare
    v_before bigint := coalesce((select calls from pg_stat_xact_user_functions where funcname = 'text_find'), 0);
begin
    perform turno.glob_fits(p_pattern, p_text);
    return (select calls from pg_stat_xact_user_functions where funcname = 'text_find') - v_before;
end $$;
select is(pg_temp.searches('*a*a*a*a*a*a*a*a*b', repeat('a', n)), 8::bigint, format('M14: a hostile pattern on %s letters: one search for each piece', n))
from unnest(array[100, 10000, 100000]) n;
select is(pg_temp.searches(repeat('*ab', 20), repeat('ab', n)), 19::bigint, format('M14: twenty stars on %s letters', 2 * n)) from unnest(array[100, 10000, 50000]) n;
select is(turno.glob_fits(repeat('*a', 19) || '*b', repeat('a', 100000)), false, 'M14: which then fits not');

-- X-Turno-…: only where the mailbox trusts them.
create temporary table fields as select '{"headers": [{"name": "x-turno-category", "value": "CAF > 730"}, {"name": "x-turno-priority", "value": "low"},
    {"name": "x-turno-level", "value": "advanced"}, {"name": "x-turno-assignee", "value": "anna"}, {"name": "x-turno-tag", "value": "Sito, modulo; no"}]}'::jsonb as e;
select is(pg_temp.given(e), 'CAF|Bassa|marco|fisco', 'M14: fields of a mailbox that trusts none are a stranger''s words') from fields;
update turno.mailbox set trusts_headers = true where name = 'support';
select is(pg_temp.given(e), '730|Bassa|advanced|anna|fisco,sito', 'M14: one that trusts them: they go before the rules, what is no tag is left out') from fields;
select is(pg_temp.apply(e) ->> 'by', 'header', 'M14: and the trace says so') from fields;
select is(pg_temp.given('{"headers": [{"name": "x-turno-category", "value": "Nessuna"}, {"name": "x-turno-level", "value": "high"}]}'), 'CAF|Bassa|marco|fisco',
    'M14: what names nothing that there is, gives nothing');
update turno.mailbox set trusts_headers = false;

-- Who sees tags: operators who see the ticket, and no contact.
select is((select turno.ticket_json(id, 'it') -> 'tags' from turno.ticket where id = (v ->> 'ticket')::bigint), '["fisco", "fretta"]', 'M14: tags on the ticket') from t;
select is(turno.ticket_filter('{"tag": ["fisco", "<x>"]}'), '{"tag": ["fisco"]}', 'R26: a filter by tag');
select is(array(select turno.ticket_match(array[(t.v ->> 'ticket')::bigint, (t2.v ->> 'ticket')::bigint], '{"tag": ["fretta"]}')), array[(t.v ->> 'ticket')::bigint],
    'R26: finds those that have it') from t, t2;
select is((select tickets from turno.ticket_candidates('{"tag": ["fretta"]}', 10)), array[(off.v ->> 'ticket')::bigint, (t.v ->> 'ticket')::bigint], 'R26: by its index') from t, off;

-- M11: automatic mail that flips, where the mailbox says so.
create temporary table f as select pg_temp.ticket_of_mario() as ticket;
select pg_temp.anna_replies(ticket) from f \g /dev/null
create function pg_temp.answer(p_changes jsonb) returns jsonb language sql volatile as $$
    select pg_temp.receive(p_changes || pg_temp.subject_token((select ticket from f), pg_temp.contact_id('mario'))) $$;
select is(pg_temp.answer('{"automatic": "generated"}') ->> 'turn', 'contact', 'M11: generated mail does not flip');
update turno.mailbox set generated_flips = true where name = 'support';
select is(pg_temp.answer('{"automatic": "response"}') ->> 'turn', 'contact', 'M11: nor does an absence notice, in a mailbox where it would');
select is(pg_temp.answer('{"automatic": "generated"}') ->> 'turn', 'operator', 'M11: there generated mail does');
select turno.ticket_close(ticket, pg_temp.operator_id('anna'), 'web') from f;
update turno.category set closed_reply = 'reopen';
select is(pg_temp.answer('{"automatic": "generated"}') ->> 'turn', 'closed', 'M11: and yet reopens nothing');

-- M12: a receipt that the mail was read.
create temporary table g as select pg_temp.ticket_of_mario() as ticket;
create temporary table o as select pg_temp.anna_replies(ticket) as outbox from g;
create function pg_temp.receipt(p_mdn text) returns text language sql volatile as $$
    select pg_temp.receive(jsonb_build_object('automatic', 'response', 'mdn', p_mdn) || pg_temp.message_token((select message_id from turno.outbox, o where id = outbox))) ->> 'outcome' $$;
select is(pg_temp.receipt('displayed'), 'event', 'M12: a receipt is an event');
select is((select e.type || (e.post_id = x.post_id) from turno.event e, o join turno.outbox x on x.id = o.outbox where e.ticket_id = x.ticket_id order by e.seq desc limit 1), 'readtrue', 'M12: "read", on that very post') from g;
select is(pg_temp.turn_of(ticket), 'contact', 'R15: the turn stays') from g;
select is(pg_temp.receive('{"automatic": "response", "mdn": "displayed"}') ->> 'outcome', 'filtered', 'M12: one without our Message-ID is nobody''s');
select pg_temp.receipt('deleted') \g /dev/null
select is((select count(*) from turno.event e, g where e.ticket_id = g.ticket and e.type = 'read'), 1::bigint, 'M12: "deleted" is not read');

-- The commands.
delete from turno.route;
create function pg_temp.says(p_function text, p jsonb) returns text language plpgsql volatile as $$
declare
    v_result jsonb;
begin
    execute format('select turno.%I($1)', p_function) into v_result using p;
    return 'ok';
exception when sqlstate 'TU003' then
    return sqlerrm;
end $$;
create temporary table r as select turno.route_add('{"name": "Fisco", "if": ["header List-Id not like *soci*", "size above 2 MiB", "trust is token"],
    "then": ["category CAF > 730", "priority high", "level base", "assign anna", "tag Fisco", "tag due", "hold"], "mailbox": "help"}') as r;
select is(r.r - 'id', '{"rank": 10, "name": "Fisco", "mailbox": "help", "is_active": true, "if": ["header list-id not like *soci*", "size above 2097152", "trust equals token"],
    "then": ["category CAF › 730", "priority Alta", "level base", "assign anna", "tag fisco", "tag due", "hold"]}', 'M14: a rule is shown in the words that make it') from r;
select is(turno.route_set(jsonb_build_object('id', r.r ->> 'id', 'if', r.r -> 'if', 'then', r.r -> 'then')) , r.r, 'M14: which make the same again') from r;
select is(turno.route_set(jsonb_build_object('id', r.r ->> 'id', 'then', '["filter"]'::jsonb)) -> 'then', '["filter"]', 'M14: what it gives is written whole') from r;
select is(turno.route_set(jsonb_build_object('id', r.r ->> 'id', 'is_active', false)) - '{if,then,id,rank,name}'::text[], '{"mailbox": "help", "is_active": false}', 'M14: all else stays') from r;
select is(pg_temp.says(c.f, replace(c.p, 'ID', r.r ->> 'id')::jsonb), c.m, 'M14: ' || c.m) from r, (values
    ('route_add', '{"if": ["subject resembles x"], "then": ["filter"]}', '"subject resembles x" is no condition: write FIELD [not] contains|equals|starts|ends|word|like VALUE, or header NAME … .'),
    ('route_add', '{"if": ["colour is x"], "then": ["filter"]}', '"colour" is no field: known are subject, from, to, body, header NAME, size, attachment, type, trust, automatic.'),
    ('route_add', '{"if": ["size contains 5"], "then": ["filter"]}', 'size can be compared by above, below, not by "contains".'),
    ('route_add', '{"if": ["size above much"], "then": ["filter"]}', '"much" is no size: write bytes, or a number of KiB or MiB.'),
    ('route_add', '{"if": ["trust is great"], "then": ["filter"]}', 'trust can be failed, none, token, authenticated, signed, not "great".'),
    ('route_add', '{"if": ["header Lìst contains x"], "then": ["filter"]}', '"Lìst" is no name of a header field.'),
    ('route_add', format('{"if": ["subject like %s"], "then": ["filter"]}', repeat('*', 21)), 'A pattern has at most 1000 characters, and 20 stars.'),
    ('route_add', '{"if": ["subject is x"], "then": ["reply hello"]}', '"reply hello" is no action: write category, priority, level, assign or tag, and what; or hold, filter, accept.'),
    ('route_add', '{"if": ["subject is x"], "then": ["tag"]}', 'The action "tag" needs to know what.'),
    ('route_add', '{"if": ["subject is x"], "then": ["hold it"]}', '"hold" takes nothing more: only its word.'),
    ('route_add', '{"if": ["subject is x"], "then": ["hold", "filter"]}', 'A rule gives each thing once: "filter" is one too many.'),
    ('route_add', '{"if": ["subject is x"], "then": ["level high"]}', 'A level is base or advanced.'),
    ('route_add', '{"if": ["subject is x"], "then": ["tag a;b"]}', '"a;b" is no tag: it has up to 40 letters, digits, blanks, dots, dashes and underscores.'),
    ('route_add', '{"if": ["subject is x"], "then": ["category Nessuna"]}', 'There is no category "Nessuna".'),
    ('route_add', '{"then": ["filter"]}', 'A route needs to know which mail: --if "FIELD OPERATOR VALUE", --pattern or --mailbox.'),
    ('route_add', '{"if": ["subject is x"]}', 'A route needs a category, or another thing to do: --then "ACTION VALUE".'),
    ('route_set', '{"id": "ID", "pattern": "x"}', 'This rule is written with --if, all of its conditions.')) c(f, p, m);
select is(turno.route_add('{"mailbox": "help", "then": ["priority high"]}') -> 'if', '[]', 'M14: a rule for all mail of a mailbox');
create temporary table s as select turno.route_add('{"pattern": "730", "category": "CAF"}') as s;
select is(s.s -> 'if', '["subject contains 730"]', 'M14: the short form') from s;
select is(turno.route_set(jsonb_build_object('id', s.s ->> 'id', 'field', 'from', 'operator', 'ends')) -> 'if', '["from ends 730"]', 'M14: changed in part') from s;

-- Old rules (before this version) went into the table.
select is((select string_agg(column_name, ' ') from information_schema.columns where table_schema = 'turno' and table_name = 'route' and column_name in ('field', 'operator', 'pattern')),
    null, 'M14: one place for conditions');
create temporary table kept as select pg_temp.receive('{"headers": [{"name": "list-id", "value": "x"}]}') as v;
select is((select evidence ? 'headers' from turno.mail where id = (v ->> 'mail')::bigint), false, 'M14: the ledger does not keep the header twice') from kept;

-- Replay: what today's rules would do, beside what was done; and nothing is written.
delete from turno.route;
create temporary table then_rule as select pg_temp.rule('{"if": ["subject contains replay"], "then": ["category CAF", "tag uno"]}') as id;
create temporary table r1 as select pg_temp.receive('{"subject": "replay"}') as v;
create temporary table r2 as select pg_temp.receive('{"subject": "altro replay"}') as v;
create function pg_temp.replay(p_mail bigint, p_changes jsonb) returns jsonb language sql volatile as $$ select turno.mail_replay(p_mail, pg_temp.evidence(p_changes)) $$;
select is(pg_temp.replay((v ->> 'mail')::bigint, '{"subject": "replay"}'), null, 'M14: with the same rules nothing would be otherwise') from r1;
select pg_temp.rule('{"rank": 1, "if": ["subject is replay"], "then": ["category CAF > 730", "priority Alta", "tag due"]}'),
    pg_temp.rule('{"rank": 2, "if": ["subject starts altro"], "then": ["filter"]}') \g /dev/null
create temporary table before as select (select count(*) from turno.ticket) + (select count(*) from turno.event) + (select count(*) from turno.outbox) as n, (select md5(string_agg(m::text, '' order by id)) from turno.mail m) as mails;
select is(pg_temp.replay((v ->> 'mail')::bigint, '{"subject": "replay"}') -> 'changes', '[{"what": "category", "was": "CAF", "now": "CAF › 730"}, {"what": "priority", "was": null, "now": "Alta"},
    {"what": "tags", "was": "uno", "now": "due, uno"}]', 'M14: replay says what was and what would be') from r1;
select is(pg_temp.replay((v ->> 'mail')::bigint, '{"subject": "altro replay"}') -> 'changes' -> 0, '{"what": "outcome", "was": "taken", "now": "filtered"}', 'M14: also that it would be filtered out') from r2;
select is((select array[n = (select count(*) from turno.ticket) + (select count(*) from turno.event) + (select count(*) from turno.outbox), mails = (select md5(string_agg(m::text, '' order by id)) from turno.mail m)] from before),
    '{t,t}', 'M14: replay writes nothing');
select is((select array_agg(x::bigint) from jsonb_array_elements_text(turno.replay_list('{"limit": 2}')) x), array[(r1.v ->> 'mail')::bigint, (r2.v ->> 'mail')::bigint], 'M14: the newest that belonged to no ticket, oldest first') from r1, r2;
select is(turno.replay_list('{"mailbox": "quiet"}'), '[]', 'M14: of one mailbox');
select is(turno.replay_list('{"to": "2001-01-01"}'), '[]', 'M14: up to a day');
select is(pg_temp.says('replay_list', '{"from": "soon"}'), 'A day looks like 2026-01-31, not "soon".', 'M14: a day that is none');
update turno.mail set trace = ('[{"step": "route", "category": ' || pg_temp.category_id('CAF') || ', "rule": 1}]')::jsonb where id = (select (v ->> 'mail')::bigint from r2);
delete from turno.route where fate = 'filter';
select is(pg_temp.replay((v ->> 'mail')::bigint, '{"subject": "altro replay"}') -> 'changes', '[{"what": "tags", "was": null, "now": "uno"}]', 'M14: mail that was decided by the rules of old') from r2;
select is(turno.mail_replay((select id from turno.mail where outcome = 'post' limit 1), pg_temp.evidence('{}')), null, 'M14: what answered a ticket is none of the rules'' business');
-- turnod writes tags.
select pg_temp.rule('{"rank": 1, "if": ["subject is etichetta"], "then": ["tag daemon"]}') \g /dev/null
set local role turno_gateway;
create temporary table d as select pg_temp.receive('{"subject": "etichetta"}') as v;
select is((select tag from turno.ticket_tag where ticket_id = (v ->> 'ticket')::bigint), 'daemon', 'M14: turnod tags') from d;
reset role;
select turno.ticket_merge((d.v ->> 'ticket')::bigint, (t2.v ->> 'ticket')::bigint, pg_temp.operator_id('anna'), 'web') from d, t2 \g /dev/null
select is((select string_agg(tag, ',' order by tag) from turno.ticket_tag x where x.ticket_id = (t2.v ->> 'ticket')::bigint), 'daemon,fisco', 'R41: a ticket goes into another with its tags') from t2;
select * from finish();
rollback;
