-- Two sessions at once: what locks and claims promise.
\ir ../office.psql
\ir ../two.psql
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
select turno.lease_drop('test');
select plan(33);

select pg_temp.connect('{a,b}') \g /dev/null
select public.dblink_exec(s, 'set role turno_gateway') from unnest('{a,b}'::text[]) s;

-- R23: the chain stays one chain.
select public.dblink_exec('a', 'begin');
select pg_temp.other('a', format('select turno.event_add(%s, ''first'', ''system'', null, ''web'')', ticket)) is not null as done from mine;
select ok(pg_temp.blocks('b', format('select turno.event_add(%s, ''second'', ''system'', null, ''web'')', ticket)), 'R23: a second event waits for the first') from mine;
select public.dblink_exec('a', 'commit');
select isnt(pg_temp.answer('b'), null, 'R23: and is then written');
select is((select array_agg(type order by seq) from turno.event where ticket_id = ticket and seq > 2), '{first,second}'::text[], 'R23: in that order') from mine;
select is_empty('select * from turno.verify_chain()', 'R23: as one chain');

-- R14: two that change the turn at once.
select public.dblink_exec('a', 'begin');
select is(pg_temp.other('a', format('select turno.turn_apply(%s, ''reply'', ''operator'', %s, ''web'')', ticket, pg_temp.operator_id('anna'))), 'contact',
    'R14: a reply passes the turn') from mine;
select ok(pg_temp.blocks('b', format('select turno.turn_apply(%s, ''contact_message'', ''contact'', %s, ''web'')', ticket, pg_temp.contact_id('mario'))),
    'R14: a message that comes meanwhile waits') from mine;
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b'), 'operator', 'R14: and sees the turn that it finds');
select is((select array_agg(old || '>' || new order by seq) from turno.event where ticket_id = ticket and type = 'turn'), '{operator>contact,contact>operator}'::text[],
    'R14: both changes are in the timeline') from mine;

-- One mail, delivered twice at once.
create temporary table twice as select pg_temp.store('support') as mail, turno.lease_take('writer', 'w', 600) as epoch;
create temporary table call as select format('select turno.deliver(%s, %L, ''w'', %s)', mail, pg_temp.evidence('{"subject": "una volta"}'), epoch) as query from twice;
select public.dblink_exec('a', 'begin');
create temporary table first as select pg_temp.other('a', query)::jsonb as v from call;
select is(v ->> 'outcome', 'ticket', 'M2: a mail is decided') from first;
select ok(pg_temp.blocks('b', query), 'M2: the same mail waits') from call;
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b')::jsonb -> 'ticket', v -> 'ticket', 'M2: and gives the same verdict') from first;
select is((select count(*) from turno.ticket where subject = 'una volta'), 1::bigint, 'M2: one ticket');

-- A write under a lease keeps the lease until its end.
select public.dblink_exec('a', 'begin');
select pg_temp.other('a', format('select turno.lease_guard(''writer'', ''w'', %s)', epoch)) from twice;
select ok(pg_temp.blocks('b', 'update turno.lease set expires_at = ''-infinity'' where name = ''writer'' returning name'), 'nobody takes a lease under a running write');
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b'), 'writer', 'only after it');
select is(pg_temp.other('b', 'select turno.lease_take(''writer'', ''x'', 60)')::bigint, epoch + 1, 'then under the next epoch') from twice;

