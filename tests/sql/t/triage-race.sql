-- Two operators who decide at once about a mail in triage (R31, M34).
\ir ../office.psql
\ir ../two.psql
\ir ../two-acts.psql
select plan(9);
update turno.operator set has_triage = true where login in ('anna', 'marco');
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
create temporary table waits as select n, (pg_temp.receive('{"from_address": "studio@x.example", "from_name": "Studio"}') ->> 'mail')::bigint as mail from generate_series(1, 3) n;
select turno.lease_drop('test') \g /dev/null
create function pg_temp.act(p_act text, p_n integer, p jsonb default '{}') returns text language sql as $$
    select format('select coalesce(r ->> ''done'', (r -> ''errors'')::text) from turno.act_%s(%L) r', p_act, jsonb_build_object('mail', mail, 'ticket', ticket) || p) from waits, mine where n = p_n $$;

select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco') \g /dev/null
select is(pg_temp.other('a', pg_temp.act('mail_attach', 1, jsonb_build_object('contact', pg_temp.contact_id('mario')))), 'attached', 'R31: one adds it to a ticket');
select ok(pg_temp.blocks('b', pg_temp.act('mail_discard', 1)), 'M34: another, who discards it, waits');
select public.dblink_exec('a', 'commit') \g /dev/null
select matches(pg_temp.answer('b'), 'This mail does not wait any more', 'M34: and comes too late');

select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco') \g /dev/null
select is(pg_temp.other('a', pg_temp.act('mail_discard', 2)), 'discarded', 'M34: one discards it');
select ok(pg_temp.blocks('b', pg_temp.act('mail_attach', 2, jsonb_build_object('contact', pg_temp.contact_id('mario')))), 'R31: another, who adds it to a ticket, waits');
select public.dblink_exec('a', 'commit') \g /dev/null
select matches(pg_temp.answer('b'), 'This mail does not wait any more', 'R31: and comes too late');

select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco') \g /dev/null
select is(pg_temp.other('a', pg_temp.act('mail_retry', 3)), 'retried', 'M3: one has it tried again');
select ok(pg_temp.blocks('b', pg_temp.act('mail_discard', 3)), 'M3: another, who discards it, waits');
select public.dblink_exec('a', 'commit') \g /dev/null
select matches(pg_temp.answer('b'), 'This mail does not wait any more', 'M3: and comes too late');
