-- M14: tags are renamed while operators tag.
\ir ../office.psql
\ir ../two.psql
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
select plan(9);
select pg_temp.connect('{a,b}') \g /dev/null
select public.dblink_exec(s, 'set role turno_gateway') from unnest('{a,b}'::text[]) s \g /dev/null
create function pg_temp.set(p_add text, p_remove text) returns text language sql as $$
    select format('select turno.ticket_tag_set(%s, %L, %L, ''operator'', %s, ''web'')::text', ticket, array[p_add], array[p_remove], pg_temp.operator_id('anna')) from mine $$;
create function pg_temp.replace(p_tag text, p_into text) returns text language sql as $$ select format('select turno.tag_replace(%L, %L)::text', p_tag, p_into) $$;
create function pg_temp.tags() returns text language sql as $$ select string_agg(g.tag, ',' order by g.tag) from turno.ticket_tag g, mine where g.ticket_id = ticket $$;
insert into turno.ticket_tag (ticket_id, tag) select ticket, 'uno' from mine;

-- An operator first: the new name waits for him, and takes what he left.
select public.dblink_exec('a', 'begin') \g /dev/null
select is(pg_temp.other('a', pg_temp.set('due', 'tre')), 'true', 'M14: an operator tags');
select ok(pg_temp.blocks('b', pg_temp.replace('uno', 'due')), 'M14: a merge waits for him');
select public.dblink_exec('a', 'commit') \g /dev/null
select isnt(pg_temp.answer('b'), null, 'M14: and is done');
select is(pg_temp.tags(), 'due', 'M14: the ticket has it once');

-- The merge first: the operator waits, and nobody is sent away.
select public.dblink_exec('a', 'begin') \g /dev/null
select pg_temp.other('a', pg_temp.replace('due', 'uno')) \g /dev/null
select ok(pg_temp.blocks('b', pg_temp.set('uno', 'due')), 'M14: an operator waits for a merge');
select public.dblink_exec('a', 'commit') \g /dev/null
select is(pg_temp.answer('b'), 'false', 'M14: and finds what he wanted');

-- Two administrators, crosswise.
select public.dblink_exec('a', 'begin') \g /dev/null
select pg_temp.other('a', pg_temp.replace('uno', 'due')) \g /dev/null
select ok(pg_temp.blocks('b', pg_temp.replace('due', 'uno')), 'M14: one administrator at a time');
select public.dblink_exec('a', 'commit') \g /dev/null
select isnt(pg_temp.answer('b'), null, 'M14: then the other');
select is(pg_temp.tags(), 'uno', 'M14: the last one counts');
select * from finish();
