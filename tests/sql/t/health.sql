-- Health of mailboxes: what is told of a fetch, and what lies on a server against the ledger (M1); the nightly summary (R34).
begin;
\ir ../office.psql
select no_plan();
update turno.mailbox set imap_host = 'mail.example', imap_login = address, imap_secret = name;
create function pg_temp.show(p text) returns jsonb language sql as $$ select turno.mailbox_show(jsonb_build_object('name', p)) $$;
create function pg_temp.came(p_mailbox text, p_uid bigint, p_outcome text, p_uidvalidity bigint default 7) returns void language plpgsql as $$
declare
    v_mail bigint := pg_temp.store(p_mailbox);
begin
    update turno.mail set uidvalidity = p_uidvalidity, uid = p_uid where id = v_mail;
    if p_outcome is not null then
        update turno.mail set outcome = p_outcome, decided_at = now() where id = v_mail;
        delete from turno.mail_job where mail_id = v_mail;
    end if;
end
$$;

-- What is told of a fetch.
select is(pg_temp.show('help') ->> 'state', 'new', 'M1: a mailbox that was never tried');
select is(turno.mailbox_state(jsonb_populate_record(b, '{"imap_host": ""}')), 'unset', 'M1: one without a server') from turno.mailbox b where name = 'help';
select is(turno.mailbox_state(jsonb_populate_record(b, '{"is_active": false}')), 'off', 'M1: one that is switched off') from turno.mailbox b where name = 'help';
set local role turno_gateway;
select turno.mailbox_report(pg_temp.mailbox_id('help'), null, true);
reset role;
select is(pg_temp.show('help') ->> 'state', 'ok', 'M1: fetched');
select ok(pg_temp.show('help') ->> 'fetched_at' is not null and pg_temp.show('help') ->> 'failing_since' is null, 'M1: with the time');
select turno.mailbox_report(pg_temp.mailbox_id('help'), 'the server refuses the login', false);
create temporary table first as select fetched_at, failing_since from turno.mailbox where name = 'help';
select turno.mailbox_report(pg_temp.mailbox_id('help'), 'connection refused', false);
select is((select (b.fetched_at, b.failing_since) = (f.fetched_at, f.failing_since) from turno.mailbox b cross join first f where name = 'help'), true,
    'M1: the last good fetch and the first failure stay');
select is(pg_temp.show('help') ->> 'poll_error', 'connection refused', 'M1: the last error is told');
select is(pg_temp.show('help') ->> 'state', 'failing', 'M1: it fails');
select turno.mailbox_report(pg_temp.mailbox_id('help'), '', true);
select is((select failing_since is null and poll_error is null from turno.mailbox where name = 'help'), true, 'M1: all is well again');
update turno.mailbox set fetched_at = now() - interval '2 hours' where name = 'help';
select is(pg_temp.show('help') ->> 'state', 'late', 'M1: nobody fetches it');

-- UIDs on the server = accounted for, by outcome.
select pg_temp.came('help', u, o) from (values (1, 'ticket'), (2, 'post'), (3, 'post'), (5, 'filtered'), (6, null)) x(u, o);
select pg_temp.came('help', 4, 'ticket', 6);
select pg_temp.came('support', 4, 'ticket');
set local role turno_gateway;
select is(turno.mailbox_reconcile(pg_temp.mailbox_id('help'), 7, '{[20,21)}'), 1::bigint, 'M1: turnod compares');
select is(turno.mailbox_reconcile(pg_temp.mailbox_id('help'), 7, '{[2,7),[20,21)}'), 2::bigint, 'M1: what the ledger lacks is counted; another mailbox or UIDVALIDITY does not help');
reset role;
create function pg_temp.folder() returns jsonb language sql as $$ select pg_temp.show('help') -> 'folders' -> 0 $$;
select is(pg_temp.folder() - '{at,accounted}'::text[], '{"uidvalidity": 7, "on_server": 6, "missing": 2, "missing_uids": "4, 20"}', 'M1: and named');
select is(pg_temp.folder() -> 'accounted', '{"waiting": 1, "ticket": 0, "post": 2, "event": 0, "held": 0, "triage": 0, "quarantine": 0, "filtered": 1, "duplicate": 0}',
    'M1: the others by outcome; what was removed from the server does not count');
