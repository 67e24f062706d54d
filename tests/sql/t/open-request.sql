-- Opening on the web without credentials (R3).
begin;
\ir ../fixture.sql
\ir ../call-sentence.psql
select no_plan();
create function pg_temp.form(p jsonb default '{}') returns jsonb language sql as $$
    select '{"name": "Lucia", "surname": "Neri", "tax_code": "nrelcu80a41h501x", "email": "Lucia.Neri@client.example", "category": 2, "subject": "Il mio 730",
        "text": "Che documenti?", "machine": "192.0.2.1"}' || p $$;
-- What the mail holds: the token of the page, as submit asks for it.
create function pg_temp.token() returns text language sql as $$ select substr(turno.outbox_envelope(max(o.id)) ->> 'url_path', 10) from turno.outbox o where o.kind = 'confirm' $$;
create function pg_temp.mails() returns bigint language sql as $$ select count(*) from turno.outbox where kind = 'confirm' $$;

select is(pg_temp.call(null, 'request_open', pg_temp.form()), '"TU004 Nobody is signed in."', 'R3: without credentials only where the office wishes it');
insert into turno.setting (key, value) values ('web.open', '"anyone"');
select is(pg_temp.call(null, 'page_contact_categories', '{}') -> 'categories' -> 0 ->> 'name', 'CAF', 'R3, R7: then the form is offered to anyone');
select is(pg_temp.call('mario', 'request_open', pg_temp.form()), '"TU003 You are signed in: write your request on your own page."', 'R3: who is signed in writes as himself');
select is(pg_temp.call(null, 'request_open', '{}') -> 'errors', '{"name": "empty", "surname": "empty", "tax_code": "empty", "email": "empty", "category": "empty", "subject": "empty", "text": "empty"}', 'R3: name, surname, fiscal code and address are needed');
select is(pg_temp.call(null, 'request_open', pg_temp.form(f)) -> 'errors', e, 'R3: ' || e::text)
from (values ('{"category": 4}'::jsonb, '{"category": "not_offered"}'::jsonb), ('{"category": 1}', '{"category": "below"}'), ('{"tax_code": "XX"}', '{"tax_code": "form"}'), ('{"email": "lucia"}', '{"email": "form"}'),
    (jsonb_build_object('name', repeat('x', 91)), '{"name": "long"}'), (jsonb_build_object('surname', repeat('x', 91)), '{"surname": "long"}')) x(f, e);
select is(pg_temp.mails(), 0::bigint, 'R3: nothing was sent so far');

select is(pg_temp.call(null, 'request_open', pg_temp.form()), '{"ok": true, "done": "confirm"}', 'R3: it waits until the address is confirmed');
select is(pg_temp.mails(), 1::bigint, 'R3: by the link of a mail');
select is((select count(*) from turno.ticket where id > 6) + (select count(*) from turno.address where folded = 'lucia.neri@client.example'), 0::bigint, 'R3: there is no ticket yet, and no contact');
select is(pg_temp.call('anna', 'page_request_list', '{}') -> 0 ->> 'email', 'Lucia.Neri@client.example', 'R3: it waits in triage');
select is(pg_temp.call('marco', 'page_request_list', '{}'), '[]', 'R9: which only the triage right sees');
select is(pg_temp.call('mario', 'page_request_list', '{}'), '[]', 'R24: and no contact');
select is(pg_temp.call(null, 'page_request_list', '{}'), '"TU004 Nobody is signed in."', 'R9: nor anybody else');
create temporary table answer as select pg_temp.call(null, 'request_open', pg_temp.form(jsonb_build_object('email', e))) as v, e from unnest('{mario.rossi@demo.example,MARCO@demo.example,support+x@demo.example}'::text[]) e;
select is(v, '{"ok": true, "done": "confirm"}', format('R3: the answer says nothing of whether %s is known', e)) from answer;
select is((select array_agg(recipient order by id) from turno.outbox where kind = 'confirm'), '{Lucia.Neri@client.example,mario.rossi@demo.example}', 'R1: no mail to an operator or to ourselves');

