-- Passwords of contacts and operators, temporary codes, one's own profile (R3, R4).
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();
create function pg_temp.secret(p text) returns jsonb language sql as
    $$ select jsonb_build_object('salt', repeat('5a', 16), 'key', encode(sha256(p::bytea), 'hex')) $$;
create function pg_temp.open(p_login text, p text) returns jsonb language sql as
    $$ select pg_temp.call(null, 'session_open', jsonb_build_object('login', p_login, 'key', encode(sha256(p::bytea), 'hex'), 'address', '192.0.2.1')) $$;
-- The code in the mail that waits for a recipient, as it leaves.
create function pg_temp.code(p_recipient text) returns text language sql volatile as
    $$ select turno.outbox_envelope(max(o.id)) ->> 'code' from turno.outbox o where o.kind = 'password_code' and o.recipient = p_recipient $$;
create function pg_temp.reset(p_login text, p_code text, p text) returns jsonb language sql as
    $$ select pg_temp.call(null, 'password_reset', jsonb_build_object('login', p_login, 'code', p_code, 'address', '192.0.2.1') || pg_temp.secret(p)) $$;

select is(turno.contact_set(jsonb_build_object('address', 'mario.rossi@demo.example', 'password', pg_temp.secret('uno'))) ->> 'has_password', 'true', 'R3: the office gives a contact a password');
select is(pg_temp.see('mario', 'select count(*) from turno.ticket'), '0', 'R3: which ends his sessions');
select is(pg_temp.see('mario_link', 'select count(*) from turno.ticket'), '1', 'M33: but not those by link');
select ok(turno.contact_list('{}')::text !~ '(digest|salt|5a5a)', 'R3: no list shows it');
select is(pg_temp.call(null, 'session_challenge', '{"login": "Mario.Rossi@demo.example"}') ->> 'salt', repeat('5a', 16), 'R3: the salt by address, which does not know capitals');
select is(pg_temp.call(null, 'session_challenge', '{"login": "amina.haddad@demo.example"}') ->> 'salt' ~ '^[0-9a-f]{32}$', true, 'R3: who has none gets a made-up one');
select is(pg_temp.call(null, 'session_challenge', '{"login": "anna@demo.example"}') ->> 'salt', repeat('aa', 16), 'R4: an operator may give his address');
create temporary table answer as select pg_temp.open('MARIO.rossi@demo.example', 'uno') as a;
select is(a - 'token', '{"ok": true, "name": "Mario Rossi", "kind": "contact"}'::jsonb, 'R3: a contact signs in with address and password') from answer;
select is(pg_temp.ids(a ->> 'token', 'ticket'), '1,2,6', 'R24: and sees all that is his') from answer;
select is(pg_temp.open('anna@demo.example', 'x') ->> 'ok', 'false', 'R4: not an operator with another''s password');
select is(pg_temp.open('mario.rossi@demo.example', 'due'), pg_temp.open('nobody@demo.example', 'uno'), 'R3: a wrong password and an unknown address: the same words');
select is(pg_temp.open('amina.haddad@demo.example', ''), pg_temp.open('nobody@demo.example', 'uno'), 'R3: who has no password: the same words');
delete from turno.throttle;
insert into turno.address (address, contact_id, is_main) values ('mario2@demo.example', 1, false);
select pg_temp.open(case when n % 2 = 0 then 'mario.rossi@demo.example' else 'mario2@demo.example' end, 'x') from generate_series(1, 12) n \g /dev/null
select is(pg_temp.open('mario.rossi@demo.example', 'uno') ->> 'ok', 'false', 'R3: too many tries, over all his addresses');
delete from turno.throttle;
select is(pg_temp.open('mario2@demo.example', 'uno') ->> 'ok', 'true', 'R3: any of his addresses will do');

-- The code by mail.
select is(pg_temp.call(null, 'password_forgot', '{"login": "amina.haddad@demo.example"}'), pg_temp.call(null, 'password_forgot', '{"login": "nobody@x.it"}'), 'R3: the same words whether or not there is an account');
select is((select string_agg(concat_ws(' ', kind, recipient, contact_id, language), ',') from turno.outbox where kind = 'password_code'), 'password_code amina.haddad@demo.example 4 it', 'R3: a mail to the registered address only');
select is((select count(*) from turno.reset_code), 0::bigint, 'R3: no code before the mail leaves');
create temporary table code as select pg_temp.code('amina.haddad@demo.example') as c;
select matches(c, '^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$', 'R3: a code that can be typed') from code;
select is((select count(*) from turno.reset_code where digest = turno.reset_code_digest(null, 4, c) and expires_at between now() + interval '14 minutes' and clock_timestamp() + interval '15 minutes'), 1::bigint,
    'R3: its digest only, for 15 minutes') from code;
