-- One sender's flood holds up nobody: turns of mailboxes and senders, in every sender's own order.
begin;
\ir ../office.psql
\ir ../cost.psql
select no_plan();
insert into turno.setting values ('mail.sender_burst', '3'), ('mail.sender_per_minute', '0');
set local role turno_gateway;
select turno.lease_take('writer', 'd', 600);
create temporary table box (id bigint, sender text, place integer);
-- p_n mails of a sender come into a mailbox.
create function pg_temp.come(p_mailbox text, p_sender text, p_n integer) returns void language sql volatile as $$
    insert into box select pg_temp.store(p_mailbox), p_sender, n from generate_series(1, p_n) n $$;
create table pg_temp.decided (n serial, mail bigint, sender text, place integer);
-- What deliver does with one claim; gives how many mails were read.
create function pg_temp.round(p_limit integer default 32) returns integer language plpgsql as $$
declare
    v_mail bigint;
    v_verdict jsonb;
    v_read integer := 0;
begin
    for v_mail in select (e ->> 'id')::bigint from jsonb_array_elements(turno.mail_claim('d', 1, p_limit)) e loop
        v_verdict := turno.deliver(v_mail, pg_temp.evidence(jsonb_build_object('from_address', b.sender)), 'd', 1) from box b where b.id = v_mail;
        v_read := v_read + 1;
        if v_verdict ->> 'outcome' is not null then
            insert into pg_temp.decided (mail, sender, place) select id, sender, place from box where id = v_mail;
        elsif not (v_verdict ->> 'postponed')::boolean then
            raise exception '%', v_verdict;
        end if;
    end loop;
    return v_read;
end $$;
create function pg_temp.place_of(p_sender text) returns integer[] language sql as $$
    select array_agg(x.n order by x.n) from (select sender, row_number() over (order by n)::integer as n from pg_temp.decided) x where sender = p_sender $$;
create function pg_temp.in_order() returns boolean language sql as $$
    select bool_and(x.place > x.before) from (select place, lag(place, 1, 0) over (partition by sender order by n) as before from pg_temp.decided) x $$;
grant all on pg_temp.decided, pg_temp.decided_n_seq to turno_gateway;

-- Alone, a sender is decided as he comes.
select pg_temp.come('support', 'a@x.example', 3);
select is(array(select pg_temp.round(2) from generate_series(1, 3)), '{2,1,0}', 'without others nothing is put off');
select is((select count(*) from turno.throttle where key like 'sender:%'), 1::bigint, '(he used his burst while his own next mails waited unread)');
delete from turno.throttle;
truncate pg_temp.decided;

-- A flood, then one of somebody else.
select pg_temp.come('support', 'flood@x.example', 100), pg_temp.come('support', 'b@x.example', 1);
create temporary table rounds as select n, pg_temp.round() as mails from generate_series(1, 4) n;
select ok((pg_temp.place_of('b@x.example'))[1] between 4 and 7, 'the other is decided after the flooder''s burst and at most one more of his per batch');
select is((select count(*) from turno.mail_job where sender = 'flood@x.example'), (select count(*) - 1 from turno.mail_job) + 1, 'what was put off bears its sender');
select cmp_ok((select count(*) from turno.mail_job), '>=', 60::bigint, 'while most of the flood still waits');
select is((select max(n) from generate_series(1, 20) n where pg_temp.round() > 0), 3, 'then the flood is decided, a batch at a time');
select is((select count(*) from pg_temp.decided), 101::bigint, 'all of it');
select ok(pg_temp.in_order(), 'M16: each sender''s mails in their order');
delete from turno.throttle;
truncate pg_temp.decided;

-- Two floods and a trickle go in turn.
select pg_temp.come('support', 'f@x.example', 20), pg_temp.come('support', 'g@x.example', 20);
select pg_temp.round(40);
select is((select array_agg(sender order by n) from (select sender, n from pg_temp.decided order by n limit 6) x),
    '{f@x.example,f@x.example,f@x.example,g@x.example,g@x.example,g@x.example}', '(two bursts)');
truncate pg_temp.decided;
select pg_temp.come('support', 'h@x.example', 2);
select pg_temp.round(6);
select is((select array_agg(sender order by n) from pg_temp.decided), '{f@x.example,g@x.example,h@x.example,h@x.example,f@x.example,g@x.example}',
    'the first of each who waits and every new one, then the second of each');
-- A later mail of a sender who waits joins his queue.
select pg_temp.come('support', 'f@x.example', 1);
update box set place = 21 where id = (select max(id) from box);
select pg_temp.round(3);
select is((select count(*) from turno.mail_job j where sender = '' ), 0::bigint, 'a later mail of his waits behind his earlier ones');
select pg_temp.round() from generate_series(1, 5);
select ok(pg_temp.in_order(), 'M16: and is decided last');
select is((select count(*) from turno.mail_job), 0::bigint, '(all are)');
truncate pg_temp.decided;
delete from turno.throttle;

