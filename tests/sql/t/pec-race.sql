-- A receipt that comes while the attempt that it is about is being settled (M28, M31): each waits for the other, both are told once.
\ir ../office.psql
\ir ../pec.psql
\ir ../two.psql
\ir ../two-acts.psql
create temporary table sent as select n, pg_temp.anna_replies(pg_temp.pec_ticket()) as outbox from generate_series(1, 2) n;
update turno.outbox set state = 'sending' where id in (select outbox from sent);
update turno.outbox_job set step = 'data', owner = 'x', leased_until = now() + interval '1 hour' where outbox_id in (select outbox from sent);
create temporary table receipt as select n, outbox, pg_temp.store('pec') as mail,
    pg_temp.evidence(pg_temp.receipt('accettazione', pg_temp.message_id(outbox), jsonb_build_object('identifier', n || '@provider.example'))) as evidence from sent;
select turno.lease_drop('test') \g /dev/null
select no_plan();
create function pg_temp.settles(p_n integer) returns text language sql as
    $$ select format('select turno.outbox_settle(%s, %L, %L, %L, 250)', outbox, 'x', 'sent', '2.0.0 ok') from receipt where n = p_n $$;
create function pg_temp.tells(p_n integer) returns text language sql as
    $$ select format('select turno.deliver_pec(%s, %L) ->> %L', mail, evidence, 'outcome') from receipt where n = p_n $$;
create function pg_temp.ends(p_n integer) returns text language sql as $$
    select concat_ws(' ', o.state, o.delivery, (select count(*) from turno.outbox_job j where j.outbox_id = o.id),
        (select count(*) from turno.event e where e.ticket_id = o.ticket_id and e.type = 'delivery_sent' and e.note = 'reply'),
        (select count(*) from turno.event e where e.ticket_id = o.ticket_id and e.type = 'delivery_accepted'))
    from receipt r join turno.outbox o on o.id = r.outbox where r.n = p_n $$;
select public.dblink_exec(s, 'begin') from unnest('{a,b}'::text[]) s \g /dev/null
select is(pg_temp.other('a', pg_temp.settles(1)), 'sent', '(the server has taken it)');
select ok(pg_temp.blocks('b', pg_temp.tells(1)), 'M28: a receipt waits for the end of the attempt');
select public.dblink_exec('a', 'commit') \g /dev/null
select is(pg_temp.answer('b'), 'event', 'M28: and is told then');
select is(pg_temp.ends(1), 'sent accepted 0 1 1', 'M31: sent once, accepted once');
select public.dblink_exec(s, 'begin') from unnest('{a,b}'::text[]) s \g /dev/null
select is(pg_temp.other('a', pg_temp.tells(2)), 'event', '(the receipt is first)');
select ok(pg_temp.blocks('b', pg_temp.settles(2)), 'M31: the attempt waits for it');
select public.dblink_exec('a', 'commit') \g /dev/null
select is(pg_temp.answer('b'), 'sent', 'M31: and has nothing left to say');
select is(pg_temp.ends(2), 'sent accepted 0 1 1', 'M28: the same comes of it');
select finish();
select public.dblink_disconnect(s) from unnest('{a,b}'::text[]) s \g /dev/null