select ok(not exists (select from turno.outbox o where o::text ~ c), 'R3: the outbox does not hold it') from code;
select is(pg_temp.reset('amina.haddad@demo.example', 'AAAA-AAAA', 'new'), '{"ok": false, "errors": {"code": "refused"}}', 'R3: a wrong code is refused');
select is(pg_temp.reset('nobody@x.it', c, 'new'), '{"ok": false, "errors": {"code": "refused"}}', 'R3: in the same words as for an unknown person') from code;
select is(pg_temp.reset('mario.rossi@demo.example', c, 'new') ->> 'ok', 'false', 'R3: it is good for its person only') from code;
select is(pg_temp.call(null, 'password_reset', jsonb_build_object('login', 'amina.haddad@demo.example', 'code', c, 'salt', 'x', 'key', 'y')), '{"ok": false, "errors": {"password": "invalid"}}', 'R3: what is no derived key is refused') from code;
select is(pg_temp.reset('amina.haddad@demo.example', lower(replace(c, '-', ' ')), 'new'), '{"ok": true}', 'R3: however it is typed, it sets a password') from code;
select is(pg_temp.see('amina', 'select count(*) from turno.ticket'), '0', 'R3: which ends the sessions there were');
select is(pg_temp.open('amina.haddad@demo.example', 'new') ->> 'ok', 'true', 'R3: and opens');
select is(pg_temp.reset('amina.haddad@demo.example', c, 'again') ->> 'ok', 'false', 'R3: a code is good once') from code;

delete from turno.throttle;
select pg_temp.call(null, 'password_forgot', '{"login": "amina.haddad@demo.example"}') from generate_series(1, 9) \g /dev/null
select is((select count(*) from turno.outbox where kind = 'password_code' and contact_id = 4), 4::bigint, 'R3: three mails and no more');
update code set c = pg_temp.code('amina.haddad@demo.example');
create temporary table later as select pg_temp.code('amina.haddad@demo.example') as c;
select is(pg_temp.reset('amina.haddad@demo.example', code.c, 'x') ->> 'ok', 'false', 'R3: a newer mail makes the older code void') from code;
select pg_temp.reset('amina.haddad@demo.example', 'AAAA-AAAA', 'x') from generate_series(1, 4) \g /dev/null
select is(pg_temp.reset('amina.haddad@demo.example', later.c, 'x') ->> 'ok', 'false', 'R3: after five tries the right code is refused too') from later;
update later set c = pg_temp.code('amina.haddad@demo.example');
update turno.reset_code set expires_at = clock_timestamp();
select is(pg_temp.reset('amina.haddad@demo.example', later.c, 'x') ->> 'ok', 'false', 'R3: nor after its time') from later;
delete from turno.throttle;
update turno.address set dead_at = now() where folded = 'mario.rossi@demo.example';
select pg_temp.call(null, 'password_forgot', '{"login": "mario.rossi@demo.example"}') \g /dev/null
select is((select recipient from turno.outbox where kind = 'password_code' and contact_id = 1), 'mario2@demo.example', 'M12: never to an address that is dead');

-- Operators likewise.
select pg_temp.call(null, 'password_forgot', '{"login": "marco"}'), pg_temp.call(null, 'password_forgot', '{"login": "nina"}') \g /dev/null
select is((select count(*) from turno.outbox where kind = 'password_code' and operator_id = 2 and recipient = 'marco@demo.example'), 1::bigint, 'R4: an operator''s code goes to his address');
select is((select count(*) from turno.outbox where kind = 'password_code' and operator_id = 4), 0::bigint, 'R4: without an address there is none');
update code set c = pg_temp.code('marco@demo.example');
select is(pg_temp.reset('marco', c, 'marcos') ->> 'ok', 'true', 'R4: he sets a password') from code;
select is(pg_temp.open('marco', 'marcos') - 'token', '{"ok": true, "name": "Marco", "kind": "operator"}'::jsonb, 'R4: and signs in');
update turno.operator set is_active = false where login = 'riccardo';
select pg_temp.call(null, 'password_forgot', '{"login": "riccardo"}') \g /dev/null
select is((select count(*) from turno.outbox where kind = 'password_code' and operator_id = 3), 0::bigint, 'R4: who is switched off gets none');

