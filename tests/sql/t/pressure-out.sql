-- Who goes first when not all mail can leave at once: ranks, limits, the circuit breaker.
begin;
\ir ../office.psql
\ir ../cost.psql
set local role turno_gateway;
select no_plan();
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
-- A mail of a kind to somebody; notices go to operators.
create function pg_temp.add(p_kind text, p_to text default 'x@demo.example') returns bigint language sql volatile as $$
    select turno.outbox_add(ticket, null, p_kind, case when p_kind in ('reply', 'new_link', 'acknowledgement', 'rejected') then pg_temp.contact_id('mario') end,
        case when p_kind in ('notification', 'parked') then pg_temp.operator_id('anna') end, p_to, 'it', '{}', pg_temp.mailbox_id('support')) from mine $$;
create function pg_temp.claim(p_limit integer default 1, p_owner text default 's', p_per_minute integer default 0, p_per_day integer default 0)
    returns bigint[] language sql volatile as $$
    select array(select (e ->> 'id')::bigint from jsonb_array_elements(turno.outbox_claim(p_owner, 60, p_limit, 'default', p_per_minute, p_per_day)) e) $$;
create function pg_temp.kinds(p_ids bigint[]) returns text[] language sql as $$
    select array(select o.kind from unnest(p_ids) with ordinality x(id, n) join turno.outbox o using (id) order by n) $$;
create function pg_temp.clear() returns void language sql volatile as $$
    delete from turno.outbox_job; delete from turno.account; delete from turno.throttle; $$;
create function pg_temp.account() returns turno.account language sql as $$ select * from turno.account where name = 'default' $$;
create function pg_temp.shown(p_outbox bigint) returns text language sql as $$
    select concat_ws(' ', j ->> 'state', j ->> 'waits', j ->> 'attempts') from turno.outbox_json(p_outbox) j $$;
-- The next eighth claim comes after p_n others.
create function pg_temp.eighth_after(p_n bigint) returns void language sql volatile as $$
    select setval('turno.outbox_turn', 7999 - p_n) $$;
reset role;
grant update on sequence turno.outbox_turn to turno_gateway;
set local role turno_gateway;

-- Ranks.
select pg_temp.clear(), pg_temp.eighth_after(100);
select pg_temp.add(k) from unnest('{acknowledgement,notification,rejected,parked,new_link,reply}'::text[]) k;
select is(pg_temp.kinds(pg_temp.claim(10)), '{new_link,reply,notification,rejected,parked,acknowledgement}',
    'what a person waits for goes first, then notices, acknowledgements last; within a rank in order');
select is((select array_agg(distinct turno.outbox_rank(k)::integer) from unnest('{reply,new_link}'::text[]) k), '{1}', 'the first rank');

-- Low ranks do not starve: each eighth claim goes by age.
select pg_temp.clear();
create temporary table old as select pg_temp.add('acknowledgement') as id;
update turno.outbox_job set run_after = now() - interval '16 minutes';
select pg_temp.add('reply') from generate_series(1, 9);
select pg_temp.eighth_after(7);
create temporary table order_of as select n, pg_temp.claim(1, 'o' || n) as ids from generate_series(1, 9) n;
select is((select array_agg(n) from order_of, old where ids = array[id]), '{8}', 'a mail that waited a quarter of an hour goes at the eighth claim before all others');
select pg_temp.clear();
create temporary table young as select pg_temp.add('acknowledgement') as id;
select pg_temp.add('reply') from generate_series(1, 9);
select pg_temp.eighth_after(7);
create temporary table order_young as select n, pg_temp.claim(1, 'o' || n) as ids from generate_series(1, 10) n;
select is((select array_agg(n) from order_young, young where ids = array[id]), '{10}', 'one that waits since a minute does not');

-- Limit of a recipient: automatic mail only, later and never lost.
select pg_temp.clear(), pg_temp.eighth_after(1000);
reset role;
insert into turno.setting values ('mail.automatic_burst', '2'), ('mail.automatic_per_hour', '60');
set local role turno_gateway;
create temporary table many as select n, pg_temp.add('notification', 'Anna@Demo.example') as id from generate_series(1, 5) n;
create temporary table other as select pg_temp.add('notification', 'marco@demo.example') as id, pg_temp.add('reply', 'anna@demo.example') as reply;
select is(pg_temp.claim(10), (select array[reply] || array(select id from many where n <= 2) || other.id from other),
    'M13: automatic mail to one address goes in its limit, a reply and others'' mail are not touched');
