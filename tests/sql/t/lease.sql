begin;
\ir ../office.psql
set local role turno_gateway;
select plan(19);

select is(turno.lease_take('writer', 'a', 60), 1::bigint, 'a free lease is taken with epoch 1');
select is(turno.lease_take('writer', 'a', 60), 1::bigint, 'one''s own is renewed with the same epoch');
select is(turno.lease_take('writer', 'b', 60), null, 'one that is held is not taken');
select lives_ok($$ select turno.lease_guard('writer', 'a', 1) $$, 'the holder writes');
select throws_ok($$ select turno.lease_guard('writer', 'b', 1) $$, 'TU001', null, 'nobody else does');
select throws_ok($$ select turno.lease_guard('writer', 'a', 2) $$, 'TU001', null, 'nor under another epoch');
select throws_ok($$ select turno.lease_guard('absent', 'a', 1) $$, 'TU001', null, 'nor without a lease');
select results_eq($$ select turno.lease_renew('a', 60) $$, array['writer'], 'one statement renews all');
select is_empty($$ select turno.lease_renew('b', 60) $$, 'and gives only what is held');

update turno.lease set expires_at = clock_timestamp() - interval '1 second';
select throws_ok($$ select turno.lease_guard('writer', 'a', 1) $$, 'TU001', null, 'an expired lease fences');
select is(turno.lease_take('writer', 'b', 60), 2::bigint, 'and is taken with the next epoch');
select is_empty($$ select turno.lease_renew('a', 60) $$, 'who lost it does not renew it');
select turno.lease_drop('b', 'other');
select lives_ok($$ select turno.lease_guard('writer', 'b', 2) $$, 'dropping another lease keeps this one');
select turno.lease_drop('b');
select throws_ok($$ select turno.lease_guard('writer', 'b', 2) $$, 'TU001', null, 'a dropped lease is not held');
select is(turno.lease_take('writer', 'b', 60), 3::bigint, 'and the epoch goes on counting');

-- Fencing of what is written under a lease.
create temporary table box as select pg_temp.mailbox_id('support') as id;
select throws_ok($$ select turno.mail_store(id, 1, 7, now(), sha256('x'), 1, 'x', 'a', 1) from box $$, 'TU001', null,
    'M1: fetch writes only under its mailbox''s lease');
create temporary table stored as select pg_temp.store('support') as id;
select throws_ok($$ select turno.deliver(id, '{}', 'a', 1) from stored $$, 'TU001', null, 'deliver writes only as the writer');
select throws_ok($$ select turno.mail_claim('a', 1, 10) $$, 'TU001', null, 'and claims only as the writer');
select throws_ok($$ select turno.mail_reader_died(id, 'killed', 'a', 1) from stored $$, 'TU001', null,
    'M3: and counts deaths only as the writer');
select * from finish();
rollback;
