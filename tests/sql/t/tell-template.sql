-- The words of mails (R34, R35): what is refused when it is saved, which words a mail gets, and what never reaches a contact (R24).
begin;
\ir ../fixture.sql
select no_plan();
\set cases `cat tests/unit/compose/templates.json`
create function pg_temp.takes(p_kind text, p_text text) returns boolean language plpgsql as $$
begin
    perform turno.template_parts(jsonb_build_object('text', p_text), p_kind);
    return true;
exception when sqlstate 'TU003' then
    return false;
end
$$;
select is(pg_temp.takes(c ->> 'kind', c ->> 'text'), (c ->> 'ok')::boolean, format('R34: the database reads a template as compose does: %s', to_jsonb(c ->> 'text')))
from jsonb_array_elements(:'cases') c;

select throws_like($$select turno.template_set('{"name": "reply", "subject": "x", "body": "{{categoria}} {{link}}"}')$$,
    'The placeholder {{categoria}} is not known in "reply"; there are: at, author, document_count, documents,%', 'R34: an unknown placeholder is named, with those that there are');
select throws_like(format('select turno.template_set(%L)', jsonb_build_object('name', k.name, 'subject', 'x', 'body', format('{{%s}} {{link}}', w))),
    'The placeholder {{' || w || '}} is not known in%', format('R24: no %s in %s', w, k.name))
from turno.template_kind k, unnest('{category,level,note,assignee,history,notices,page,is_note,is_raised}'::text[]) w where k.audience = 'contact';
select throws_like(format('select turno.template_set(%L)', jsonb_build_object('name', k.name, 'subject', 'x', 'body', 'Gentile {{recipient}}')),
    'A mail to a contact carries no documents but the link%', 'R35: a mail to a contact holds his link: ' || k.name)
from turno.template_kind k where k.audience = 'contact';
select throws_like(format('select turno.template_set(%L)', jsonb_build_object('name', 'reply', 'subject', 'x', 'body', b)), 'A mail to a contact carries no documents but the link%',
    'R35: where it would not always show does not count: ' || b) from unnest(array['{{^link}}{{link}}{{/link}}', '{{#documents}}{{link}}{{/documents}}', '{{#link}}x{{/link}}']) b;
select throws_like(format('select turno.template_set(%L)', jsonb_build_object('name', 'reply', 'subject', s, 'body', '{{link}}')), m, 'R34: a subject that is refused: ' || m)
from (values (E'x\nBcc: a@b.it', 'A template is plain text:%'), (E'x\ry', 'A template is plain text:%'), (repeat('x', 201), 'A subject has at most%'), ('', 'A template has a subject%'), ('{{x}}', 'The placeholder {{x}}%')) x(s, m);
select throws_like(format('select turno.template_set(%L)', jsonb_build_object('name', 'reply', 'subject', 'x', 'body', b)), m, 'R34: a text that is refused: ' || m)
from (values (repeat('x', 20001), 'A subject has at most%'), (E' \n', 'A template has a subject%'), (E'a\u0007{{link}}', 'A template is plain text:%'), ('{{#text}}{{link}}', 'The section {{#text}} is not closed:%'),
    ('{{/text}}', '{{/text}} closes nothing%'), ('{{link}} {{text', 'A placeholder is not closed:%')) x(b, m);
select throws_like($$select turno.template_set('{"name": "reply", "text": "Gentile,\n{{link}}\n"}')$$, 'The first line of a template is%', 'R34: a file begins with its subject');
select throws_like($$select turno.template_set('{"name": "saluto", "subject": "x", "body": "{{link}}"}')$$, 'There is no template "saluto"; turno brings: acknowledgement,%', 'R34: a name of its own needs a kind');
select throws_like($$select turno.template_set('{"name": "Saluto!", "kind": "reply", "subject": "x", "body": "{{link}}"}')$$, 'A template has a name of%', 'R34: names are plain');
select throws_like($$select turno.template_set('{"name": "saluto", "kind": "x", "subject": "x", "body": "{{link}}"}')$$, 'There is no kind "x"%', 'R34: the kind is known');
select throws_like($$select turno.template_set('{"name": "reply", "kind": "parked", "subject": "x", "body": "{{link}}"}')$$, 'The template "reply" is of kind reply:%', 'R34: a kind does not change');
select throws_like($$select turno.template_set('{"name": "reply", "status": "Chiuso", "subject": "x", "body": "{{link}}"}')$$, 'Only the kind "status"%', 'R34: only the kind status has words per status');
select throws_ok($$select turno.template_set('{"name": "reply", "language": "de", "subject": "x", "body": "{{link}}"}')$$, 'TU003', null, 'R34: languages are known');
select throws_like($$select turno.template_set('{"name": "password_code", "subject": "x", "body": "{{recipient}}"}')$$, 'This mail is for nothing without {{code}}%', 'R3: a mail with a code holds it');
select throws_like($$select turno.template_set('{"name": "confirm", "subject": "x", "body": "{{office}}"}')$$, 'This mail is for nothing without {{page}}%', 'R3: a mail that confirms leads to the page that does');
select throws_like($$select turno.template_set('{"name": "reply", "subject": "{{code}}", "body": "{{link}}"}')$$, 'The placeholder {{code}} is not known in "reply"%', 'R3: no other does');
select is((select count(*) from turno.template), 0::bigint, 'R34: nothing of that was saved');