-- Mailboxes go in turn, whoever writes.
select pg_temp.come('support', n || '@x.example', 1) from generate_series(1, 50) n;
select pg_temp.come('help', 'other@x.example', 1), pg_temp.come('quiet', 'third@x.example', 2);
select pg_temp.round(6);
select is((select array_agg(b.name order by d.n) from pg_temp.decided d join turno.mail m on m.id = d.mail join turno.mailbox b on b.id = m.mailbox_id),
    '{support,help,quiet,support,quiet}', 'each mailbox has its turn, however many wait in one');
select pg_temp.round() from generate_series(1, 5);
truncate pg_temp.decided;

-- A mail that the database refuses keeps its sender's later ones behind it.
select pg_temp.come('support', 'e@x.example', 3);
create temporary table refused as select min(id) as id from box where sender = 'e@x.example';
select is(turno.deliver(id, pg_temp.evidence('{"from_address": "e@x.example", "attachments": [{"name": "x", "size": "many", "sha256": "00"}], "automatic": 7}')
    || pg_temp.evidence('{"from_address": "E@x.example", "date": "x"}') || '{"version": 1}', 'd', 1) ->> 'outcome', 'triage', '(a stranger waits in triage)') from refused;
delete from turno.mail_job;
create temporary table three as select n, pg_temp.store('support') as id from generate_series(1, 3) n;
create function pg_temp.try(p_n integer, p_bad boolean) returns text language sql volatile as $$
    select case when v ? 'error' then 'refused' when (v ->> 'postponed')::boolean then 'postponed' else v ->> 'outcome' end
    from three, turno.deliver(id, pg_temp.evidence(case when p_bad then '{"attachments": [{"name": "x", "size": "many", "sha256": "00"}]}' else '{}' end::jsonb), 'd', 1) v
    where n = p_n $$;
select is(pg_temp.try(1, true), 'refused', 'M3: a mail is refused');
select is(pg_temp.try(2, false), 'postponed', 'M16: a later one of the same sender waits for it');
select is(turno.mail_claim('d', 1, 10), jsonb_build_array(e), 'it is not claimed before') from jsonb_array_elements(turno.mail_claim('d', 1, 10)) e;
select ok(turno.mail_wait_seconds() = 0, '(the third is due)');
select is(pg_temp.try(3, false), 'postponed', 'so does the third');
create temporary table behind as select pg_temp.store('support') as id;
update turno.mail_job j set sender = 'z@x.example' from behind where mail_id = id;
select is(turno.mail_claim('d', 1, 1) -> 0 -> 'id', to_jsonb(id), 'who waits for a refused mail takes the turn of nobody: deliver does not spin') from behind;
delete from turno.mail_job j using behind where mail_id = id;
select ok(turno.mail_wait_seconds() between 0.5 and 2, 'deliver sleeps until the first is tried again');
select is(turno.mail_claim('d', 1, 10), '[]', 'and finds nothing till then');
update turno.mail_job set run_after = now();
select is(jsonb_path_query_array(turno.mail_claim('d', 1, 10), '$[*].id'), (select jsonb_agg(id order by n) from three), 'then all in order');
select is(array(select pg_temp.try(n, false) from generate_series(1, 3) n), '{ticket,ticket,ticket}', 'M3: and go through');

-- The reader: a mail that is to be read alone comes alone, whatever its turn.
create temporary table dies as select pg_temp.store('help') as a, pg_temp.store('support') as b;
select turno.mail_reader_died(b, 'killed', 'd', 1) from dies;
select is(turno.mail_claim('d', 1, 10) -> 0 ->> 'alone', 'false', 'M3: a batch ends before a mail that must be alone');
select turno.deliver(a, pg_temp.evidence('{}'), 'd', 1) from dies;
select is(jsonb_path_query_array(turno.mail_claim('d', 1, 10), '$[*].alone'), '[true]', 'M3: which then comes alone');
select turno.deliver(b, pg_temp.evidence('{}'), 'd', 1) from dies;

-- Room: the mail server is the queue.
reset role;
insert into turno.setting values ('mail.backlog', '12');
set local role turno_gateway;
create function pg_temp.rooms() returns integer[] language sql volatile as $$
    select array[turno.mail_room(pg_temp.mailbox_id('support')), turno.mail_room(pg_temp.mailbox_id('help'))] $$;
select is(pg_temp.rooms(), '{12,12}', 'an empty queue has room');
select pg_temp.store('support') from generate_series(1, 11);
select is(pg_temp.rooms(), '{1,1}', 'nearly full');
select pg_temp.store('support');
select is(pg_temp.rooms(), '{0,2}', 'full: the flooded mailbox has none, another still a little');
select pg_temp.store('help') from generate_series(1, 2);
select is(pg_temp.rooms(), '{0,0}', 'then none either');

