-- The server of its own by which the mail of a mailbox leaves: given with a sealed password, used in place of a group of turno.conf.
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.act(p_verb text, p_values jsonb, p_confirm text default repeat('ab', 32)) returns jsonb language sql as $$
    select x::jsonb from (select pg_temp.see('anna', format('select turno.act_admin(%L::jsonb)', jsonb_build_object('noun', 'mailbox', 'verb', p_verb,
        'values', p_values, 'confirm', p_confirm)))) y(x) where x ~ '^[{]' $$;
create function pg_temp.sending(p jsonb default '{}') returns jsonb language sql as $$
    select pg_temp.act('sending', '{"name": "support", "smtp_host": "smtp.example.it", "smtp_port": 465, "smtp_tls": "implicit", "smtp_login": "support@demo.example"}'
        || jsonb_build_object('sealed', repeat('5e', 60)) || p) $$;
create function pg_temp.server(p jsonb default '{}') returns jsonb language sql as $$
    select pg_temp.act('server', '{"name": "support", "imap_host": "imap.example.it", "imap_port": 993, "imap_tls": "implicit", "imap_login": "both@demo.example"}'
        || jsonb_build_object('sealed', repeat('5e', 60)) || p) $$;
create function pg_temp.box() returns jsonb language sql as $$ select turno.mailbox_json(1) $$;
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
create function pg_temp.queue() returns bigint language sql as $$
    insert into turno.outbox (kind, mailbox_id, recipient, language) values ('alert', 1, 'anna@demo.example', 'it') returning id $$;
create function pg_temp.account(p_outbox bigint) returns text language sql as $$ select j.account from turno.outbox_job j where j.outbox_id = p_outbox $$;
update turno.operator set password_salt = decode(repeat('00', 16), 'hex'), password_digest = sha256(decode(repeat('ab', 32), 'hex')) where id = 1;

