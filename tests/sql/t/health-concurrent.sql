-- Several turnod at once: the summary leaves once a night (R34).
\ir ../office.psql
\ir ../two.psql
select plan(5);
insert into turno.setting values ('notice.admin_address', '"boss@demo.example"'), ('office.timezone', '"UTC"'),
    ('summary.hour', to_jsonb(extract(hour from clock_timestamp() at time zone 'UTC')::integer));
update turno.notice_rule set is_on = true where event = 'summary';
create function pg_temp.send(p_session text) returns text language sql as
    $$ select r from public.dblink(p_session, 'select turno.summary_send()::text') x(r text) $$;
select pg_temp.connect('{a,b}') \g /dev/null
select public.dblink_exec(s, 'set role turno_gateway') from unnest('{a,b}'::text[]) s;
select public.dblink_exec('a', 'begin');
select is(pg_temp.send('a'), '1', 'R34: the first writes it');
select is(pg_temp.send('b'), '0', 'R34: another turnod neither waits nor writes it');
select public.dblink_exec('a', 'rollback');
select is(pg_temp.send('b'), '1', 'R34: what the first did not commit the other writes');
select is(pg_temp.send('a'), '0', 'R34: and then nobody does');
select is((select count(*) from turno.outbox where kind = 'summary'), 1::bigint, 'R34: one mail');
select * from finish();
select public.dblink_disconnect(s) from unnest('{a,b}'::text[]) s;
