-- Several turnod at once: the morning list leaves once a day (R34).
\ir ../office.psql
\ir ../two.psql
select plan(6);
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
insert into turno.setting values ('morning.enabled', '"true"'), ('office.timezone', '"UTC"'),
    ('morning.hour', to_jsonb(extract(hour from clock_timestamp() at time zone 'UTC')::integer));
create function pg_temp.send(p_session text) returns text language sql as
    $$ select r from public.dblink(p_session, 'select turno.morning_send()::text') x(r text) $$;
select pg_temp.connect('{a,b}') \g /dev/null
select public.dblink_exec(s, 'set role turno_gateway') from unnest('{a,b}'::text[]) s;
select public.dblink_exec('a', 'begin');
select is(pg_temp.send('a'), '2', 'R34: anna and marco get the list');
select is(pg_temp.send('b'), '0', 'R34: another turnod neither waits nor sends it');
select public.dblink_exec('a', 'rollback');
select is(pg_temp.send('b'), '2', 'R34: what the first did not commit the other sends');
select is(pg_temp.send('a'), '0', 'R34: and then nobody does');
select is(pg_temp.send('b'), '0', 'R34: he neither');
select is((select count(*) from turno.outbox where kind = 'morning'), 2::bigint, 'R34: one mail to each');
select * from finish();
select public.dblink_disconnect(s) from unnest('{a,b}'::text[]) s;