-- By a group of turno.conf, as long as nobody says otherwise.
select is(m.account, m.submission, 'a mailbox sends by its group') from turno.mailbox m where m.id = 1;
select is(pg_temp.daemon('select turno.mailbox_submissions(null)'), '[]', 'and turnod runs nobody for it');
select is(pg_temp.box() #>> '{sending,state}', 'ok', 'nothing is missing');
create temporary table waiting as select pg_temp.queue() as id;
select pg_temp.daemon(format('select turno.outbox_queue(%s)::text', id)) from waiting;
select is(pg_temp.account(id), 'default', 'its mail waits for the group') from waiting;

-- A server of its own.
select is(pg_temp.act('sending', '{"name": "support"}', null) #>> '{errors,confirm}', 'password', 'R4: not without his own password');
select is(pg_temp.sending() #>> '{errors,secret}', 'No password can be taken yet: once, at the terminal of the machine, turno seal must be run.', 'R4: not before turno seal');
select turno.seal_publish(jsonb_build_object('key', repeat('01', 32))) is not null;
select is(pg_temp.sending(p::jsonb) #>> array['errors', f], m, format('R4: %s', p))
from (values ('{"smtp_host": ""}', 'smtp_host', 'A server is written as smtp.example.it.'), ('{"smtp_host": "https://x"}', 'smtp_host', 'A server is written as smtp.example.it.'),
    ('{"smtp_port": ""}', 'smtp_port', 'A port is a number from 1 to 65535: 465 with TLS, 587 with STARTTLS.'),
    ('{"smtp_port": 65536}', 'smtp_port', 'A port is a number from 1 to 65535: 465 with TLS, 587 with STARTTLS.'),
    ('{"smtp_tls": "none"}', 'smtp_tls', 'smtp_tls can be implicit, starttls, not "none".'),
    ('{"smtp_login": ""}', 'smtp_login', 'The name with which one signs in at the server, mostly the address itself.'),
    ('{"smtp_login": "a\nb"}', 'smtp_login', 'The name with which one signs in at the server, mostly the address itself.'),
    ('{"sealed": ""}', 'secret', 'Write the password of the mailbox at its server.'), ('{"sealed": "segreta"}', 'secret', 'Write the password of the mailbox at its server.'),
    ('{"smtp_secret": "x"}', 'form', '"smtp_secret" is not known here; known are: name, smtp_host, smtp_port, smtp_tls, smtp_login, sealed.'),
    ('{"name": "nowhere"}', 'form', 'There is no mailbox "nowhere".')) c(p, f, m);
select is((select count(*) from turno.mailbox_secret), 0::bigint, 'R4: nothing is kept of what is refused');
select is(pg_temp.see(t, 'select turno.act_admin(''{"noun": "mailbox", "verb": "sending", "values": {"name": "support"}}'')'), case when t is null then 'TU004' else 'TU002' end,
    'R4: not for ' || coalesce(t, 'nobody')) from unnest(array['marco', 'mario', 'mario_link', null]) t;
update turno.mailbox set smtp_host = 'old.example.it', smtp_secret = 'smtp', smtp_pin = repeat('ab', 32) where id = 1;
select is(pg_temp.sending() #>> '{done,smtp_host}', 'smtp.example.it', 'a server with its password');
select is((select array[m.smtp_secret, m.smtp_pin, m.account] from turno.mailbox m where m.id = 1), '{"","",mailbox:support}',
    'R4: the secret file of the terminal is not carried there, nor its pin');
select is(pg_temp.account(id), 'mailbox:support', 'what waited goes by it') from waiting;
select is(pg_temp.daemon('select turno.mailbox_submissions(null)')::jsonb, jsonb_build_array(jsonb_build_object('name', 'mailbox:support', 'mailbox', 'support',
    'host', 'smtp.example.it', 'port', 465, 'tls', 'implicit', 'login', 'support@demo.example', 'secret', '', 'pin', '', 'sealed', repeat('5e', 60))),
    'turnod learns all that it needs');
create temporary table later as select pg_temp.queue() as id;
select pg_temp.daemon(format('select turno.outbox_queue(%s)::text', id)) from later;
select is(pg_temp.account(id), 'mailbox:support', 'what is sent later too') from later;
select is(turno.outbox_put(null, null, 'alert', '{null}', '{null}', '{capo@demo.example}', '{it}', '{null}', 1) is not null, true, 'and what is put');
select is((select count(*) from turno.outbox o join turno.outbox_job j on j.outbox_id = o.id where o.mailbox_id = 1 and j.account <> 'mailbox:support'), 0::bigint, 'nothing goes by the group');

select is(pg_temp.daemon('select turno.mailbox_submissions(''mailbox:support'') #>> ''{0,host}'''), 'smtp.example.it', 'a submitter looks what its own is now');
select is(pg_temp.daemon('select turno.mailbox_submissions(''default'')'), '[]', 'a group of turno.conf is none');

-- What is in hand stays with who has it, and follows once it waits again.
update turno.outbox_job j set step = 'claimed', owner = 's', leased_until = clock_timestamp() + interval '1 minute' from waiting w where j.outbox_id = w.id;
select is(turno.mailbox_set('{"name": "support", "submission": "default"}') ->> 'account', 'default', 'another way while a mail is on it');
select is(array[pg_temp.account(w.id), pg_temp.account(l.id)], '{mailbox:support,default}', 'what waits goes, what is in hand does not') from waiting w, later l;
select is(pg_temp.daemon('select turno.outbox_release(''s'')'), '1', 'given back');
select is(pg_temp.account(id), 'default', 'and then it does') from waiting;
select is(pg_temp.sending() ->> 'ok', 'true', 'back again');

-- Nobody reads it back.
select ok(pg_temp.act('show', '{"name": "support"}') is null and pg_temp.see('anna', 'select turno.page_admin(''{"noun": "mailbox", "values": {"name": "support"}}'')') !~ '5e5e', 'R4: no page shows it');
select ok(pg_temp.box()::text !~ '5e5e' and pg_temp.box() #>> '{sending,sealed_at}' is not null, 'R4: the command line shows that there is one');
select is(pg_temp.see('anna', 'select sealed from turno.mailbox_secret'), '42501', 'R4: the web cannot read it');
select is(has_column_privilege(r, 'turno.mailbox_secret', 'sealed', 'select'), r = 'turno_gateway', 'R4: ' || r) from unnest('{turno_gateway,turno_act,turno_web}'::text[]) r;
select is(has_function_privilege(r, f, 'execute'), r = 'turno_gateway', format('R4: %s and %s', r, f))
from unnest('{turno_gateway,turno_act,turno_web}'::text[]) r, unnest('{turno.mailbox_submissions(text),turno.mailbox_submission(turno.mailbox)}'::text[]) f;
select ok((select l.members @> '{sealed}' and l.members::text !~ '5e5e' from turno.admin_log l where l.noun = 'mailbox' and l.verb = 'sending' order by l.id desc limit 1), 'R4: the log names it only');
select is(pg_temp.act('set', jsonb_build_object('name', 'support', k, 'evil.example')) #>> '{errors,form}',
    'The server of a mailbox is set with its password, on its own page; a secret file at the terminal: turno mailbox set.', 'R4: not by the way: ' || k)
from unnest('{smtp_host,smtp_port,smtp_tls,smtp_login,smtp_secret,smtp_pin}'::text[]) k;
update turno.mailbox set smtp_pin = repeat('ab', 32) where id = 1;
select is(pg_temp.sending('{"smtp_login": "other"}') #>> '{done,smtp_pin}', repeat('ab', 32), 'a pin stays with its server');

-- Its account is paused like any other, and tried again as soon as it is mended.
select pg_temp.daemon('select turno.account_pause(''mailbox:support'', ''s'', ''mailbox support: 535 no'')::text');
update turno.account set paused_until = clock_timestamp() + interval '20 minutes', pauses = 5 where name = 'mailbox:support';
select is(pg_temp.box() -> 'sending' ->> 'state', 'failing', 'no mail leaves');
select is(pg_temp.box() -> 'sending' ->> 'reason', 'mailbox support: 535 no', 'and the page says why');
select is((select f ->> 'advice' from jsonb_array_elements(turno.check_report()) f where f ->> 'name' = 'mailbox:support'), 'Mend the cause, then turno outbox resume mailbox:support.', 'turno check too');
select is(pg_temp.sending() ->> 'ok', 'true', 'another password');
select ok((select a.paused_until <= clock_timestamp() and a.pauses = 0 from turno.account a where a.name = 'mailbox:support'), 'tries at once');
update turno.account set paused_until = clock_timestamp() + interval '20 minutes' where name = 'mailbox:support';
select is(turno.mailbox_set('{"name": "support", "smtp_port": 587}') ->> 'smtp_port', '587', 'as a change at the terminal does');
select ok((select a.paused_until <= clock_timestamp() from turno.account a where a.name = 'mailbox:support'), 'at once');
update turno.account set paused_until = clock_timestamp() + interval '20 minutes' where name = 'mailbox:support';
select is(turno.mailbox_set('{"name": "support", "language": "en"}') ->> 'language', 'en', 'another change');
select ok((select a.paused_until > clock_timestamp() from turno.account a where a.name = 'mailbox:support'), 'tries nothing');
select is(turno.account_resume('{"name": "mailbox:support"}') ->> 'name', 'mailbox:support', 'turno outbox resume knows it');
select throws_like($$select turno.account_resume('{"name": "mailbox:nowhere"}')$$, 'No mail has left by%', 'and no other');

-- What is missing.
delete from turno.mailbox_secret where way = 'smtp';
select is(pg_temp.box() #>> '{sending,state}', 'unset', 'without a password');
select is((select f ->> 'message' from jsonb_array_elements(turno.check_report()) f where f ->> 'name' = 'support' and f ->> 'message' like 'Has a server of its own%'),
    'Has a server of its own for sending, but no login or password for it: its mail waits.', 'turno check says so');
select is(turno.mailbox_set('{"name": "support", "smtp_secret": "smtp"}') #>> '{sending,state}', 'ok', 'a file of the terminal');
select is(pg_temp.sending() ->> 'ok', 'true', 'and a sealed one again');
select is(turno.mailbox_set('{"name": "support", "smtp_secret": "smtp"}') #>> '{sending,sealed_at}', null, 'whose place the file takes');
select is((select count(*) from jsonb_array_elements(turno.check_report()) f where f ->> 'message' like 'Hands its mail in without TLS%'), 0::bigint, 'with TLS');
select is(turno.mailbox_set('{"name": "support", "smtp_tls": "none"}') ->> 'smtp_tls', 'none', 'at the terminal without');
select is((select count(*) from jsonb_array_elements(turno.check_report()) f where f ->> 'message' like 'Hands its mail in without TLS%'), 1::bigint, 'which turno check names');
select throws_like($$select turno.mailbox_set('{"name": "support", "smtp_pin": "xy"}')$$, '"xy" is no pin:%', 'a pin is a pin');
select throws_like($$select turno.mailbox_set('{"name": "support", "smtp_tls": "ssl"}')$$, 'smtp_tls can be%', 'and TLS is known');

-- Back to the group.
select is(turno.mailbox_set('{"name": "support", "submission": "mailbox:support"}') ->> 'smtp_host', 'smtp.example.it', 'a form that shows the own one changes nothing');
select is(pg_temp.act('set', '{"name": "support", "submission": "mailbox:help"}') #>> '{errors,submission}', 'A server of its own is given with its login and password, below.', 'that of another is none');
select is(pg_temp.sending() ->> 'ok', 'true', 'with a password');
select is(pg_temp.act('set', '{"name": "support", "submission": "default"}') #>> '{done,account}', 'default', 'an administrator chooses a group');
select is((select array[m.smtp_host, m.smtp_login, m.smtp_secret, m.smtp_port::text] from turno.mailbox m where m.id = 1), '{"","","",465}', 'the server of its own is gone');
select is((select count(*) from turno.mailbox_secret), 0::bigint, 'and its password');
select is(pg_temp.account(id), 'default', 'what waits goes by the group') from waiting;
select is(pg_temp.sending() ->> 'ok', 'true', 'again');
select is(turno.mailbox_set('{"name": "support", "smtp_host": ""}') ->> 'account', 'default', 'at the terminal likewise');

-- Both at once: the same login and password.
select is(pg_temp.server(jsonb_build_object('smtp_host', 'smtp.example.it', 'smtp_port', 587, 'smtp_tls', 'starttls')) #>> '{errors,secret}',
    'Write the password of the mailbox at its server.', 'R4: no password is carried from one server to the other');
select is((select count(*) from turno.mailbox_secret), 0::bigint, 'and nothing is half done');
select is(pg_temp.server('{"smtp_host": "smtp.example.it", "smtp_port": "x"}') #>> '{errors,smtp_port}', 'A port is a number from 1 to 65535: 465 with TLS, 587 with STARTTLS.', 'beside its field');
select is(pg_temp.server(jsonb_build_object('smtp_host', 'smtp.example.it', 'smtp_port', 587, 'smtp_tls', 'starttls', 'smtp_sealed', repeat('6f', 60))) #>> '{done,smtp_login}', 'both@demo.example', 'one form');
select is((select jsonb_object_agg(s.way, encode(s.sealed, 'hex')) from turno.mailbox_secret s where s.mailbox_id = 1), jsonb_build_object('imap', repeat('5e', 60), 'smtp', repeat('6f', 60)), 'sealed for each');
select is(pg_temp.server('{"smtp_host": ""}') ->> 'ok', 'true', 'the reading alone');
select is((select array[m.smtp_host, encode(s.sealed, 'hex')] from turno.mailbox m join turno.mailbox_secret s on s.mailbox_id = m.id and s.way = 'smtp' where m.id = 1),
    array['smtp.example.it', repeat('6f', 60)], 'leaves the sending as it was');
select is(turno.mailbox_set('{"name": "support", "imap_secret": "imap"}') #>> '{sending,sealed_at}' is not null, true, 'so does a file for the reading');

-- Trying it.
update turno.mailbox_test t set answered_at = now(), steps = '[{"step": "login", "is_ok": false, "message": "x"}, {"step": "send", "is_ok": true, "message": ""}]' where t.mailbox_id = 1;
select is(pg_temp.box() #>> '{sending,state}', 'ok', 'what the reading meets is not said of the sending');
update turno.mailbox_test t set steps = '[{"step": "send_login", "is_ok": false, "message": "x"}]' where t.mailbox_id = 1;
select is(pg_temp.box() #>> '{sending,state}', 'tried', 'a try that met something stands there');
select is(turno.mailbox_set('{"name": "support", "smtp_tls": "starttls"}') #>> '{sending,state}', 'ok', 'and not of another server');
select is(pg_temp.act('test', '{"name": "support"}') ->> 'ok', 'true', 'asked for again');
select is(pg_temp.daemon('select turno.mailbox_test_take() #>> ''{own,host}'''), 'smtp.example.it', 'turnod tries the own one');
update turno.mailbox set imap_host = '', imap_login = '', imap_secret = '' where id = 1;
delete from turno.mailbox_test;
select is(pg_temp.act('test', '{"name": "support"}') #>> '{done,can_try}', 'true', 'also where nothing is fetched yet');
select is(turno.mailbox_set('{"name": "support", "submission": "default", "smtp_host": ""}') ->> 'can_try', 'false', 'neither');
select is(pg_temp.act('test', '{"name": "support"}') #>> '{errors,form}', 'Say first which server it has, and its password.', 'nothing to try');

-- A new key ends these too.
select is(pg_temp.sending() ->> 'ok', 'true', 'a password');
select is(turno.seal_publish(jsonb_build_object('key', repeat('02', 32), 'is_new', true)) ->> 'mailboxes', '1', 'another key: that password goes');
select is(pg_temp.box() #>> '{sending,state}', 'unset', 'and is given again');
select * from finish();
rollback;
