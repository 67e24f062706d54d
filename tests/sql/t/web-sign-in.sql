-- Signing in and out, and magic links (R3, M33).
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();
-- One call of the web, as jsonb.
create function pg_temp.key(p text) returns jsonb language sql as
    $$ select jsonb_build_object('login', 'anna', 'key', encode(p::bytea, 'hex'), 'address', '192.0.2.1') $$;

select is(pg_temp.call(null, 'session_challenge', '{"login": "Anna"}') ->> 'salt', repeat('aa', 16),
    'R4: the salt of a login, which does not know capitals');
select matches(pg_temp.call(null, 'session_challenge', '{"login": "nobody"}') ->> 'salt', '^[0-9a-f]{32}$',
    'R4: an unknown login gets a salt too');
select is(pg_temp.call(null, 'session_challenge', '{"login": "nobody"}'), pg_temp.call(null, 'session_challenge', '{"login": "nobody"}'),
    'R4: and the same one again');
select isnt(pg_temp.call(null, 'session_challenge', '{"login": "nobody"}'), pg_temp.call(null, 'session_challenge', '{"login": "somebody"}'),
    'R4: another unknown login gets another one');
select isnt(pg_temp.call(null, 'session_challenge', '{"login": "marco"}') ->> 'salt', null, 'R4: also who has no password yet');

create temporary table answer as select pg_temp.call(null, 'session_open', pg_temp.key('k')) as a;
select is(a ->> 'ok', 'true', 'R4: the right key signs in') from answer;
select matches(a ->> 'token', '^[A-Za-z0-9_-]{43}$', 'a session token is 256 bits in base64url') from answer;
select is(pg_temp.see(a ->> 'token', 'select turno.session_look() ->> ''name'''), 'Anna', 'the token is hers') from answer;
select is((select count(*) from turno.session where token_sha256 = sha256(convert_to(a ->> 'token', 'UTF8'))), 1::bigint,
    'only its digest is kept') from answer;
select is(pg_temp.call(a ->> 'token', 'session_close', '{}') ->> 'ok', 'true', 'signing out') from answer;
select is(pg_temp.see(a ->> 'token', 'select turno.session_look()'), null, 'after it the token is nobody''s') from answer;

select is((select count(*) filter (where pg_temp.call(null, 'session_open', pg_temp.key('k')) ->> 'ok' = 'true') from generate_series(1, 30)),
    30::bigint, 'R4: who is right is never throttled');
select is(pg_temp.call(null, 'session_open', pg_temp.key('x')), pg_temp.call(null, 'session_open', pg_temp.key('k') || '{"login": "nobody"}'),
    'R4: a wrong password and a login that does not exist: the same words');
update turno.operator set is_active = false where login = 'anna';
select is(pg_temp.call(null, 'session_open', pg_temp.key('k')) ->> 'ok', 'false', 'R4: who is switched off does not sign in');
update turno.operator set is_active = true where login = 'anna';
delete from turno.throttle;
select pg_temp.call(null, 'session_open', pg_temp.key('x')) from generate_series(1, 12) \g /dev/null
select is(pg_temp.call(null, 'session_open', pg_temp.key('k')), pg_temp.call(null, 'session_open', pg_temp.key('x')),
    'R4: too often on one account: even the right key gets the same refusal');
select is(pg_temp.call(null, 'session_open', pg_temp.key('x') || '{"login": "marco"}') ->> 'ok', 'false', 'R4: others go on');
update turno.throttle set filled_at = filled_at - interval '10 minutes';
select is(pg_temp.call(null, 'session_open', pg_temp.key('k')) ->> 'ok', 'true', 'R4: after a while it opens again');
delete from turno.throttle;
select pg_temp.call(null, 'session_open', pg_temp.key('x') || jsonb_build_object('login', 'u' || n)) from generate_series(1, 70) n \g /dev/null
select is(pg_temp.call(null, 'session_open', pg_temp.key('k')) ->> 'ok', 'false', 'R4: too often from one address, whatever the account');

-- Refused before the key is derived: per person and per machine, and nobody learns whether there is such a person.
delete from turno.throttle;
create function pg_temp.challenge(p_login text, p_machine text) returns jsonb language sql as
    $$ select pg_temp.call(null, 'session_challenge', jsonb_build_object('login', p_login, 'address', p_machine)) $$;
select is(string_agg(distinct ok, ' '), 'salt', 'R4: ten tries are free: ' || who) from (select who,
    case when pg_temp.challenge(who, '192.0.2.' || n) ? 'salt' then 'salt' else 'refused' end as ok from unnest('{anna,nobody}'::text[]) who, generate_series(1, 10) n) x group by who;