-- The mail, and the page that confirms.
select is(turno.outbox_envelope(max(id)) #>> '{to,name}', '', 'R3: the mail holds no word of who typed the address') from turno.outbox where kind = 'confirm';
delete from turno.outbox_job; delete from turno.outbox where kind = 'confirm' and recipient like 'mario%';
create temporary table token as select pg_temp.token() as old, null as t;
update token set t = pg_temp.token();
select is(pg_temp.call(null, 'request_look', jsonb_build_object('token', x)), jsonb_build_object('valid', w, 'office', 'CAF'), format('R3: looking changes nothing (%s)', w)) from token, lateral (values (old, false), (t, true), ('x', false)) y(x, w);
select is((select token_sha256 from turno.web_request where address like 'Lucia%'), sha256(t::bytea), 'R3: only the digest of the token is kept') from token;
select is(pg_temp.call(null, 'request_confirm', '{"token": "x"}'), '{"ok": false}', 'R3: another token confirms nothing');
update turno.web_request set expires_at = now() - interval '1 second' where address like 'Lucia%';
select is(pg_temp.call(null, 'request_confirm', jsonb_build_object('token', t)), '{"ok": false}', 'R3: nor one that ran out') from token;
select is(pg_temp.call('anna', 'page_request_list', '{}') @> '[{"email": "Lucia.Neri@client.example"}]', false, 'R3: which waits no more');
update turno.web_request set expires_at = now() + interval '1 day' where address like 'Lucia%';
create temporary table done as select pg_temp.call(null, 'request_confirm', jsonb_build_object('token', t)) as v from token;
select is(v ->> 'ok', 'true', 'R3: the link opens the ticket') from done;
select is((select concat_ws('|', c.name, c.tax_code, a.address, u.kind, t.category_id, t.turn, t.channel, t.subject, p.author_kind, p.text) from turno.ticket t join turno.contact c on c.id = t.contact_id join turno.customer u on u.id = t.customer_id
    join turno.address a on a.contact_id = c.id join turno.post p on p.ticket_id = t.id where t.id = (v ->> 'ticket')::bigint),
    'Lucia Neri|NRELCU80A41H501X|Lucia.Neri@client.example|person|2|operator|web|Il mio 730|contact|Che documenti?', 'R1, R30: of a new contact, as any by the web') from done;
select is(pg_temp.call(v ->> 'token', 'page_conversation', '{}') ->> 'number', v ->> 'ticket', 'R3: where he enters') from done;
select is(pg_temp.call(null, 'request_confirm', jsonb_build_object('token', t)), '{"ok": false}', 'R3: once') from token;
select is((select form from turno.web_request where ticket_id = (v ->> 'ticket')::bigint), '{}', 'R39: what he wrote is kept in the ticket only') from done;

-- A known address.
update turno.throttle set tokens = 3 where key like 'request:email:%';
select pg_temp.call(null, 'request_open', pg_temp.form('{"email": "MARIO.rossi@demo.example", "name": "Un", "surname": "Altro"}')) \g /dev/null
create temporary table known as select pg_temp.call(null, 'request_confirm', jsonb_build_object('token', pg_temp.token())) as v;
select is((select concat_ws(' ', contact_id, (select name from turno.contact where id = 1), (select tax_code from turno.contact where id = 1)) from turno.ticket where id = (v ->> 'ticket')::bigint), '1 Mario Rossi', 'R3: a known address is that contact, who stays as he is') from known;
select pg_temp.call(null, 'request_open', pg_temp.form('{"email": "altri@client.example"}')) \g /dev/null
insert into turno.address (address, operator_id, is_main) values ('altri@client.example', 4, true);
select is(pg_temp.call(null, 'request_confirm', jsonb_build_object('token', pg_temp.token())), '{"ok": false}', 'R1: what became an operator''s meanwhile is no contact''s');
-- Floods.
select is((select array_agg(pg_temp.call(null, 'request_open', pg_temp.form('{"email": "uno@x.example"}')) ->> 'ok') from generate_series(1, 4)), '{true,true,true,true}', 'R3: the same answer to a fourth');
select is((select count(*) from turno.outbox where kind = 'confirm' and recipient = 'uno@x.example'), 3::bigint, 'R3: but three mails to an address within the hour');
update turno.throttle set tokens = 0 where key like 'request:machine:%';
select is(pg_temp.call(null, 'request_open', pg_temp.form()), '"TU003 Too many requests came from your connection: please wait an hour."', 'R3: and not too many from one machine');
update turno.web_request set expires_at = now() - interval '1 second';
select turno.tidy('test') \g /dev/null
select is((select count(*) from turno.web_request), 0::bigint, 'R39: what was not confirmed is deleted');
select finish();
rollback;