-- Whatever comes, is claimed and is refused in whatever order: each sender's mails are decided in his order, each is, and none is
-- read more often than twice and once for each refusal of his.
reset role;
delete from turno.mail_job;
delete from turno.throttle;
update turno.setting set value = '2' where key = 'mail.sender_burst';
delete from turno.setting where key = 'mail.backlog';
set local role turno_gateway;
\set seed `echo "${TURNO_SEED:-$(shuf -i 1-9999 -n 1)}"`
select diag('seed ' || :seed || ' (TURNO_SEED=' || :seed || ' repeats it)'), setseed((:seed % 10000) / 10000.0);
create temporary table came (id bigint, box text, sender text, reads integer default 0, refusals integer default 0, n integer);
create function pg_temp.play(p_steps integer) returns bigint language plpgsql as $$
declare
    v_mail came;
    v jsonb;
    v_id bigint;
    v_bad boolean;
    v_number integer := 0;
begin
    for i in 1 .. p_steps loop
        for n in 1 .. case when i > p_steps / 2 then 0 else floor(random() * 8)::integer end loop
            insert into came (box, sender, id)
            select x.box, x.sender, pg_temp.store(x.box) from (select (array['support', 'help'])[1 + floor(random() * 2)] as box,
                case when random() < 0.6 then 'flood@x.example' else 's' || floor(random() * 5) || '@x.example' end as sender) x;
        end loop;
        update turno.mail_job set run_after = run_after - interval '1 second' where run_after > now() - interval '1 hour';
        for v_id in select (e ->> 'id')::bigint from jsonb_array_elements(turno.mail_claim('d', 1, 1 + floor(random() * 12)::integer)) e loop
            select * into v_mail from came where id = v_id;
            v_bad := random() < 0.1;
            v := turno.deliver(v_id, pg_temp.evidence(jsonb_build_object('from_address', v_mail.sender)
                || case when v_bad then '{"tokens": 7, "automatic": "no", "is_bounce": "perhaps"}' else '{}' end::jsonb), 'd', 1);
            v_number := v_number + 1;
            update came set reads = reads + 1, refusals = refusals + (v ? 'error')::integer,
                n = case when v ->> 'outcome' is not null then v_number end where id = v_id;
        end loop;
    end loop;
    return (select count(*) from came);
end $$;
select cmp_ok(pg_temp.play(160), '>', 100::bigint, 'mails come, are put off, are refused');
select is((select count(*) from came where n is null), 0::bigint, 'M34: each has its outcome in the end');
select cmp_ok((select count(*) from came where refusals > 0), '>', 0::bigint, '(some were refused)');
select cmp_ok((select count(*) from came where reads > 1 and refusals = 0), '>', 0::bigint, '(some were put off)');
select is_empty('select * from (select *, lag(n) over (partition by box, sender order by id) as before from came) x where n < before',
    'M16: each sender''s mails in each mailbox are decided in their order');
select is((select count(*) from came c where reads > 2 + refusals and not exists (select from came e where e.box = c.box and e.sender = c.sender
    and e.id < c.id and e.refusals > 0)), 0::bigint, 'nothing is read a third time without a refusal before it');

-- 10,000 wait.
reset role;
delete from turno.mail_job;
insert into turno.mail (mailbox_id, received_at, blob_id) select pg_temp.mailbox_id('support'), now(), (select min(id) from turno.blob) from generate_series(1, 10000);
insert into turno.mail_job (mail_id, mailbox_id, sender) select m.id, m.mailbox_id, case when m.id % 10 = 0 then '' when m.id % 10 < 8 then 'flood@x.example' else 's' || m.id % 100 end
from turno.mail m where m.outcome is null;
analyze turno.mail, turno.mail_job;
select ok(c.scans = 0 and c.rows <= q.most, format('%s at 10,000 mails: no sequential scan, at most %s rows (%s, %s)', q.name, q.most, c.scans, c.rows))
from (values ('a claim', 'select turno.mail_claim(''d'', 1, 32)', 1200), ('the time to sleep', 'select turno.mail_wait_seconds()', 5),
    ('putting off', format('select turno.mail_postpone(%s, %L)', (select max(mail_id) from turno.mail_job where sender = ''), pg_temp.evidence('{"from_address": "new@x.example"}')), 50),
    ('a decision', format('select turno.deliver(%s, %L, ''d'', 1)', (select min(mail_id) from turno.mail_job where sender = ''), pg_temp.evidence('{"from_address": "new@x.example"}')), 50))
    q(name, query, most), lateral pg_temp.cost(q.query, 'turno.mail_job') c;
select is_empty('select * from turno.verify_chain()', 'R23: every timeline verifies');
select finish();
rollback;
