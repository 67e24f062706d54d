begin;
\ir ../office.psql
-- What may go wrong inside a mail: a route pattern makes the server raise what the test wants.
create function pg_temp.sabotage(p_state text) returns void language plpgsql as $$
begin
    execute format('create or replace function pg_temp.raise_it() returns trigger language plpgsql as %L',
        case p_state when '22012' then 'begin perform 1 / 0; return new; end'
            when '23505' then 'begin insert into turno.throttle (key, tokens) values (''a'', 1), (''a'', 1); return new; end'
            else format('begin raise exception using errcode = %L, message = ''on purpose''; end', p_state) end);
    drop trigger if exists sabotage on turno.post;
    create trigger sabotage before insert on turno.post for each row execute function pg_temp.raise_it();
end $$;
create function pg_temp.mend() returns void language sql as $$ drop trigger sabotage on turno.post $$;
select plan(28);

create temporary table mine as select pg_temp.store('support') as mail;
create temporary table e as select pg_temp.evidence('{"subject": "730"}') as e;

-- Classes 22, 23, P0 and ours are the mail's own: data, nothing written.
create function pg_temp.try(p_state text) returns text language plpgsql as $$
declare
    v jsonb;
begin
    perform pg_temp.sabotage(p_state);
    update turno.mail_job set failures = 0;
    v := pg_temp.deliver(mail, e.e) from mine, e;
    return concat_ws(' ', coalesce(v ->> 'outcome', 'none'), left(v ->> 'error', 5),
        (select count(*) from turno.ticket) + (select count(*) from turno.event) + (select count(*) from turno.outbox),
        (select failures from turno.mail_job));
end $$;
select is(pg_temp.try(s), format('none %s 0 1', s), format('M3: SQLSTATE %s comes back as data, and nothing of the mail is left', s))
from unnest('{22012,23505,P0001,TU003,TU002}'::text[]) s;

-- All else is raised again and blames nobody.
create function pg_temp.raises(p_state text) returns text language plpgsql as $$
declare
    v_state text;
begin
    perform pg_temp.sabotage(p_state);
    update turno.mail_job set failures = 0;
    begin
        perform pg_temp.deliver(mail, e.e) from mine, e;
        return 'nothing';
    exception when others then
        get stacked diagnostics v_state = returned_sqlstate;
        return v_state || (select failures from turno.mail_job);
    end;
end $$;
select is(pg_temp.raises(s), s || '0', format('M3: SQLSTATE %s is raised again and counts against no mail', s))
from unnest('{40001,40P01,53100,55P03,57P01,58030,XX000,TU001}'::text[]) s;

-- The third refusal is quarantine, with what was raw and why.
select pg_temp.sabotage('22012');
update turno.mail_job set failures = 0;
create temporary table tries as select n, pg_temp.deliver(mail, e.e) as v from mine, e, generate_series(1, 3) n;
select is(v ->> 'outcome', case n when 3 then 'quarantine' end, format('M3: refusal %s', n)) from tries order by n;
select is(v ->> 'reason', '22012: division by zero', 'M3: quarantine says why') from tries where n = 3;
select is((select evidence ? 'body_text' from turno.mail where id = mail), true, 'M3: the text is kept') from mine;
select pg_temp.mend();
select is(turno.mail_retry(mail) ->> 'outcome', null, 'M3: "try again"') from mine;
select is(pg_temp.deliver(mail, e.e) ->> 'outcome', 'ticket', 'M3: goes through when the cause is gone') from mine, e;
select throws_ok(format('select turno.mail_retry(%s)', mail), 'TU003', null, 'M3: what became a ticket is not tried again') from mine;

-- The next mail goes on; evidence that makes no sense is an error of its own.
select is(pg_temp.receive('{"date": "yesterday, perhaps", "body_sha256": "zz"}') ->> 'outcome', 'ticket', 'a senseless date is no error');
select is(pg_temp.receive('{"attachments": [{"name": "x", "size": "many", "sha256": "00"}]}') ->> 'error' is not null, true,
    'M3: senseless evidence is refused as data');
select throws_ok($$ select pg_temp.deliver(-1, '{}') $$, 'TU002', null, 'a mail that is not there');
delete from turno.mail_job; -- else its sender's next mails wait behind it
select is(pg_temp.receive(jsonb_build_object('message_id', string_agg(md5(n::text), '') || '@x')) ->> 'outcome', 'ticket',
    'a Message-ID longer than an index takes is no error') from generate_series(1, 300) n;
select is(pg_temp.receive(jsonb_build_object('from_address', string_agg(md5(n::text), '') || '@x.example'), 'help') ->> 'outcome', 'triage',
    'an address longer than RFC 5321 allows makes no contact') from generate_series(1, 300) n;
select is(pg_temp.receive(jsonb_build_object('subject', string_agg(md5(n::text), ' ')), 'help') ->> 'outcome', 'ticket',
    'a subject of more words than are searched is no error') from generate_series(1, 60000) n;
select is_empty('select * from turno.verify_chain()', 'R23: every timeline verifies');
select * from finish();
rollback;