-- M31: two that send never claim the same.
insert into turno.account (name) values ('default');
select public.dblink_exec('a', 'begin');
create temporary table claims as select pg_temp.other('a', 'select turno.outbox_claim(''a'', 60, 2, ''default'')')::jsonb as a, pg_temp.other('b', 'select turno.outbox_claim(''b'', 60, 100, ''default'')')::jsonb as b;
select public.dblink_exec('a', 'commit');
select is(jsonb_array_length(a), 2, 'M31: one claims two') from claims;
select is(jsonb_array_length(b), (select count(*) from turno.outbox_job j join turno.outbox o on o.id = j.outbox_id where not exists (select from jsonb_array_elements(a) x
    where (x.value ->> 'id')::bigint = o.id or x.value ->> 'kind' <> 'reply' and lower(x.value #>> '{to,address}') = lower(o.recipient)))::integer, 'M31: the other, without waiting, all that is left but for whom the first is counting') from claims;
select is((select count(*) from jsonb_array_elements(a) x, jsonb_array_elements(b) y where x.value -> 'id' = y.value -> 'id'), 0::bigint, 'M31: none twice') from claims;

-- M31: the server ends a claim whose client died; who starts in its place must not miss it.
select pg_temp.other('a', 'select turno.outbox_release(''a'')');
select public.dblink_exec('a', 'begin');
select pg_temp.other('a', 'select turno.outbox_claim(''a'', 60, 2, ''default'')') is not null;
select ok(pg_temp.blocks('b', 'select turno.outbox_release(''a'')'), 'M31: who starts again waits for a claim in his name that is under way');
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b'), '2', 'M31: and gives it back');

-- Two submitters share the limit of an account.
select pg_temp.other('a', 'select turno.outbox_release(''a'')'), pg_temp.other('a', 'select turno.outbox_release(''b'')');
select public.dblink_exec('a', 'begin');
select is(jsonb_array_length(pg_temp.other('a', 'select turno.outbox_claim(''a'', 60, 5, ''default'', 10)')::jsonb), 1, 'an account of ten a minute sends one at once');
select ok(pg_temp.blocks('b', 'select turno.outbox_claim(''b'', 60, 5, ''default'', 10)'), 'a second claim waits for the first');
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b'), '[]', 'and sends nothing more');
update turno.account set per_minute = 0;
delete from turno.throttle;

-- One submitter has the probe of a paused account.
select turno.account_pause('default', 'x', '4.4.1 away');
update turno.account set paused_until = now();
select public.dblink_exec('a', 'begin');
select is(jsonb_array_length(pg_temp.other('a', 'select turno.outbox_claim(''a'', 60, 5, ''default'')')::jsonb), 1, 'a probe is one mail');
select is(pg_temp.other('b', 'select turno.outbox_claim(''b'', 60, 5, ''default'')'), '[]', 'nobody else probes meanwhile, nor waits');
select public.dblink_exec('a', 'commit');
select is(pg_temp.other('b', 'select turno.outbox_claim(''b'', 60, 5, ''default'')'), '[]', 'nor after');

-- A probe is settled while its turnod renews it: first the job, then the account, in both.
select public.dblink_exec('a', 'begin');
select pg_temp.other('a', 'update turno.outbox_job set leased_until = leased_until where owner = ''a'' returning owner');
create temporary table probe as select outbox_id as id from turno.outbox_job where owner = 'a';
select ok(pg_temp.blocks('b', format('select turno.outbox_settle(%s, ''a'', ''unreachable'', ''4.4.1 away'')', id)), 'who settles a probe waits for its renewal') from probe;
select is(pg_temp.other('a', 'update turno.account set paused_until = paused_until where probed_by = ''a'' returning name'), 'default', 'which is not waiting for him');
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b'), 'queued', 'and then settles');
select pg_temp.other('a', 'select turno.outbox_release(''a'')');
delete from turno.account;
insert into turno.account (name) values ('default');

-- M13: the last token of a bucket is given once.
select public.dblink_exec('a', 'begin');
select pg_temp.other('a', 'select turno.throttle_take(''one'', 1, 0)');
select pg_temp.blocks('b', 'select turno.throttle_take(''one'', 1, 0)');
select public.dblink_exec('a', 'commit');
select is(pg_temp.answer('b'), 'f', 'M13: the last token of a bucket is given once');

-- R17: an answer that races with the closing does not land on the closed ticket.
select public.dblink_exec('b', 'reset role');
create temporary table token as select pg_temp.other('b', 'select turno.session_for(null, ''mario.rossi@demo.example'')') as t;
select public.dblink_exec('b', 'begin'), pg_temp.other('b', format('select set_config(''turno.session'', %L, true)', t)) is not null as done from token;
select public.dblink_exec('b', 'set local role turno_web');
select public.dblink_exec('a', 'begin');
select pg_temp.other('a', format('select turno.ticket_close(%s, %s, ''web'')::text', ticket, pg_temp.operator_id('anna'))) from mine;
select ok(pg_temp.blocks('b', format('select turno.act_answer(''{"ticket": %s, "text": "Ancora una cosa."}'')::text', ticket)),
    'R17: an answer waits for the closing') from mine;
select public.dblink_exec('a', 'commit');
select * from public.dblink_get_result('b', false) x(r text);
select matches(public.dblink_error_message('b'), 'This ticket is closed', 'R17: and is refused');
select is((select count(*) from turno.post where text = 'Ancora una cosa.'), 0::bigint, 'R17: nothing of it is kept');
select * from finish();
select public.dblink_disconnect(s) from unnest('{a,b}'::text[]) s;
