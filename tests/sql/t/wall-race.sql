-- A ticket that a raise takes from an operator's sight while his act waits for it: he finds nothing (R9, R11).
\ir ../office.psql
\ir ../two.psql
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
create temporary table second as select pg_temp.ticket_of_mario() as ticket;
create temporary table token as select login, turno.session_for(login, null) as t from unnest('{anna,marco}'::text[]) login;
select turno.lease_drop('test');
select no_plan();
-- What it answered, or the error; the transaction ends.
create function pg_temp.answer(p_session text) returns text language plpgsql as $$
declare
    v_answer text;
begin
    select r into v_answer from public.dblink_get_result(p_session, false) x(r text);
    v_answer := coalesce(v_answer, public.dblink_error_message(p_session));
    perform * from public.dblink_get_result(p_session, false) x(r text);
    perform public.dblink_exec(p_session, 'commit');
    return v_answer;
end $$;
select pg_temp.connect('{a,b}') \g /dev/null
-- A transaction in which the web serves this operator.
create function pg_temp.enter(p_session text, p_login text) returns void language plpgsql as $$
begin
    perform public.dblink_exec(p_session, 'begin');
    perform pg_temp.other(p_session, format('select set_config(''turno.session'', %L, true)', (select t from token where login = p_login)));
    perform public.dblink_exec(p_session, 'set local role turno_web');
end $$;
create function pg_temp.act(p_act text, p jsonb) returns text language sql as $$
    select format('select coalesce(r ->> ''done'', (r -> ''errors'')::text) from turno.act_%s(%L) r', p_act, p || jsonb_build_object('ticket', ticket)) from mine $$;

create function pg_temp.late(p_act text, p jsonb) returns setof text language plpgsql as $$
begin
    perform pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco');
    perform pg_temp.other('a', pg_temp.act('level', '{"level": "advanced"}'));
    return next ok(pg_temp.blocks('b', pg_temp.act(p_act, p)), format('R11: %s waits for the raise', p_act));
    perform public.dblink_exec('a', 'commit');
    return next matches(pg_temp.answer('b'), 'There is no such ticket', format('R9: and finds nothing, like any other: %s', p_act));
    -- He sees it again once the next one begins.
    perform public.dblink_exec('a', 'begin');
    perform pg_temp.other('a', format('select turno.ticket_level(%s, ''base'', ''system'', null, ''desk'')::text', (select ticket from mine)));
    perform public.dblink_exec('a', 'commit');
end $$;
select pg_temp.late('reply', '{"text": "Troppo tardi", "pass_turn": true}');
select pg_temp.late('lock', '{"action": "start"}');
select pg_temp.late('link', jsonb_build_object('other', ticket)) from second;
select pg_temp.late('merge', jsonb_build_object('into', ticket)) from second;
select is((select count(*) from turno.post where text = 'Troppo tardi'), 0::bigint, 'R9: nothing of it is kept');
select is((select count(*) from turno.event where type in ('linked', 'merged')), 0::bigint, 'R9: nor done');
select * from finish();
select public.dblink_disconnect(s) from unnest('{a,b}'::text[]) s;