select is((pg_temp.folder() ->> 'on_server')::numeric, (select sum(v::numeric) from jsonb_each_text(pg_temp.folder() -> 'accounted') e(k, v)) + (pg_temp.folder() ->> 'missing')::bigint,
    'M1: UIDs on the server = accounted for + missing');
select pg_temp.came('help', 4, 'event');
select is(turno.mailbox_reconcile(pg_temp.mailbox_id('help'), 7, '{[1,7)}'), 0::bigint, 'M1: none is missing any more');
select is(pg_temp.folder() ->> 'missing_uids', '', 'M1: nor named');
select is(turno.mailbox_reconcile(pg_temp.mailbox_id('help'), 8, '{}'), 0::bigint, 'M1: an empty folder');
select is(turno.mailbox_reconcile(pg_temp.mailbox_id('help'), 9, '{[10,14)}'), 4::bigint, 'M1: a new UIDVALIDITY begins anew');
select is(pg_temp.folder() ->> 'missing_uids', '10-13', 'M1: ranges are named as ranges');
select is(jsonb_array_length(pg_temp.show('help') -> 'folders'), 3, 'M1: the numberings before are kept');
select is(turno.mailbox_reconcile(pg_temp.mailbox_id('help'), 9, (select range_agg(int8range(n, n + 1)) from generate_series(10, 610, 2) n)), 301::bigint, 'M1: many holes');
select is((select count(*) from unnest((select missing_uids from turno.reconciliation where uidvalidity = 9)) u), 100::bigint, 'M1: of which a hundred are named');
select is(pg_temp.show('help') ->> 'waiting', '1', 'M1: what waits is counted');

