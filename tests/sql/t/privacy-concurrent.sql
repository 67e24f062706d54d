-- A contact is erased while his mail is decided, and while he writes on the web: nothing of him is left behind (R39).
select current_database() as home \gset
select :'home' || '_forget' as two \gset
\connect postgres
set client_min_messages = warning;
drop database if exists :"two";
create database :"two" template :"home";
\connect :"two"
set client_min_messages = warning;
create extension dblink with schema public;
\ir ../office.psql
create temporary table mine as select pg_temp.ticket_of_mario() as ticket, pg_temp.contact_id('mario') as mario;
select turno.lease_drop('test');
select plan(9);
create function pg_temp.other(p_session text, p_query text) returns text language sql as
    $$ select r from public.dblink(p_session, p_query) x(r text) $$;
create function pg_temp.blocks(p_session text, p_query text) returns boolean language plpgsql as $$
begin
    perform public.dblink_send_query(p_session, p_query);
    for i in 1 .. 1000 loop
        perform pg_stat_clear_snapshot();
        if exists (select from pg_stat_activity where application_name = p_session and wait_event_type = 'Lock') then
            return true;
        elsif public.dblink_is_busy(p_session) = 0 then
            return false;
        end if;
        perform pg_sleep(0.01);
    end loop;
    return false;
end $$;
create function pg_temp.answer(p_session text) returns text language plpgsql as $$
declare
    v_answer text;
begin
    select r into v_answer from public.dblink_get_result(p_session) x(r text);
    perform * from public.dblink_get_result(p_session) x(r text);
    return v_answer;
end $$;
select public.dblink_connect(s, format('dbname=%s host=%s port=%s user=%s application_name=%s', current_database(),
    split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), session_user, s)) from unnest('{a,b}'::text[]) s;

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
\connect :"home"
set client_min_messages = warning;
drop database :"two";
