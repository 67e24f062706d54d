-- What a flood causes on the way out is bounded (M13): notices to operators, acknowledgements, answers of machines to machines.
begin;
\ir ../office.psql
set local role turno_gateway;
select no_plan();
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
create function pg_temp.notices(p_ticket bigint, p_kind text, p_login text) returns integer language sql as $$
    select count(*)::integer from turno.outbox where ticket_id = p_ticket and kind = p_kind and operator_id = pg_temp.operator_id(p_login) $$;
create function pg_temp.hours_pass(p_hours double precision) returns void language sql volatile as $$
    update turno.throttle set filled_at = filled_at - make_interval(secs => p_hours * 3600) $$;

-- Held mails: somebody else got hold of mario's reply address.
create temporary table hold as select turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')) as address, pg_temp.notices(ticket, 'notification', 'anna') as before from mine;
create function pg_temp.hold() returns text language sql volatile as $$
    select pg_temp.receive('{"from_address": "outsider@elsewhere.example"}' || pg_temp.to_address(address)) ->> 'outcome' from hold $$;
select is(array_agg(distinct pg_temp.hold()), '{held}', 'M18: thirty mails of an outsider are held') from generate_series(1, 30);
select is((select count(*) from turno.event where ticket_id = ticket and type = 'held'), 30::bigint, 'the timeline has them all') from mine;
select is(array[pg_temp.notices(ticket, 'notification', 'anna') - before, pg_temp.notices(ticket, 'notification', 'marco') - before], '{1,1}',
    'M13: each operator is told once') from mine, hold;
select pg_temp.hours_pass(1), pg_temp.hold(), pg_temp.hold();
select is(pg_temp.notices(ticket, 'notification', 'anna') - before, 2, 'M13: and once an hour') from mine, hold;
select is(pg_temp.receive(pg_temp.to_address(address)) ->> 'outcome', 'post', 'R14: the contact himself is heard') from hold;
select is(pg_temp.notices(ticket, 'notification', 'anna') - before, 3, 'R34: and told of each time') from mine, hold;

-- Parked mails: somebody writes in anna's name.
create function pg_temp.park(p_changes jsonb) returns text language sql volatile as $$
    select pg_temp.receive('{"from_address": "anna@demo.example"}' || p_changes) ->> 'outcome' $$;
select is(array_agg(distinct pg_temp.park(pg_temp.to_address(pg_temp.reply_of('marco', ticket)))), '{held}', 'M20: thirty mails in an operator''s name are parked')
    from mine, generate_series(1, 30);
select is((select count(*) from turno.event where ticket_id = ticket and type = 'parked'), 30::bigint, 'the timeline has them all') from mine;
select is(array_agg(distinct pg_temp.park('{}')), '{triage}', 'M20: and without a ticket they wait in triage') from generate_series(1, 40);
select is((select count(*) from turno.outbox where kind = 'parked'), 20::bigint, 'M13: he gets twenty notices in all, for his own may be among them');

-- Acknowledgements.
create function pg_temp.acknowledged(p_n integer, p_changes jsonb default '{}', p_mailbox text default 'support') returns integer language plpgsql as $$
declare
    v_last bigint := pg_temp.last_outbox();
begin
    for n in 1 .. p_n loop
        perform pg_temp.receive(p_changes || jsonb_build_object('subject', 'nuovo ' || n), p_mailbox);
    end loop;
    return (select count(*) from turno.outbox o where o.id > v_last and o.kind = 'acknowledgement');
end $$;
delete from turno.throttle;
create function pg_temp.day() returns integer language plpgsql as $$
declare
    v_count integer := pg_temp.acknowledged(15);
begin
    for i in 1 .. 23 loop
        perform pg_temp.hours_pass(1);
        v_count := v_count + pg_temp.acknowledged(3);
    end loop;
    return v_count;
end $$;
select is(pg_temp.acknowledged(30), 10, 'M13: ten of thirty new tickets of one contact are acknowledged at once');
delete from turno.throttle;
select cmp_ok(pg_temp.day(), '<=', 20, 'M13: and twenty in a day at most');
reset role;
insert into turno.setting values ('mail.ack_domain_budget', '4');
delete from turno.throttle;
select is((select sum(pg_temp.acknowledged(1, jsonb_build_object('from_address', a))) from unnest('{mario.rossi@demo.example,amina@demo.example}'::text[]) a, generate_series(1, 3)),
    2::bigint, 'M13: the contacts of one domain share a budget');
update turno.setting set value = '0' where key = 'mail.ack_domain_budget';
delete from turno.throttle;
select is(pg_temp.acknowledged(1), 0, 'M13: a budget of 0 is none at all');
delete from turno.setting where key = 'mail.ack_domain_budget';
insert into turno.contact (customer_id, name) select customer_id, 'Senza' from turno.contact where id = pg_temp.contact_id('mario');
select is(turno.automatic_may(id), false, 'a contact without address is written nothing') from turno.contact where name = 'Senza';
set local role turno_gateway;

-- Attack 12: a gateway that answers every mail with a new one, without token or any mark, and never tires.
delete from turno.throttle;
create function pg_temp.echo(p_mailbox text, p_changes jsonb) returns integer language plpgsql as $$
declare
    v_last bigint;
    v_rounds integer := 0;
begin
    loop
        v_last := pg_temp.last_outbox();
        perform pg_temp.receive(p_changes || jsonb_build_object('subject', 'Re: ' || v_rounds), p_mailbox);
        v_rounds := v_rounds + 1;
        exit when v_rounds > 200 or not exists (select from turno.outbox where id > v_last and contact_id is not null);
    end loop;
    return v_rounds;
end $$;
select is(pg_temp.echo('support', '{}'), 11, 'M13: two gateways that answer each other come to rest');
select is(pg_temp.echo('help', '{"from_address": "robot@elsewhere.example"}'), 2, 'M13: a stranger''s after one acknowledgement');
-- One that answers within the ticket is never answered at all.
select is(pg_temp.echo('support', pg_temp.subject_token(ticket, pg_temp.contact_id('mario'))), 1, 'M13: what finds its ticket is not acknowledged') from mine;
-- A closed ticket that refuses by mail, against a robot.
reset role;
update turno.category set closed_reply = 'reject_notice';
select turno.ticket_close(ticket, pg_temp.operator_id('anna'), 'web') from mine;
delete from turno.throttle;
set local role turno_gateway;
select is(pg_temp.echo('support', pg_temp.subject_token(ticket, pg_temp.contact_id('mario'))), 11, 'M13: refusals by a closed ticket come to rest too') from mine;
reset role;
select throws_ok($$ select turno.setting_set('{"key": "mail.ack_budget", "value": "many"}') $$, 'TU003', null, 'a budget is a number');
select is(turno.setting_set('{"key": "mail.ack_budget", "value": "5"}') ->> 'value', '5', 'as given');
select is_empty('select * from turno.verify_chain()', 'R23: every timeline verifies');
select finish();
rollback;