-- On the web, for administrators.
update turno.operator set is_admin = true where login = 'anna';
select set_config('turno.session', turno.session_for('anna', null), true) \g /dev/null
set local role turno_web;
select is(turno.page_admin('{"noun": "mailbox", "values": {"name": "help"}}') #>> '{row,folders,0,missing}', '301', 'R4: an administrator sees what is missing');
select is(turno.page_admin('{"noun": "mailbox", "values": {"name": "help"}}') #>> '{row,waiting}', '1', 'R4: and what waits');
reset role;
select set_config('turno.session', turno.session_for('marco', null), true) \g /dev/null
set local role turno_act;
select is((select count(*) from turno.reconciliation), 0::bigint, 'R4: who is none does not');
select is((select count(*) from turno.mail_job), 0::bigint, 'R4: nor what waits');
reset role;
insert into turno.mailbox (name, address) values ('new', 'new@demo.example');
select turno.mailbox_reconcile(pg_temp.mailbox_id('new'), 1, '{}') \g /dev/null
select is(turno.mailbox_remove('{"name": "new"}') ->> 'removed', 'new', 'M1: a mailbox that was only looked at can be removed');

-- The nightly summary.
create function pg_temp.hour(p_offset integer) returns void language sql as $$
    insert into turno.setting values ('summary.hour', to_jsonb((extract(hour from clock_timestamp() at time zone 'UTC')::integer + p_offset + 24) % 24))
    on conflict (key) do update set value = excluded.value $$;
insert into turno.setting values ('office.timezone', '"UTC"'), ('notice.admin_address', '"boss@demo.example"'), ('office.language', '"en"');
select pg_temp.hour(0);
select is(turno.summary_send(), 0, 'R34: no summary unless the office wants it');
select lives_ok($$select turno.notice_set('{"event": "summary", "audience": "admin", "on": true}')$$, 'R34: it wants it');
select pg_temp.hour(1);
select is(turno.summary_send(), 0, 'R34: not before its hour') where extract(hour from clock_timestamp() at time zone 'UTC') < 23;
select pg_temp.hour(0);
update turno.setting set value = '"nobody"' where key = 'notice.admin_address';
select is(turno.summary_send(), 0, 'R34: nowhere without an address');
update turno.setting set value = '"boss@demo.example"' where key = 'notice.admin_address';
update turno.setting set value = '"Mars/Olympus"' where key = 'office.timezone';
select is(turno.summary_send(), 0, 'R34: a time zone that is none stops no clock');
update turno.setting set value = '"UTC"' where key = 'office.timezone';
update turno.address set dead_at = now() where folded = 'amina@demo.example';
update turno.mail set stored_at = now() - interval '2 days' where uid = 1 and uidvalidity = 7;
insert into turno.outbox (kind, contact_id, mailbox_id, recipient, language, state, created_at, tried_at)
    select 'rejected', pg_temp.contact_id('mario'), pg_temp.mailbox_id('help'), 'mario.rossi@demo.example', 'it', s, now() - d, now() - t
    from (values ('failed', interval '3 days', interval '1 hour'), ('failed', interval '3 days', interval '2 days'), ('uncertain', '1 hour', '1 hour'),
        ('sent', '1 hour', '1 hour')) x(s, d, t);
set local role turno_gateway;
select is(turno.tidy('test') ->> 'summary', '1', 'R34: it leaves');
select is(turno.summary_send(), 0, 'R34: once');
reset role;
create temporary table mail as select o.*, turno.outbox_envelope(o.id) as envelope from turno.outbox o where o.kind = 'summary';
select is((select (recipient, language, contact_id is null) from mail), ('boss@demo.example'::text, 'en'::text, true), 'R34: to the administrator, in the language of the office');
select is((select envelope ->> 'template' from mail), 'summary', 'R34: by its template');
create temporary table told as select envelope -> 'summary' as t from mail;
create temporary table line as select l from told, jsonb_array_elements(t -> 'mailboxes') l where l ->> 'name' = 'help';
select is((select (l -> 'arrived', l -> 'accounted', l ->> 'missing', l ->> 'state') from line), (to_jsonb(6), '{"waiting": 1, "post": 2, "filtered": 1, "event": 1, "ticket": 1}'::jsonb, '301'::text, 'late'::text),
    'R34: what came since, by outcome, what is missing and how the mailbox does');
select is((select t ->> k from told), v, format('R34: %s', k)) from (values ('failed', '1'), ('uncertain', '1'), ('sent', '1'), ('dead', '1'), ('dead_new', '1'),
    ('triage', '0'), ('held', '0'), ('quarantine', '0'), ('waiting', '1'), ('grown_bytes', null)) x(k, v);
select ok((select (t ->> 'database_bytes')::bigint > 1000000 and (t ->> 'problems')::int > 0 from told), 'R34: the size of the database, and how much turno check finds');
update turno.outbox set created_at = created_at - interval '1 day' where kind = 'summary';
select pg_temp.came('help', 700, 'triage');
select is(turno.summary_send(), 1, 'R34: and the next night again');
select is((select (detail #>> '{summary,since}')::timestamptz from turno.outbox where kind = 'summary' order by id desc limit 1),
    (select created_at from turno.outbox where kind = 'summary' order by id limit 1), 'R34: about what came since the one before');
select is((select detail #>> '{summary,triage}' from turno.outbox where kind = 'summary' order by id desc limit 1), '1', 'R34: with what waits for people');
select ok((select (detail #>> '{summary,grown_bytes}')::bigint >= 0 from turno.outbox where kind = 'summary' order by id desc limit 1), 'R34: and by how much the database grew');
select is(turno.health('{}') ->> 'triage', '1', 'turno health tells the same of the last day');
select finish();
rollback;