-- Which words a mail gets.
create function pg_temp.own(p_kind text, p_contact bigint default 1, p_detail jsonb default '{}') returns text language sql as $$
    select coalesce(turno.outbox_envelope(turno.outbox_add(1, null, p_kind, p_contact, null, 'x@demo.example', c.language, p_detail)) #>> '{override,subject}', '-')
    from turno.contact c where c.id = p_contact $$;
select is(pg_temp.own('reply'), '-', 'R34: without words of its own the office takes ours');
select is(turno.template_set('{"name": "reply", "text": "Subject: Nostra {{reference}}\r\nEcco: {{link}}\r\n"}') - 'fields',
    '{"name": "reply", "kind": "reply", "audience": "contact", "language": "it", "status": null, "is_own": true, "subject": "Nostra {{reference}}", "body": "Ecco: {{link}}\n"}', 'R34: the office sets its own');
select is(pg_temp.own('reply'), 'Nostra {{reference}}', 'R34: and mails have them');
select is(pg_temp.own('acknowledgement'), '-', 'R34: those of this kind');
update turno.contact set language = 'en' where id = 1;
select is(pg_temp.own('reply'), '-', 'R34: in this language');
select lives_ok($$select turno.template_set('{"name": "reply", "language": "en", "subject": "Ours", "body": "{{link}}"}')$$, 'R34: another language has words of its own');
select is(pg_temp.own('reply'), 'Ours', 'R34: which hold there');
update turno.contact set language = 'it' where id = 1;
select lives_ok($$select turno.template_set('{"name": "benvenuto", "kind": "acknowledgement", "subject": "Benvenuto", "body": "{{link}}"}')$$, 'R34: a template by a name of its own');
select lives_ok($$select turno.notice_set('{"event": "opened", "audience": "contact", "template": "benvenuto"}')$$, 'R34: notice_rule names it');
select is(turno.contact_notice(1, null, 'opened', 1), 1, 'R34: who opens a ticket');
select is(turno.outbox_envelope((select max(id) from turno.outbox)) #>> '{override,subject}', 'Benvenuto', 'R34: is told in those words');
select is((select kind from turno.outbox order by id desc limit 1), 'acknowledgement', 'M13: which remain an acknowledgement');
select throws_like($$select turno.template_remove('{"name": "benvenuto"}')$$, 'The template "benvenuto" is in use: 1 notice.', 'R13: what is in use stays');
select lives_ok($$select turno.notice_set('{"event": "opened", "audience": "contact", "template": "acknowledgement"}')$$, 'R34: back to ours');
select lives_ok($$select turno.template_remove('{"name": "benvenuto"}')$$, 'R13: then it goes');
select lives_ok($$select turno.template_set('{"name": "sollecito", "kind": "reminder", "subject": "x", "body": "{{link}}"}')$$, 'R36: a template for an automation');
select lives_ok($$select turno.automation_add('{"name": "a", "trigger": "opened", "then": ["mail sollecito"]}')$$, 'R36: which names it');
select throws_like($$select turno.template_remove('{"name": "sollecito"}')$$, 'The template "sollecito" is in use: 1 automation.', 'R13: so it stays');
select lives_ok($$select turno.automation_remove('{"name": "a"}')$$, 'R36: until the automation goes');
select lives_ok($$select turno.template_remove('{"name": "sollecito"}')$$, 'R13: then it may');
select throws_like($$select turno.template_remove('{"name": "parked"}')$$, 'The office has no words of its own%', 'R34: ours stay');
select lives_ok($$select turno.template_set('{"name": "status", "subject": "S", "body": "{{status}} {{link}}"}')$$, 'R34: words for a status');
select lives_ok($$select turno.template_set('{"name": "status", "status": "Turno operatore", "subject": "T", "body": "{{status}} {{link}}"}')$$, 'R34: and for one of them');
select is(pg_temp.own('status'), 'T', 'R34: which goes before');
update turno.ticket set turn = 'contact', status_id = (select id from turno.status where turn = 'contact' and is_default) where id = 1;
select is(pg_temp.own('status'), 'S', 'R34: of others those for all');
select is(turno.outbox_envelope((select max(id) from turno.outbox)) ->> 'status', 'Turno contatto', 'R24: the contact reads the name of the status');
select is((select count(*) from jsonb_array_elements(turno.template_list('{}')) x where (x ->> 'is_own')::boolean), 4::bigint, 'R34: the list tells the office''s own');
select is((select count(*) from jsonb_array_elements(turno.template_list('{}')) x where x -> 'status' = 'null'), 30::bigint, 'R34: and has every kind in each language');
select is(turno.template_show('{"name": "parked"}') ->> 'is_own', 'false', 'R34: ours is shown as ours');
select is(turno.template_show('{"name": "reply"}') ->> 'body', E'Ecco: {{link}}\n', 'R34: its own as its own');
select throws_like($$select turno.template_show('{"name": "x"}')$$, 'There is no template "x"%', 'R34: an unknown one is named');
select is(turno.template_preview('{"name": "reply"}') #>> '{override,subject}', 'Nostra {{reference}}', 'R34: a preview has the words that hold');
select is(turno.template_preview('{"name": "reply", "subject": "Prova", "body": "{{link}}"}') #>> '{override,subject}', 'Prova', 'R34: or those tried out');
select throws_like($$select turno.template_preview('{"name": "reply", "subject": "Prova", "body": "x"}')$$, 'A mail to a contact carries%', 'R35: which are checked');
insert into turno.setting values ('office.address', '"Via Roma 1"'), ('office.phone', '"06 1"'), ('office.hours', '"9-12"') on conflict do nothing;
select is(turno.template_preview('{"name": "parked"}') -> 'office', '{"name": "CAF", "footer": "", "address": "Via Roma 1", "phone": "06 1", "hours": "9-12", "timezone": "Europe/Rome"}', 'R34: below it stands the office');

-- Nothing internal gets out (R24, R35): every kind of mail to a contact, of a ticket where everything internal carries a mark.
update turno.category set name = 'SENTINEL category' where id = 1;
update turno.category set instructions = 'SENTINEL instructions' where id = 1;
update turno.operator set name = 'SENTINEL assignee' where id = 3;
update turno.ticket set level = 'advanced', assignee_id = 3, contact_id = 1 where id = 1;
select turno.post_add(1, 'note', 'operator', 2, 'web', 'SENTINEL note', 'SENTINEL note');
select turno.event_add(1, 'category', 'operator', 3, 'web', null, 'SENTINEL old', 'SENTINEL new', 'SENTINEL why');
update turno.attachment set name = 'SENTINEL file' where post_id in (select id from turno.post where kind = 'note');
create function pg_temp.envelope(p_kind text, p_post bigint) returns text language sql as $$
    select turno.outbox_envelope(turno.outbox_add(1, p_post, p_kind, 1, null, p_kind || coalesce(p_post, 0) || '@demo.example', 'it'))::text $$;
select is(pg_temp.envelope(k.name, p.id) ~ 'SENTINEL|"advanced"|"base"', false, format('R24: %s of post %s holds nothing internal', k.name, p.id))
from turno.template_kind k, (select id from turno.post where ticket_id = 1 and kind = 'message' union all select null) p where k.audience = 'contact';
select throws_ok(format('select pg_temp.envelope(%L, (select max(id) from turno.post where ticket_id = 1 and kind = ''note''))', k.name), 'TU003', 'A note never leaves the office.', 'R24: nor is a mail made of a note: ' || k.name)
from turno.template_kind k where k.audience = 'contact';
select is(turno.outbox_envelope(turno.outbox_add(1, (select max(id) from turno.post where ticket_id = 1 and kind = 'note'), 'notification', null, 1, 'anna@demo.example', 'it'))::text ~ 'SENTINEL note',
    true, 'R22: an operator reads it: the mark would show');
create temporary table queued as select turno.outbox_add(1, null, 'reply', c, null, c || '@demo.example', 'it') as outbox, c as contact from unnest('{1,4}'::bigint[]) c;
select is((select turno.outbox_refusal(outbox) from queued where contact = 4), 'the contact no longer takes part', 'R24: who takes no part in a ticket gets no mail of it');
select is((select turno.outbox_refusal(outbox) from queued where contact = 1), null, 'R24: who does gets it');
select is(jsonb_path_query_array(turno.envelope_post((select max(id) from turno.post where ticket_id = 1 and kind = 'message')), '$.documents[*].keyvalue().key'), '["name", "size", "sha256"]', 'R35, M29: of documents names, sizes and digests only');
update turno.operator set signature = E'Anna, CAF\ntel. 5';
select is(array_agg(distinct turno.envelope_post(id) ->> 'signature'), array[E'Anna, CAF\ntel. 5'], 'R4: below what an operator wrote stands his signature')
from turno.post where operator_id is not null;
select is(array_agg(distinct turno.envelope_post(id) ->> 'signature'), array[''], 'R4: and below what a contact wrote none') from turno.post where contact_id is not null;

-- A stranger: somebody wrote in his name, and nothing of that mail goes to him (M13).
insert into turno.contact (id, customer_id, name) overriding system value values (9, 3, 'SENTINEL name');
insert into turno.ticket (id, reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, mailbox_id, channel, subject)
    overriding system value select 90, '', 3, 9, 1, 'base', 'operator', t.status_id, t.priority_id, 1, 'mail', 'SENTINEL subject' from turno.ticket t where t.id = 6;
select is(turno.outbox_envelope(turno.outbox_add(90, null, k, 9, null, k || '@elsewhere.example', 'it'))::text ~ 'SENTINEL', false, format('M13: %s to a stranger holds no word of his mail', k))
from unnest('{acknowledgement,status,reminder}'::text[]) k;
select is(split_part(turno.outbox_envelope(turno.outbox_add(90, null, 'acknowledgement', 9, null, l || '@elsewhere.example', l)) ->> 'subject', ' [', 1), s, 'M13: its subject says which request: ' || l)
from (values ('it', 'Richiesta 90'), ('en', 'Request 90')) v (l, s);

-- The morning list.
insert into turno.setting values ('office.timezone', '"UTC"');
create function pg_temp.set_hour(p text) returns void language sql as $$
    insert into turno.setting values ('morning.hour', to_jsonb(p)) on conflict (key) do update set value = excluded.value $$;
select pg_temp.set_hour(greatest(0, extract(hour from clock_timestamp() at time zone 'UTC')::integer - 1)::text);
select is(turno.morning_send(), 0, 'R34: no morning list unless the office wants it');
insert into turno.setting values ('morning.enabled', '"true"');
select is((select jsonb_path_query_array(turno.morning_list(2), '$.handle[*].reference')), '["6", "90"]', 'R9: an operator''s list is what he sees');
select is(turno.morning_list(1) ->> 'handle_count', '6', 'R34: and how much');
select is(turno.morning_list(1) ->> 'waiting_count', '1', 'R34: and what waits');
select is((select jsonb_path_query_array(turno.morning_list(4), '$.handle[*].reference')), '["5"]', 'R9: who has no category finds what he opened');
select is(turno.morning_send(), 3, 'R34: who has an address and something to do is written to');
select is((select string_agg(recipient, ' ' order by recipient) from turno.outbox where kind = 'morning'), 'anna@demo.example marco@demo.example riccardo@demo.example', 'R34: each of them');
select is(turno.morning_send(), 0, 'R34: once a day');
select is(turno.outbox_envelope((select id from turno.outbox where kind = 'morning' and operator_id = 2)) #>> '{morning,handle_count}', '2', 'R34: the mail says it');
update turno.operator set morning_on = morning_on - 1;
select lives_ok($$select turno.mute_add('{"login": "marco", "event": "morning"}')$$, 'R34: an operator opts out');
update turno.operator set wants_mail = false where id = 3;
select is(turno.morning_send(), 1, 'R34: the next day the others are written to again');
update turno.operator set morning_on = morning_on - 1;
select pg_temp.set_hour(((extract(hour from clock_timestamp() at time zone 'UTC')::integer + 1) % 24)::text);
select is(turno.morning_send(), 0, 'R34: not before its hour');
update turno.ticket set turn = 'closed', closed_at = now(), status_id = (select id from turno.status where is_closing);
select pg_temp.set_hour(extract(hour from clock_timestamp() at time zone 'UTC')::integer::text);
select is(turno.morning_send(), 0, 'R34: nothing to do, no mail');
update turno.setting set value = '"Nowhere/Else"' where key = 'office.timezone';
select is(turno.morning_send(), 0, 'R34: a time zone that is none stops no clock');
select is((select count(*) from jsonb_array_elements(turno.check_report()) f where f ->> 'name' = 'office.timezone'), 1::bigint, 'R34: turno check tells of it');
select finish();
rollback;
