-- Several turnod at once, in a database of their own: the morning list leaves once a day (R34).
select current_database() as home \gset
select :'home' || '_two' as two \gset
\connect postgres
set client_min_messages = warning;
drop database if exists :"two";
create database :"two" template :"home";
\connect :"two"
set client_min_messages = warning;
create extension dblink with schema public;
\ir ../office.psql
select plan(6);
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
insert into turno.setting values ('morning.enabled', '"true"'), ('office.timezone', '"UTC"'),
    ('morning.hour', to_jsonb(extract(hour from clock_timestamp() at time zone 'UTC')::integer));
create function pg_temp.send(p_session text) returns text language sql as
    $$ select r from public.dblink(p_session, 'select turno.morning_send()::text') x(r text) $$;
select public.dblink_connect(s, format('dbname=%s host=%s port=%s user=%s application_name=%s', current_database(),
    split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), session_user, s)) from unnest('{a,b}'::text[]) s;
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
\connect :"home"
set client_min_messages = warning;
drop database :"two";