-- One's own.
update answer set a = pg_temp.open('marco', 'marcos');
select is(pg_temp.call(a ->> 'token', 'password_challenge', '{}') ->> 'salt', repeat('5a', 16), 'R4: the salt of his own password') from answer;
select is(pg_temp.see('mario_link', 'select turno.password_challenge(''{}'')'), 'TU002', 'R3: by link there is none');
select is(pg_temp.see(null, 'select turno.password_challenge(''{}'')'), 'TU004', 'R3: nor for nobody');
select pg_temp.call(a ->> 'token', 'password_challenge', '{}') from answer, generate_series(1, 10) \g /dev/null
select is(pg_temp.call(a ->> 'token', 'password_challenge', '{}'), '{"ok": false, "errors": {"old_password": "refused"}}', 'R4: ten tries, before the key is derived') from answer;
select is(pg_temp.call(a ->> 'token', 'act_password', pg_temp.secret('b') || jsonb_build_object('old_key', encode(sha256('x'), 'hex'))), '{"ok": false, "errors": {"old_password": "refused"}}', 'R4: the old password is asked for') from answer;
select is(pg_temp.call(a ->> 'token', 'act_password', '{"salt": "", "key": ""}') -> 'errors' ->> 'password', 'invalid', 'R4: and a new one that is one') from answer;
create temporary table fresh as select pg_temp.call(a ->> 'token', 'act_password', pg_temp.secret('b') || jsonb_build_object('old_key', encode(sha256('marcos'), 'hex'))) as a from answer;
select is(f.a ->> 'ok', 'true', 'R4: he changes his password') from fresh f;
select is(pg_temp.see(a ->> 'token', 'select turno.session_look()'), null, 'R4: his sessions end') from answer;
select is(pg_temp.see(f.a ->> 'token', 'select turno.session_look() ->> ''name'''), 'Marco', 'R4: the one that asked goes on') from fresh f;
select is(pg_temp.open('marco', 'b') ->> 'ok', 'true', 'R4: with the new password');
select is(pg_temp.see('mario_link', format('select turno.%I(''{}'')', f)), 'TU002', format('R3: %s is not for who came by link', f)) from unnest(array['act_password', 'page_profile', 'act_profile']) f;
select is(pg_temp.see(null, format('select turno.%I(''{}'')', f)), 'TU004', format('R3: %s is for nobody', f)) from unnest(array['act_password', 'page_profile', 'act_profile']) f;
select is(pg_temp.call('anna', 'act_profile', '{"language": "en", "signature": "Anna, CAF", "wants_mail": false}'), '{"ok": true, "done": "saved"}', 'R4: an operator sets language, signature, notifications');
select is(pg_temp.call('anna', 'page_profile', '{}') - '{categories,addresses}'::text[], jsonb_build_object('kind', 'operator', 'is_italian', false, 'is_english', true, 'name', 'Anna', 'login', 'anna', 'language', 'en', 'signature', 'Anna, CAF',
    'wants_mail', false, 'is_admin', true, 'has_password', true, 'salt', repeat('aa', 16)), 'R4: and reads them');
select is(pg_temp.call('anna', 'act_profile', '{"language": "fr", "wants_mail": "maybe"}') -> 'errors', '{"language": "invalid", "wants_mail": "invalid"}'::jsonb, 'R4: not what cannot be');
select is(pg_temp.call('anna', 'act_profile', '{"is_admin": false}') ->> 'ok', 'true', 'R4: what is not his to change is not looked at');
select is((select is_admin from turno.operator where login = 'anna'), true, 'R4: and stays');
select is(pg_temp.call('geometra', 'act_profile', '{"phone": "02 12.34"}') ->> 'ok', 'true', 'R1: a contact sets his phone');
select is(pg_temp.call('geometra', 'page_profile', '{}') - '{addresses}'::text[], '{"kind": "contact", "name": "Geometra", "is_italian": true, "is_english": false, "language": "it", "phone": "021234", "tax_code": null, "vat_number": null, "customer": "Edil Nord S.r.l.", "has_password": false, "salt": null}'::jsonb,
    'R1: and reads his data');
select is(pg_temp.call('geometra', 'act_profile', '{"phone": "casa"}') -> 'errors', '{"phone": "invalid"}'::jsonb, 'R1: a phone number is one');
select is(pg_temp.see('mario', 'select count(*) from turno.contact_password'), '42501', 'R3: the web reads no password table');
select is(pg_temp.see('anna', 'select count(*) from turno.reset_code'), '42501', 'R3: nor codes');
select throws_ok('insert into turno.contact_password (contact_id, salt, digest) values (2, ''\x00'', sha256(''''))', '23514', null, 'R3: a salt has 16 bytes');
select finish();
rollback;
