begin;
\ir ../office.psql
set local role turno_gateway;
select plan(33);
create temporary table box as select pg_temp.mailbox_id('support') as id;
select turno.lease_take('mailbox:' || id, 'f', 60) from box;
select turno.lease_take('writer', 'd', 60);

create function pg_temp.fetch(p_uidvalidity bigint, p_uid bigint, p_bytes text) returns bigint language sql as $$
    select turno.mail_store(id, p_uidvalidity, p_uid, now(), sha256(p_bytes::bytea), length(p_bytes), p_bytes::bytea, 'f', 1) from box
$$;
select is(turno.mail_wait_seconds(), null, 'an empty queue waits for nothing');
select isnt(pg_temp.fetch(1, 7, 'seven'), null, 'M1: a new UID is stored');
select is(pg_temp.fetch(1, 7, 'seven'), null, 'M1: the same UID is there already');
select isnt(pg_temp.fetch(1, 9, 'seven'), null, 'M1: the same bytes under another UID are a row of their own');
select is((select count(*) from turno.blob where sha256 = sha256('seven')), 1::bigint, 'the bytes are stored once');
select is(turno.mail_missing(id, 1, '{10,7,8,9,8}'), '{8,10}'::bigint[], 'M1: what the ledger lacks, in order') from box;
select is(turno.mail_missing(id, 2, '{7}'), '{7}'::bigint[], 'M1: under a new UIDVALIDITY all of it') from box;
select is(turno.mail_missing(id, 1, '{}'), '{}'::bigint[], 'M1: nothing asked, nothing missing') from box;

-- chunks
create temporary table big as select turno.mail_store(id, 1, 20, now(), sha256('abcdef'), 6, 'abc', 'f', 1) as mail from box;
select turno.blob_append(sha256('abcdef'), 1, 'def');
select turno.blob_append(sha256('abcdef'), 2, 'more');
select is(turno.mail_chunk(mail, 0), 'abc'::bytea, 'the first chunk') from big;
select is(turno.mail_chunk(mail, 1), 'def'::bytea, 'the second') from big;
select is(turno.mail_chunk(mail, 2), null, 'a blob that is whole takes no more') from big;

-- after
select is(turno.mail_after_pending(id, 1), '{}'::bigint[], 'M2: leave has nothing to do after') from box;
reset role;
update turno.mailbox set after = 'flag' where name = 'support';
set local role turno_gateway;
select pg_temp.fetch(1, 30, 'thirty');
select is(turno.mail_after_pending(id, 1), '{30}'::bigint[], 'M2: flag has') from box;
select turno.mail_after_done(id, 1, '{30}') from box;
select is(turno.mail_after_pending(id, 1), '{}'::bigint[], 'M2: until it is done') from box;

-- claims
select is(jsonb_path_query_array(turno.mail_claim('d', 1, 2), '$[*].id'),
    (select jsonb_agg(x.id) from (select id from turno.mail order by id limit 2) x), 'mails are claimed in the order of id');
select is(jsonb_array_length(turno.mail_claim('d', 1, 10)), 4, 'M3: and again until they are decided: a deliver that died keeps none');
select is(turno.mail_wait_seconds(), 0::double precision, 'M3: nor does any of them wait');

-- M3: the reader dies
create temporary table first as select min(id) as mail from turno.mail;
select is(turno.mail_reader_died(mail, 'killed by signal 9', 'd', 1), false, 'M3: the first death is no quarantine') from first;
select is(jsonb_path_query_array(turno.mail_claim('d', 1, 10), '$[*].alone'), '[true]', 'M3: it is read again alone');
update turno.mail_job set reader_deaths = 1 where mail_id = (select mail from big);
update turno.mail_job set reader_deaths = 0 where mail_id = (select mail from first);
select is(jsonb_array_length(turno.mail_claim('d', 1, 10)), 2, 'M3: a batch ends before a mail that must be alone');
update turno.mail_job set reader_deaths = 1 where mail_id = (select mail from first);
select is(turno.mail_reader_died(mail, 'killed by signal 9', 'd', 1), true, 'M3: the second death is') from first;
select is(turno.mail_reader_died(mail, 'killed by signal 9', 'd', 1), false, 'M3: and there is no third') from first;
update turno.mail_job set reader_deaths = 0 where mail_id = (select mail from big);
select is(jsonb_array_length(turno.mail_claim('d', 1, 10)), 3, 'M3: the others go on');
select is((turno.mail_show(mail) ->> 'outcome') || ': ' || (turno.mail_show(mail) ->> 'reason'),
    'quarantine: killed by signal 9', 'M3: quarantine says why') from first;
select is((select count(*) from turno.mail_job where mail_id = (select mail from first)), 0::bigint, 'M3: and has no job');
select is((select array_agg(k order by k) from jsonb_object_keys(turno.mail_show(mail)) k where k <> 'size'),
    '{from,id,mailbox,message_id,notices,origin,outcome,reason,received_at,server_size,sha256,subject,ticket,trace,trust,uid,uidvalidity}'::text[],
    'the mail has the fields that scripts rely on') from first;
select throws_ok(format('update turno.mail set outcome = ''lost'' where id = %s', mail), '23514', null, 'M34: there is no other outcome') from first;
select throws_ok(format('update turno.mail set outcome = null where id = %s', mail), '23514', null, 'M34: a decided mail has one') from first;
select is(turno.mail_retry(mail) ->> 'outcome', null, 'M3: "try again" makes it wait') from first;
select is((select count(*) from turno.mail_job where mail_id = (select mail from first)), 1::bigint, 'M3: with a job');
select throws_ok('select turno.mail_show(-1)', 'TU002', null, 'a mail that is not there is not found');
select is(jsonb_array_length(turno.mail_list('{"mailbox": "support", "limit": 2}')), 2, 'the list is bounded');
select is(turno.mail_list('{"mailbox": "nowhere"}'), '[]', 'and empty where nothing is');
select * from finish();
rollback;
