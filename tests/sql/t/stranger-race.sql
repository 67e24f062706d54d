-- Two operators who decide at once about mail of somebody who does not take part (M18).
\ir ../office.psql
\ir ../two.psql
\ir ../two-acts.psql
select plan(8);
create temporary table mine as select n, pg_temp.ticket_of_mario() as ticket from generate_series(1, 2) n;
create temporary table held as select n, (pg_temp.receive('{"from_address": "studio@x.example", "from_name": "Studio"}' || pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket,
    pg_temp.contact_id('mario')))) ->> 'mail')::bigint as mail from mine;
select turno.lease_drop('test') \g /dev/null
create function pg_temp.act(p_act text, p_n integer) returns text language sql as $$
    select format('select coalesce(r ->> ''done'', (r -> ''errors'')::text) from turno.act_held_%s(%L) r', p_act, jsonb_build_object('mail', mail)) from held where n = p_n $$;

-- One sender, two tickets: he becomes one contact.
select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco') \g /dev/null
select is(pg_temp.other('a', pg_temp.act('add', 1)), 'added', 'M18: one takes in a mail of an unknown sender');
select ok(pg_temp.blocks('b', pg_temp.act('accept', 2)), 'R1: another, who takes in one of the same sender elsewhere, waits');
select public.dblink_exec('a', 'commit') \g /dev/null
select matches(pg_temp.answer('b'), 'Somebody has just taken in another mail of this sender: try again', 'R1: and is told to try again');
select is((select count(*) from turno.address where folded = 'studio@x.example'), 1::bigint, 'R1: for there is one such contact');

-- One mail, two who decide.
select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco') \g /dev/null
select is(pg_temp.other('a', pg_temp.act('accept', 2)), 'accepted', 'M18: one accepts a mail');
select ok(pg_temp.blocks('b', pg_temp.act('discard', 2)), 'M18: another, who discards it, waits');
select public.dblink_exec('a', 'commit') \g /dev/null
select matches(pg_temp.answer('b'), 'This mail does not wait any more', 'M18: and comes too late');
select is((select outcome from turno.mail m join held on held.mail = m.id where n = 2), 'post', 'M34: what was decided first stands');
