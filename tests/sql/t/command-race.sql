-- A mail with commands beside what others do (M24).
\ir ../office.psql
\ir ../two.psql
\ir ../two-acts.psql
select plan(7);
create temporary table mine as select pg_temp.ticket_of_mario() as first, pg_temp.ticket_of_mario() as second;
create temporary table letter as select pg_temp.store('support') as mail, pg_temp.evidence('{"from_address": "anna@demo.example"}'
    || jsonb_build_object('reply_visible_text', '#unisci ' || first) || pg_temp.to_address(pg_temp.reply_of('anna', second))) as evidence from mine;
select turno.lease_drop('test') \g /dev/null
create function pg_temp.click() returns text language sql as $$
    select format('select r ->> ''done'' from turno.act_held_send(%L) r', jsonb_build_object('mail', mail)) from letter $$;

-- Another has the ticket into which this one is merged, and may be waiting for this one.
select pg_temp.enter('a', 'marco') \g /dev/null
select is(pg_temp.other('a', format('select turno.act_priority(%L) ->> ''done''', jsonb_build_object('ticket', first, 'priority', (select max(id) from turno.priority)))), 'priority', 'another works on a ticket') from mine;
select throws_ok(format('select pg_temp.deliver(%s, %L)', mail, evidence), '55P03', null, 'R41: a mail that merges into it does not stand before it') from letter;
select is((select merged_into from turno.ticket where id = second), null, 'M24: and nothing is done') from mine;
select turno.reply_lock_take(second, pg_temp.operator_id('marco')) from mine \g /dev/null
select is(pg_temp.deliver(mail, evidence) ->> 'outcome', 'held', 'R29: one that waits for a click') from letter;
select pg_temp.enter('b', 'marco') \g /dev/null
select public.dblink_send_query('b', pg_temp.click()) \g /dev/null
select matches(pg_temp.answer('b'), 'qualcuno sta lavorando', 'R41: nor does the click: it says so');
select public.dblink_exec('a', 'commit') \g /dev/null
select pg_temp.enter('b', 'marco') \g /dev/null
select is(pg_temp.other('b', pg_temp.click()), 'sent', 'R41: a moment later it is done');
select public.dblink_exec('b', 'commit') \g /dev/null
select is((select merged_into from turno.ticket where id = second), first, 'R41: and they are one') from mine;
