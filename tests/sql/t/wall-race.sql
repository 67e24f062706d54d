-- A ticket that a raise takes from an operator's sight while his act waits for it: he finds nothing (R9, R11).
\ir ../office.psql
\ir ../two.psql
\ir ../two-acts.psql
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
create temporary table second as select pg_temp.ticket_of_mario() as ticket;
select turno.lease_drop('test');
select no_plan();
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
