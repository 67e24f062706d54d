-- A contact is erased while his mail is decided, and while he writes on the web: nothing of him is left behind (R39).
\ir ../office.psql
\ir ../two.psql
create temporary table mine as select pg_temp.ticket_of_mario() as ticket, pg_temp.contact_id('mario') as mario;
select turno.lease_drop('test');
select plan(9);
select pg_temp.connect('{a,b}') \g /dev/null

-- A mail of his is being decided: the erasure waits for it, and takes it.
create temporary table late as select pg_temp.store('support') as mail;
select public.dblink_exec('a', 'set role turno_gateway'), public.dblink_exec('a', 'begin');
select is((pg_temp.other('a', format('select turno.deliver(%s, %L, ''w'', turno.lease_take(''writer'', ''w'', 60))', mail,
    pg_temp.evidence('{"subject": "Ancora io"}')))::jsonb ->> 'outcome'), 'ticket', 'R39: a mail of his is being decided') from late;
select ok(pg_temp.blocks('b', 'select turno.contact_erase(''{"address": "mario.rossi@demo.example"}'')::text'), 'R39: his erasure waits for it');
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b')::jsonb ->> 'tickets', '2', 'R39: and takes it too');
select is((select string_agg(text, '') from turno.post), '', 'R39: nothing that he wrote is left');
select is((select count(*) from turno.mail where blob_id is not null), 0::bigint, 'R39: nor a mail');

-- Certain now that he is not known: the next one is a stranger's.
select turno.lease_drop('w');
select is(pg_temp.receive('{"subject": "Chi sono?"}') ->> 'outcome', 'triage', 'R39: the next mail from there is a stranger''s');
select turno.lease_drop('test');

-- While the writer's lease is held for an erasure, nothing is decided.
create temporary table next as select pg_temp.store('support') as mail, (turno.lease_take('writer', 'w', 60)) as epoch;
select public.dblink_exec('b', 'begin');
select is(pg_temp.other('b', 'select turno.contact_erase(''{"address": "amina@demo.example"}'')::jsonb ->> ''tickets'''), '0', 'R39: somebody is being erased');
select ok(pg_temp.blocks('a', format('select turno.deliver(%s, %L, ''w'', %s)::text', mail, pg_temp.evidence('{"from_address": "amina@demo.example"}'), epoch)),
    'R39: a mail of hers waits') from next;
select public.dblink_exec('b', 'commit');
select is(pg_temp.answer('a')::jsonb ->> 'outcome', 'triage', 'R39: and then is a stranger''s');
select * from finish();
select public.dblink_disconnect(s) from unnest('{a,b}'::text[]) s;