select is(array(select pg_temp.shown(id) from many where n > 2 order by n), '{queued throttled 0,queued throttled 0,queued throttled 0}',
    'M13: what is above waits, throttled, with its attempts');
select is(array(select round(extract(epoch from j.run_after - now()) / 60)::integer from turno.outbox_job j join many on id = outbox_id where n > 2 order by n),
    '{1,2,3}', 'M13: each in a place of its own, one a minute');
select is((turno.outbox_json(id) ->> 'until')::timestamptz, j.run_after, 'it says until when') from many join turno.outbox_job j on j.outbox_id = id where n = 3;
select ok(turno.outbox_wait_seconds('default') between 30 and 60, 'a submitter sleeps until then');
update turno.outbox_job set run_after = now() where outbox_id = (select id from many where n = 3);
select is(pg_temp.claim(10, 'q'), array[id], 'M13: and is then sent without a second place') from many where n = 3;
select is(turno.outbox_retry(id) ->> 'waits', null, 'what a person asks for is not throttled') from many where n = 5;
select is(pg_temp.claim(10, 'r'), array[id], 'and goes') from many where n = 5;

-- What one contact causes takes places of its own first.
select pg_temp.clear();
create temporary table caused as select n, turno.outbox_add(t.id, t.post, 'notification', null, pg_temp.operator_id('anna'), 'anna@demo.example', 'it') as id
from generate_series(1, 13) n, lateral (select ticket as id, turno.post_add(ticket, 'message', 'contact', pg_temp.contact_id('mario'), 'mail', n::text, n::text) as post from mine) t;
reset role;
update turno.setting set value = '1000' where key = 'mail.automatic_burst';
update turno.setting set value = '3600' where key = 'mail.automatic_per_hour';
set local role turno_gateway;
select is(cardinality(pg_temp.claim(100)), 10, 'M13: ten notices of what one contact wrote go at once');
select is(array(select round(extract(epoch from j.run_after - now()) / 180)::integer from turno.outbox_job j join caused on id = outbox_id where step = 'waiting' order by 1),
    '{1,2,3}', 'M13: then twenty an hour');
select pg_temp.add('notification', 'anna@demo.example');
select is(cardinality(pg_temp.claim(100, 'other')), 1, 'M13: others'' notices are not behind them');
update turno.outbox_job set run_after = now() where step = 'waiting';
select is(cardinality(pg_temp.claim(100, 'later')), 3, 'M13: in its place each goes, none twice put off');
reset role;
update turno.setting set value = '0' where key = 'mail.automatic_per_hour';
set local role turno_gateway;
select turno.outbox_release(o) from unnest('{s,other,later}'::text[]) o;
update turno.outbox_job set is_paced = false, is_spread = false;
delete from turno.throttle;
select is(cardinality(pg_temp.claim(100)), 14, 'M13: 0 is no limit of either kind');

