-- What turnod itself does for the search (R26): under its own role, as the clocks call it.
begin;
\ir ../office.psql
select plan(3);
select pg_temp.ticket_of_mario() \g /dev/null
select cmp_ok((select count(*) from turno.search_job), '>', 0::bigint, 'R26: what was written waits to be indexed');
set local role turno_gateway;
select lives_ok('select turno.search_fill(1000)', 'R26: turnod may index it');
reset role;
select is((select count(*) from turno.search_job), 0::bigint, 'R26: then nothing waits');
select finish();
rollback;
