-- Servers of mailboxes with passwords that are sealed for turnod, and trying them.
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.call(p_token text, p_function text, p jsonb) returns jsonb language sql as
    $$ select x::jsonb from (select pg_temp.see(p_token, format('select turno.%I(%L::jsonb)', p_function, p)) as x) y where x ~ '^[{]' $$;
create function pg_temp.act(p_verb text, p_values jsonb, p_confirm text default repeat('ab', 32)) returns jsonb language sql as
    $$ select pg_temp.call('anna', 'act_admin', jsonb_build_object('noun', 'mailbox', 'verb', p_verb, 'values', p_values, 'confirm', p_confirm)) $$;
create function pg_temp.server(p jsonb default '{}') returns jsonb language sql as
    $$ select pg_temp.act('server', '{"name": "support", "imap_host": "imap.example.it", "imap_port": 993, "imap_tls": "implicit", "imap_login": "support@demo.example"}'
        || jsonb_build_object('sealed', repeat('5e', 60)) || p) $$;
create function pg_temp.box() returns jsonb language sql as $$ select turno.mailbox_json(1) $$;
update turno.operator set password_salt = decode(repeat('00', 16), 'hex'), password_digest = sha256(decode(repeat('ab', 32), 'hex')) where id = 1;

-- The key.
select is(pg_temp.see(t, 'select turno.admin_seal(''{}'')'), case when t is null then 'TU004' else 'TU002' end, 'R4: the key is not for ' || coalesce(t, 'nobody'))
from unnest(array['marco', 'mario', 'mario_link', null]) t;
select is(pg_temp.call('anna', 'admin_seal', '{}'), '{"key": null}', 'R4: there is none before turno seal was run');
select is(pg_temp.server() #>> '{errors,secret}', 'No password can be taken yet: once, at the terminal of the machine, turno seal must be run.', 'R4: and the page says so');
select is(turno.seal_publish(jsonb_build_object('key', repeat('01', 32))), jsonb_build_object('key', repeat('01', 32), 'mailboxes', 0), 'the key');
select is(turno.seal_publish(jsonb_build_object('key', repeat('01', 32))) ->> 'mailboxes', '0', 'the same again');
select is(pg_temp.call('anna', 'admin_seal', '{}') ->> 'key', repeat('01', 32), 'R4: the administrator closes with it');
select is(pg_temp.box() ->> 'can_seal', 'true', 'and is told that he can');
select throws_like($$select turno.seal_publish(jsonb_build_object('key', repeat('02', 32)))$$, 'Passwords are sealed with another key:%', 'no other key by mistake');

-- A server.
select is(pg_temp.act('server', '{"name": "support"}', null) #>> '{errors,confirm}', 'password', 'R4: not without his own password');
select is(pg_temp.server(p::jsonb) #>> array['errors', f], m, format('R4: %s', p))
from (values ('{"imap_host": ""}', 'imap_host', 'A server is written as imap.example.it.'), ('{"imap_host": "a b"}', 'imap_host', 'A server is written as imap.example.it.'),
    ('{"imap_host": "https://x"}', 'imap_host', 'A server is written as imap.example.it.'),
    ('{"imap_port": 0}', 'imap_port', 'A port is a number from 1 to 65535: 993 with TLS, 143 with STARTTLS.'), ('{"imap_port": ""}', 'imap_port', 'A port is a number from 1 to 65535: 993 with TLS, 143 with STARTTLS.'),
    ('{"imap_port": 65536}', 'imap_port', 'A port is a number from 1 to 65535: 993 with TLS, 143 with STARTTLS.'),
    ('{"imap_tls": "none"}', 'imap_tls', 'imap_tls can be implicit, starttls, not "none".'), ('{"imap_login": ""}', 'imap_login', 'The name with which one signs in at the server, mostly the address itself.'),
    ('{"imap_login": "a\nb"}', 'imap_login', 'The name with which one signs in at the server, mostly the address itself.'),
    ('{"sealed": ""}', 'secret', 'Write the password of the mailbox at its server.'), ('{"sealed": "segreta"}', 'secret', 'Write the password of the mailbox at its server.'),
    ('{"imap_secret": "x"}', 'form', '"imap_secret" is not known here; known are: name, imap_host, imap_port, imap_tls, imap_login, sealed, smtp_host, smtp_port, smtp_tls, smtp_sealed.')) c(p, f, m);
select is((select count(*) from turno.mailbox_secret), 0::bigint, 'R4: nothing is kept of what is refused');
update turno.mailbox set imap_host = 'old.example.it', imap_port = 993, imap_login = 'x', imap_secret = 'imap', imap_pin = repeat('ab', 32) where id = 1;
select is(pg_temp.server() #>> '{done,imap_host}', 'imap.example.it', 'a server with its password');
select is((select array[m.imap_secret, m.imap_pin] from turno.mailbox m where m.id = 1), '{"",""}', 'R4: the secret file of the terminal is not carried there, nor its pin');
select is((select encode(s.sealed, 'hex') from turno.mailbox_secret s where s.mailbox_id = 1), repeat('5e', 60), 'what was sealed is kept');
-- turnod: its role and no other.
create function pg_temp.daemon(p_query text) returns text language plpgsql as $$
declare
    v_result text;
begin
    set local role turno_gateway;
    execute p_query into v_result;
    reset role;
    return v_result;
end
$$;
select is(pg_temp.daemon('select turno.mailbox_job(m) ->> ''imap_sealed'' from turno.mailbox m where m.id = 1'), repeat('5e', 60), 'and turnod gets it');
select ok(pg_temp.call('anna', 'page_admin', '{"noun": "mailbox", "values": {"name": "support"}}')::text !~ '5e5e', 'R4: no page shows it');
select ok(pg_temp.box() ->> 'sealed_at' is not null, 'but that there is one');
select is(pg_temp.see('anna', 'select sealed from turno.mailbox_secret'), '42501', 'R4: the web cannot read it');
select is(has_column_privilege('turno_act', 'turno.mailbox_secret', 'sealed', 'select'), false, 'R4: nor can an act');
select ok((select l.members @> '{sealed}' and l.members::text !~ '5e5e' from turno.admin_log l where l.noun = 'mailbox' and l.verb = 'server' order by l.id desc limit 1), 'R4: the log names it only');
update turno.mailbox set imap_pin = repeat('ab', 32) where id = 1;
select is(pg_temp.server('{"imap_login": "other"}') #>> '{done,imap_pin}', repeat('ab', 32), 'a pin stays with its server');
select isnt(pg_temp.box() ->> 'state', 'unset', 'it has a server now');
delete from turno.mailbox_secret;
select is(pg_temp.box() ->> 'state', 'unset', 'and without a password it has none');
select is(pg_temp.server() ->> 'ok', 'true', 'again');
select is(turno.mailbox_set('{"name": "support", "imap_secret": "imap"}') ->> 'sealed_at', null, 'the file that the terminal names takes its place');

-- Trying it.
select is(pg_temp.box() #>> '{test,answered_at}', null, 'a new server is tried at once');
delete from turno.mailbox_test;
select is(pg_temp.daemon('select turno.mailbox_test_take()'), null, 'nobody asked');
select is(pg_temp.act('test', '{"name": "support"}', null) #>> '{done,name}', 'support', 'asked for');
select is(pg_temp.box() #>> '{test,answered_at}', null, 'not answered yet');
create temporary table taken as select pg_temp.daemon('select turno.mailbox_test_take()')::jsonb as t;
select is((select array[t #>> '{job,imap_host}', t ->> 'submission'] from taken), '{imap.example.it,default}', 'turnod takes it');
select is(turno.mailbox_test_take(), null, 'once');
select is(turno.mailbox_test_answer(1, now() - interval '1 day', '[]'), false, 'an answer to another question');
select is((select pg_temp.daemon(format('select turno.mailbox_test_answer(1, %L, %L)', t ->> 'asked_at', '[{"step": "resolve", "is_ok": false, "message": "x"}]')) from taken), 'true', 'the answer');
select is(pg_temp.call('anna', 'page_admin', '{"noun": "mailbox", "values": {"name": "support"}}') #>> '{row,test,steps,0,step}', 'resolve', 'R4: and the page shows it');
select is((select turno.mailbox_test_answer(1, (t ->> 'asked_at')::timestamptz, '[]') from taken), false, 'it is answered once');
select is(pg_temp.act('test', '{"name": "support"}') #>> '{done,test,steps}', null, 'asked for again');
select is(turno.mailbox_test_take() #>> '{job,id}', '1', 'taken by one that dies');
update turno.mailbox_test set taken_at = clock_timestamp() - interval '3 minutes';
select is(turno.mailbox_test_take() #>> '{job,id}', '1', 'and by another two minutes later');
select is(pg_temp.server() #>> '{done,test,steps}', null, 'what was said of another server is gone');
select is(pg_temp.daemon('select turno.mailbox_test_take() #>> ''{job,id}'''), '1', 'and this one is tried');
delete from turno.mailbox_secret;
select is(pg_temp.act('test', '{"name": "support"}') #>> '{errors,form}', 'Say first which server it has, and its password.', 'nothing to try');
select is(pg_temp.see('marco', 'select turno.act_admin(''{"noun": "mailbox", "verb": "test", "values": {"name": "support"}}'')'), 'TU002', 'R4: not for others');

-- A new key.
select is(pg_temp.server() ->> 'ok', 'true', 'a password');
select is(turno.seal_publish(jsonb_build_object('key', repeat('02', 32), 'is_new', true)) ->> 'mailboxes', '1', 'another key: those passwords go');
select is(pg_temp.box() ->> 'sealed_at', null, 'and are given again');
select * from finish();
rollback;
