-- Two clicks on the link of one parked mail at the same moment, and a click while the ticket is merged (M20, R41).
\ir ../office.psql
\ir ../two.psql
select no_plan();
update turno.mailbox set authserv_ids = '{mx.demo.example}' where name = 'support';
create temporary table mine as select pg_temp.ticket_of_mario() as ticket, pg_temp.ticket_of_mario() as other;
create function pg_temp.park(p_token text) returns bigint language plpgsql volatile as $$
declare
    v jsonb := pg_temp.receive((select pg_temp.to_address(pg_temp.reply_of('anna', ticket)) from mine) || jsonb_build_object('from_address', 'anna@demo.example', 'reply_visible_text', 'Ecco.'));
begin
    update turno.confirmation set token_sha256 = sha256(p_token::bytea) where mail_id = (v ->> 'mail')::bigint;
    return (v ->> 'mail')::bigint;
end $$;
create temporary table parked as select pg_temp.park('one') as one, pg_temp.park('two') as two;
select turno.lease_drop('test');
select pg_temp.connect('{a,b}');
create function pg_temp.click(p_token text) returns text language sql as $$ select format('select (turno.act_confirm(''{"token": "%s"}'') -> ''ok'')::text', p_token) $$;
select public.dblink_exec(s, 'begin') from unnest('{a,b}'::text[]) s;
select is(pg_temp.other('a', pg_temp.click('one')), 'true', 'M20: the first click sends it');
select ok(pg_temp.blocks('b', pg_temp.click('one')), 'M20: the second waits for it');
select public.dblink_exec('a', 'commit');
select is((select r from public.dblink_get_result('b') x(r text)), 'false', 'M20: and finds nothing');
select * from public.dblink_get_result('b') x(r text);
select public.dblink_exec('b', 'commit');
select is((select count(*) from turno.post p, parked where p.mail_id = one), 1::bigint, 'M20: there is one reply');

select public.dblink_exec(s, 'begin') from unnest('{a,b}'::text[]) s;
select pg_temp.other('a', format('select turno.ticket_merge(%s, %s, %s, ''web'')::text', ticket, other, pg_temp.operator_id('anna'))) from mine;
select ok(pg_temp.blocks('b', pg_temp.click('two')), 'R41: a click waits for a merge');
select public.dblink_exec('a', 'commit');
select is((select r from public.dblink_get_result('b') x(r text)), 'true', 'R41: and goes on');
select * from public.dblink_get_result('b') x(r text);
select public.dblink_exec('b', 'commit');
select is((select p.ticket_id from turno.post p, parked where p.mail_id = two), other, 'R41: where it went') from mine;
select * from finish();
select public.dblink_disconnect(s) from unnest('{a,b}'::text[]) s;