-- Limits of an account.
select pg_temp.clear();
select pg_temp.add('reply', n || '@demo.example') from generate_series(1, 60) n;
select is(cardinality(pg_temp.claim(100, 's', 30)), 3, 'a tenth of a minute''s mails may go at once');
select is(pg_temp.claim(100, 't', 30), '{}', 'no other submitter sends more');
select ok(turno.outbox_wait_seconds('default') between 1 and 3, 'the next in about two seconds');
select is((select string_agg(distinct pg_temp.shown(outbox_id), ',') from turno.outbox_job where step = 'waiting'), 'queued throttled 0', 'the others wait, throttled');
select is(turno.account_list() #>> '{0,state}', 'throttled', 'and the account says so');
create function pg_temp.sent_within(p_per_minute integer, p_per_day integer, p_seconds integer, p_step integer) returns integer language plpgsql as $$
declare
    v_sent integer := 0;
begin
    for t in 0 .. p_seconds - 1 by p_step loop
        v_sent := v_sent + cardinality(pg_temp.claim(10000, 's', p_per_minute, p_per_day));
        update turno.throttle set filled_at = filled_at - make_interval(secs => p_step);
    end loop;
    return v_sent;
end $$;
select pg_temp.clear();
select pg_temp.add('reply', n || '@demo.example') from generate_series(1, 60) n;
select is(pg_temp.sent_within(30, 0, 60, 1), 30, 'the fullest minute holds what per_minute says');
select pg_temp.clear();
select pg_temp.add('reply', n || '@demo.example') from generate_series(1, 60) n;
select is(pg_temp.sent_within(0, 40, 86400, 600), 40, 'the fullest 24 hours hold what per_day says');
select pg_temp.clear();
select pg_temp.add('reply', n || '@demo.example') from generate_series(1, 3) n;
select is(pg_temp.sent_within(1, 0, 120, 1), 2, 'one a minute is one a minute');
select pg_temp.clear();
select is(pg_temp.claim(1, 's', 1), '{}', '(nothing waits)');
select pg_temp.add('reply') from generate_series(1, 2);
select is(cardinality(pg_temp.claim(5, 's', 1)), 1, 'an account that found nothing has lost no token');

-- The breaker: no connection.
select pg_temp.clear();
create temporary table waits as select n, pg_temp.add('reply', n || '@demo.example') as id from generate_series(1, 6) n;
create function pg_temp.settle(p_n integer, p_result text, p_reply text, p_code integer, p_owner text default 's') returns text language sql volatile as $$
    select turno.outbox_settle(id, p_owner, p_result, p_reply, p_code) from waits where n = p_n $$;
create function pg_temp.end_pause() returns void language sql volatile as $$ update turno.account set paused_until = now() where paused_until is not null $$;
create function pg_temp.pause_seconds() returns double precision language sql as $$
    select extract(epoch from paused_until - clock_timestamp())::double precision from pg_temp.account() $$;
select is(pg_temp.claim(), array[id], '(the first is claimed)') from waits where n = 1;
select is(pg_temp.settle(1, 'unreachable', '4.4.1 cannot connect', 0), 'queued', 'a mail whose account cannot be reached stays queued');
select is(pg_temp.shown(id), 'queued paused 0', 'as if it had not been tried') from waits where n = 1;
select ok(pg_temp.pause_seconds() between 45 and 75, 'the account pauses for about a minute');
select is(pg_temp.claim(10, 't'), '{}', 'nobody claims meanwhile');
select ok(turno.outbox_wait_seconds('default') between 45 and 75, 'nor wakes before');
select is(turno.account_list() #> '{0}' ->> 'state' || (turno.account_list() #>> '{0,reason}'), 'paused4.4.1 cannot connect', 'it says why');
reset role;
select ok(turno.check_report() @> '[{"kind": "submission", "name": "default", "is_error": true}]', 'turno check finds it');
set local role turno_gateway;
select is((select count(*) from jsonb_array_elements(turno.outbox_claim('s', 60, 10, 'other'))), 0::bigint, '(another account)');
reset role;
update turno.mailbox set submission = 'other' where name = 'help';
set local role turno_gateway;
select turno.outbox_add(null, null, 'parked', null, pg_temp.operator_id('anna'), 'anna@demo.example', 'it', '{"text": "x"}', pg_temp.mailbox_id('help'));
select is(jsonb_array_length(turno.outbox_claim('o', 60, 10, 'other')), 1, 'other accounts go on');

-- One probe, the mail that waits longest, whatever its rank.
select pg_temp.end_pause();
select is(pg_temp.claim(10), array[id], 'after the pause one mail probes') from waits where n = 1;
select is(pg_temp.claim(10, 't'), '{}', 'one alone');
select is(pg_temp.settle(1, 'unreachable', '4.4.1 cannot connect', 0), 'queued', '(it fails again)');
select ok(pg_temp.pause_seconds() between 90 and 150, 'the next pause is twice as long');
select is(pg_temp.claim(10, 't'), '{}', '(and holds)');
update turno.account set pauses = 10;
select pg_temp.end_pause();
select pg_temp.claim();
select pg_temp.settle(1, 'unreachable', '5.7.8 sign-in refused', 0);
select ok(pg_temp.pause_seconds() between 23 * 60 and 37 * 60, 'never much longer than half an hour');
select is(turno.account_resume('{"name": "default"}') ->> 'until', null, 'an administrator ends it');
select throws_ok($$ select turno.account_resume('{"name": "nobody"}') $$, 'TU003', null, 'an account nobody used is not found');
select is(cardinality(pg_temp.claim(10)), 1, 'the next is a probe');
select is(pg_temp.settle(1, 'sent', '2.0.0 ok', 250), 'sent', '(it goes)');
select is((a.paused_until, a.pauses, a.probed_by, a.reason), (null::timestamptz, 0, null::text, null::text), 'a mail that goes closes the breaker') from pg_temp.account() a;
select is(cardinality(pg_temp.claim(2)), 2, 'and all flow');

-- Without a pause nothing would slow down the tries.
reset role;
insert into turno.setting values ('outbox.pause_seconds', '0');
set local role turno_gateway;
select turno.account_pause('zero', 'x', '4.4.1');
select ok(paused_until > clock_timestamp() + interval '0.3 seconds', 'a pause of 0 seconds is one second') from turno.account where name = 'zero';
reset role;
delete from turno.setting where key = 'outbox.pause_seconds';
set local role turno_gateway;

-- A prober that dies gives the probe back with its claim.
select turno.account_pause('default', 'x', '4.4.1'), pg_temp.end_pause();
select turno.outbox_release('s');
select is(pg_temp.claim(10, 'dies'), array[id], '(a probe)') from waits where n = 2;
select turno.outbox_release('dies');
select is(pg_temp.claim(10), array[id], 'M31: a submitter that dies with the probe leaves it to the next') from waits where n = 2;
select is(attempts, 3, '(its death counts as an attempt)') from turno.outbox join waits using (id) where n = 2;

-- What a probe may meet.
select is(pg_temp.settle(2, 'failed', '5.1.1 no such user', 550), 'failed', '(the probe is refused for its own sake)');
select is(paused_until, null, 'a server that answers is at work') from pg_temp.account();

-- 421: the account's fault, but the mail lets others go first.
select pg_temp.claim();
select is(pg_temp.settle(3, 'deferred', '4.3.2 shutting down', 421), 'queued', '421 pauses the account');
select is(pg_temp.shown(id), 'queued paused 1', 'M31: with the attempts as before') from waits where n = 3;
select ok(j.run_after > a.paused_until + interval '20 seconds', 'the mail goes behind the others') from turno.outbox_job j join waits on id = outbox_id, pg_temp.account() a where n = 3;
select pg_temp.end_pause();
select is(pg_temp.claim(), array[id], 'another is the probe') from waits where n = 4;
select pg_temp.settle(4, 'sent', '2.0.0 ok', 250);
create function pg_temp.meets_421() returns text language sql volatile as $$
    update turno.outbox_job set run_after = now() - interval '1 minute' from waits where n = 3 and outbox_id = id;
    select pg_temp.end_pause();
    select pg_temp.claim();
    select pg_temp.settle(3, 'deferred', '4.3.2 shutting down', 421) $$;
update turno.outbox set tried_at = now() - interval '6 days' where id = (select id from waits where n = 3);
update turno.account set paused_until = now(), failing_since = now() - interval '7 days' where name = 'default';
select is(pg_temp.meets_421(), 'queued', 'M31: 421 for all during five days fails no mail');
update turno.account set failing_since = null where name = 'default';
select is(pg_temp.meets_421(), 'failed', 'M31: for one, while others went, it fails that one');
select turno.account_resume('{"name": "default"}');

-- 4.7.x: one recipient is greylisted, three in a row are the account's fault.
select pg_temp.clear();
delete from waits;
insert into waits select n, pg_temp.add('reply', n || '@demo.example') as id from generate_series(1, 6) n;
create function pg_temp.strike(p_n integer, p_reply text default '4.7.1 try later') returns text language sql volatile as $$
    update turno.outbox_job set run_after = now() - interval '1 minute' from waits where n = p_n and outbox_id = id;
    select pg_temp.claim();
    select pg_temp.settle(p_n, 'deferred', p_reply, 450) || coalesce(' ' || cardinality((pg_temp.account()).struck), '') $$;
select is(pg_temp.strike(1), 'queued 1', 'one greylisted mail');
select is(pg_temp.strike(1), 'queued 1', 'however often');
select is(pg_temp.strike(2, '4.2.2 mailbox full'), 'queued 1', 'what is the recipient''s own does not count');
select is(pg_temp.strike(2), 'queued 2', 'two');
select is(paused_until, null, 'stop nothing') from pg_temp.account();
select is(pg_temp.shown(id), 'queued retry 2', 'each is tried again by itself') from waits where n = 1;
select pg_temp.strike(3, '4.3.1 no space');
select isnt(paused_until, null, 'the third recipient in a row pauses the account') from pg_temp.account();
select pg_temp.end_pause();
select is(pg_temp.claim(), array[id], 'the probe is a mail that was not tried yet') from waits where n = 4;
select pg_temp.settle(4, 'deferred', '4.7.1 try later', 450);
select ok(pauses = 2 and paused_until > clock_timestamp(), 'a probe that is put off for such a reason fails') from pg_temp.account();
select pg_temp.end_pause();
select pg_temp.claim();
select is(pg_temp.settle(5, 'sent', '2.0.0 ok', 250), 'sent', '(one goes)');
select is(struck, '{}', 'a mail that goes ends the row') from pg_temp.account();

-- Five days count from the first answer, and ten tries belong to them.
update turno.outbox set tried_at = now() - interval '6 days', attempts = 3 where id = (select id from waits where n = 6);
select pg_temp.claim();
select is(pg_temp.settle(6, 'deferred', '4.2.0 later', 450), 'queued', 'M31: a mail that was hardly tried is not given up after five days');
update turno.outbox set attempts = 12, created_at = now() - interval '9 days', tried_at = null where id = (select id from waits where n = 6);
select is(pg_temp.strike(6, '4.2.0 later'), 'queued 0', 'M31: nor one that no server saw before');

-- A mailbox that changes its account takes what waits along.
reset role;
select turno.mailbox_set('{"name": "support", "submission": "elsewhere"}');
select is((select string_agg(distinct account, ' ') from turno.outbox_job), 'elsewhere', 'mail that waits follows its mailbox to another account');
update turno.account set paused_until = now(), reason = 'gone', failing_since = now() where name = 'default';
select ok(not turno.check_report() @> '[{"kind": "submission", "name": "default"}]', 'a paused account that no mail waits for, say of a group removed from turno.conf, is no problem');
select turno.mailbox_set('{"name": "support", "submission": "default"}');

-- A queue of 100,000, most of them for later.
select pg_temp.clear();
insert into turno.outbox (ticket_id, kind, mailbox_id, contact_id, recipient, language)
select ticket, 'acknowledgement', pg_temp.mailbox_id('support'), pg_temp.contact_id('mario'), 'x@demo.example', 'it' from mine, generate_series(1, 100000);
insert into turno.outbox_job (outbox_id, account, rank, run_after)
select id, 'default', 2 + id % 2, now() + (id % 10 > 0)::integer * interval '1 day' - (id % 10 = 0)::integer * interval '1 hour' from turno.outbox where recipient = 'x@demo.example'
on conflict do nothing;
select pg_temp.add('reply', 'y@demo.example');
analyze turno.outbox, turno.outbox_job;
set local role turno_gateway;
select ok(c.scans = 0 and c.rows between 1 and 20, format('%s at 100,000 mails: no sequential scan, at most 20 rows (%s, %s)', q.name, c.scans, c.rows))
from (values ('a claim', 'select turno.outbox_claim(''s'', 60, 1, ''default'')'), ('the time to sleep', 'select turno.outbox_wait_seconds(''default'')'),
    ('a settlement', 'select turno.outbox_settle(outbox_id, ''s'', ''sent'', ''2.0.0 ok'', 250) from turno.outbox_job where owner = ''s''')) q(name, query),
    lateral pg_temp.cost(q.query, 'turno.outbox_job') c;
reset role;
select is_empty('select * from turno.verify_chain()', 'R23: every timeline verifies');
select finish();
rollback;