select is(pg_temp.challenge('anna', '192.0.2.99'), pg_temp.call(null, 'session_open', pg_temp.key('x')), 'R4: then no salt is given, in the words of a wrong password');
select is(pg_temp.challenge(' ANNA@demo.example', '192.0.2.98'), pg_temp.challenge('nobody', '192.0.2.99'), 'R4: nor by another name of hers; the same for who does not exist');
select ok(pg_temp.challenge('marco', '192.0.2.99') ? 'salt', 'R4: others go on');
delete from turno.throttle;
select pg_temp.challenge('u' || n, '192.0.2.1') from generate_series(1, 60) n \g /dev/null
select is(pg_temp.challenge('anna', '192.0.2.1') ->> 'ok', 'false', 'R4: too often from one machine, whatever the account');
select ok(pg_temp.challenge('anna', '192.0.2.2') ? 'salt', 'R4: not from another');
delete from turno.throttle;
select is((select count(*) filter (where pg_temp.challenge('anna', '192.0.2.1') ? 'salt' and pg_temp.call(null, 'session_open', pg_temp.key('k')) ->> 'ok' = 'true')
    from generate_series(1, 25)), 25::bigint, 'R4: who is right is never throttled before either');

insert into turno.link (ticket_id, contact_id, token_sha256, expires_at, revoked_at)
values (3, 4, sha256('old'), now() - interval '1 day', null), (3, 4, sha256('revoked'), now() + interval '9 days', now());
select is(pg_temp.call(null, 'link_look', '{"token": "link"}'), '{"logo": null, "valid": true, "office": "CAF"}', 'M33: looking tells the office, nothing personal');
select is(pg_temp.call(null, 'link_look', jsonb_build_object('token', t)) ->> 'valid', 'false', 'M33: ' || t || ' does not open')
from unnest(array['old', 'revoked', 'never', '']) t;
select is((select used_at from turno.link where token_sha256 = sha256('link')), null, 'M33: looking changes nothing');
select is((select count(*) from turno.event where type = 'link_opened'), 0::bigint, 'M33: and leaves no event');

truncate answer;
insert into answer select pg_temp.call(null, 'link_enter', '{"token": "link"}');
select is(a ->> 'ticket', '1', 'M33: entering leads to its ticket') from answer;
select is((select count(*) from turno.event where ticket_id = 1 and type = 'link_opened' and contact_id = 1), 1::bigint, 'R23: link opened is an event');
select ok((select expires_at from turno.link where token_sha256 = sha256('link')) > now() + interval '29 days', 'M33: 30 days, sliding');
select is(pg_temp.ids(a ->> 'token', 'ticket'), '1', 'R24: a session by link sees its one ticket, though Mario has more') from answer;
select is(pg_temp.call(a ->> 'token', 'page_conversation', '{"language": "it"}') ->> 'number', '1', 'R24: its conversation is that ticket') from answer;
select is(pg_temp.see(a ->> 'token', 'select turno.page_conversation(''{"ticket": 2}'')'), 'TU002', 'R24: his other ticket is not found there') from answer;
select is(pg_temp.call(null, 'link_enter', jsonb_build_object('token', t)), '{"ok": false}', 'M33: ' || t || ' lets nobody in')
from unnest(array['old', 'revoked', 'never']) t;

select is(pg_temp.call(null, 'link_renew', '{"token": "never"}'), pg_temp.call(null, 'link_renew', '{"token": "old"}'),
    'M33: a new link: the same words for any token');
select is((select string_agg(recipient, ' ') from turno.outbox where kind = 'new_link'), 'amina.haddad@demo.example',
    'M33: it goes to the registered address of that contact, only');
select pg_temp.call(null, 'link_renew', '{"token": "old"}') from generate_series(1, 9) \g /dev/null
select cmp_ok((select count(*) from turno.outbox where kind = 'new_link'), '<=', 3::bigint, 'M33: not without end');
select pg_temp.call(null, 'link_renew', '{"token": "revoked"}') \g /dev/null
select cmp_ok((select count(*) from turno.outbox where kind = 'new_link'), '<=', 3::bigint, 'M33: a revoked link brings none');

select turno.ticket_close(3, 1, 'web') \g /dev/null
select is(pg_temp.call(null, 'link_look', '{"token": "old"}') ->> 'valid', 'false', 'M33: closing revives no link that had expired');
insert into turno.link (ticket_id, contact_id, token_sha256, expires_at) values (3, 4, sha256('late'), now() - interval '50 days');
update turno.ticket set closed_at = now() - interval '60 days' where id = 3;
select is(pg_temp.call(null, 'link_look', '{"token": "late"}') ->> 'valid', 'true', 'M33: a closed ticket is read for 90 days');
update turno.ticket set closed_at = now() - interval '91 days' where id = 3;
select is(pg_temp.call(null, 'link_look', '{"token": "late"}') ->> 'valid', 'false', 'M33: and no longer');
select * from finish();
rollback;
