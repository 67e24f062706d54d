-- Who is answering (R28).
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();
-- The sentence with which a person's act is refused.
create function pg_temp.refusal(p_token text, p_function text, p jsonb) returns text language plpgsql as $$
begin
    perform set_config('turno.session', p_token, true);
    set local role turno_web;
    execute format('select turno.%I($1)', p_function) using p;
    reset role;
    return null;
exception when others then
    reset role;
    return sqlerrm;
end
$$;
create function pg_temp.events(p bigint) returns text[] language sql as
    $$ select array(select concat_ws(' ', type, old, new) from turno.event where ticket_id = p and seq > 3 order by seq) $$;

select is(pg_temp.call(null, 'act_lock', '{"ticket": 1, "action": "start"}'), '"TU004"', 'R28: nobody locks');
select is(pg_temp.call('mario', 'act_lock', '{"ticket": 1, "action": "start"}'), '"TU002"', 'R28: nor does a contact');
select is(pg_temp.call('marco', 'act_lock', '{"ticket": 2, "action": "start"}'), '"TU002"', 'R9: no lock on an invisible ticket');
select is(pg_temp.call('marco', 'act_lock', '{"ticket": 1, "action": "start"}') #>> '{lock,mine}', 'true', 'R28: who opens the reply box has the lock');
select is((select until - since between interval '14 minutes 59 seconds' and interval '15 minutes 1 second' from turno.reply_lock where ticket_id = 1), true, 'R28: for 15 minutes');
select is(pg_temp.call('anna', 'act_lock', '{"ticket": 1, "action": "start"}') #- '{lock,since}' #- '{lock,until}',
    '{"ok": false, "errors": {"lock": "taken"}, "lock": {"by": "Marco", "mine": false}}', 'R28: another does not get it, and reads who has it');
select is(pg_temp.call('anna', 'act_lock', '{"ticket": 1, "action": "renew", "take_over": true}') ->> 'ok', 'false', 'R28: renewing takes nothing over');
select is(pg_temp.call('anna', 'act_lock', '{"ticket": 1, "action": "cancel"}') #>> '{lock,by}', 'Marco', 'R28: nobody ends the lock of another');
select is(pg_temp.call('anna', 'page_ticket', '{"ticket": 1, "page": true}') #>> '{lock,by}', 'Marco', 'R28: the page tells others who answers');
select is(pg_temp.call('marco', 'page_ticket', '{"ticket": 1, "page": true}') #>> '{lock,mine}', 'true', 'R28: and him that he does');
select is(pg_temp.see('mario', 'select count(*) from turno.reply_lock'), '0', 'R24: a contact sees no lock');
select is(pg_temp.see('riccardo', 'select count(*) from turno.reply_lock'), '1', 'R28: an operator of the ticket does');
select is(pg_temp.see('nina', 'select count(*) from turno.reply_lock'), '0', 'R9: another does not');
select is(pg_temp.see('nina', 'select turno.reply_lock_json(1)::text'), null, 'R9: not even by number');

select matches(pg_temp.refusal('anna', a.function, a.p || '{"ticket": 1}'), '^Marco is answering this ticket until [0-9]{2}:[0-9]{2}\. Wait, or take over\.$',
    format('R28: another''s %s is refused, with who and until when', a.function))
from (values ('act_reply', '{"text": "x"}'::jsonb), ('act_merge', '{"into": 6}'), ('act_link', '{"other": 6}'), ('act_unlink', '{"other": 2}'),
    ('act_delete', '{}'), ('act_contact_change', '{"contact": 1}')) a(function, p);
select is(pg_temp.call('anna', 'page_ticket_choices', '{"ticket": 1}') -> 'acts', '[]', 'R28: the toolbar of the others is empty');
select ok(pg_temp.call('marco', 'page_ticket_choices', '{"ticket": 1}') -> 'acts' @> '["reply", "note", "merge"]', 'R28: that of who answers is not');
select is(pg_temp.call('mario', 'act_answer', '{"ticket": 1, "text": "Ancora."}') ->> 'ok', 'true', 'R28: the contact writes all the same');
select is(pg_temp.call('anna', 'page_ticket', '{"ticket": 1}') ->> 'number', '1', 'R28: nor is reading locked');
select is(pg_temp.call('marco', 'act_reply', '{"ticket": 1, "text": "Ecco.", "pass_turn": true}') ->> 'ok', 'true', 'R28: who has the lock replies');
select is((select count(*) from turno.reply_lock), 0::bigint, 'R28: sending ends it');
select is(pg_temp.call('anna', 'act_reply', '{"ticket": 1, "text": "Anche io."}') ->> 'ok', 'true', 'R28: then others act again');

-- What came while one wrote (R29).
create function pg_temp.tool(p_login text, p_from bigint) returns jsonb language sql as $$
    select pg_temp.call(p_login, 'page_ticket_tool', jsonb_build_object('ticket', 1, 'tool', 'reply', 'values', jsonb_build_object('unseen_from', p_from))) $$;
create function pg_temp.reply(p_login text, p_from bigint) returns jsonb language sql as $$
    select pg_temp.call(p_login, 'act_reply', jsonb_build_object('ticket', 1, 'text', 'Ecco.', 'unseen_from', p_from)) $$;
select pg_temp.call('marco', 'act_lock', '{"ticket": 1, "action": "start"}') \g /dev/null
create temporary table form as select (pg_temp.tool('marco', null) ->> 'unseen_from')::bigint as n;
select is((select max(id) + 1 from turno.post where ticket_id = 1), n, 'R29: the form says what it showed last') from form;
select is(pg_temp.tool('marco', n) - '{values}'::text[] @> '{"newer": [], "has_newer": false}', true, 'R29: nothing is newer') from form;
select is(pg_temp.reply('marco', n) ->> 'ok', 'true', 'R29: so it goes') from form;
select is(pg_temp.reply('marco', n) ->> 'ok', 'true', 'R29: his own message makes nobody late') from form;
select is(pg_temp.call('marco', 'act_note', '{"ticket": 1, "text": "Nota."}') ->> 'ok', 'true', '(a note)');
select is(pg_temp.reply('marco', n) ->> 'ok', 'true', 'R29: nor does a note') from form;
select is(pg_temp.call('mario', 'act_answer', '{"ticket": 1, "text": "Anzi, no."}') ->> 'ok', 'true', '(the contact writes)');
create temporary table before as select count(*) as n from turno.post;
select is(pg_temp.reply('marco', n), '{"ok": false, "errors": {"unseen_from": "newer"}}', 'R29: a message that came meanwhile stops it') from form;
select is(count(*), before.n, 'R29: nothing is written') from turno.post, before group by before.n;
select is(pg_temp.call('marco', 'act_reply', jsonb_build_object('ticket', 1, 'text', ' ', 'unseen_from', n)) -> 'errors', '{"text": "empty", "unseen_from": "newer"}', 'R29: beside what else is wrong') from form;
select pg_temp.call('marco', 'act_lock', '{"ticket": 1, "action": "start"}') \g /dev/null
select is((pg_temp.tool('marco', n) #> '{newer,0}') - '{id,at}'::text[], '{"author": "Mario Rossi", "text": "Anzi, no."}', 'R29: the page shows it') from form;
select is(pg_temp.tool('anna', n) -> 'newer', null, 'R28: who has no reply box is shown none') from form;
select is(pg_temp.call('marco', 'act_reply_preview', jsonb_build_object('ticket', 1, 'text', 'Ecco.', 'unseen_from', n)) ->> 'ok', 'true', 'R29: a preview sends nothing: it is shown') from form;
select is(pg_temp.reply('marco', (pg_temp.tool('marco', n) ->> 'unseen_from')::bigint) ->> 'ok', 'true', 'R29: once he has read it, it goes') from form;
select is(pg_temp.reply('anna', n) -> 'errors', '{"unseen_from": "newer"}', 'R29: a reply of a colleague is newer as well') from form;

select pg_temp.call('marco', 'act_lock', '{"ticket": 1, "action": "start"}') \g /dev/null
select is(pg_temp.call('anna', 'act_lock', '{"ticket": 1, "action": "start", "take_over": true}') #>> '{lock,by}', 'Anna', 'R28: it is taken over when asked for');
select is((pg_temp.events(1))[cardinality(pg_temp.events(1))], 'lock_taken Marco Anna', 'R28: which is an event that names both');
select matches(pg_temp.refusal('marco', 'act_reply', '{"ticket": 1, "text": "x"}'), '^Anna is answering', 'R28: who lost it is refused');
select is(pg_temp.call('marco', 'act_lock', '{"ticket": 1, "action": "renew"}') ->> 'ok', 'false', 'R28: and renews nothing');
select is(pg_temp.call('anna', 'act_lock', '{"ticket": 1, "action": "cancel"}') ->> 'lock', null, 'R28: leaving the box ends the lock');
select is(pg_temp.call('marco', 'act_lock', '{"ticket": 1, "action": "start"}') ->> 'ok', 'true', 'R28: which another may then have');
update turno.reply_lock set until = clock_timestamp() - interval '1 second';
select is(pg_temp.call('anna', 'act_reply', '{"ticket": 1, "text": "Dopo."}') ->> 'ok', 'true', 'R28: a lock that ran out holds nobody');
select is(pg_temp.call('anna', 'page_ticket', '{"ticket": 1, "page": true}') ->> 'lock', null, 'R28: nor is it shown');
select is(pg_temp.call('anna', 'act_lock', '{"ticket": 1, "action": "start"}') #>> '{lock,by}', 'Anna', 'R28: and is another''s without being taken over');
select isnt((pg_temp.events(1))[cardinality(pg_temp.events(1))], 'lock_taken Marco Anna', 'R28: so without an event');
update turno.reply_lock set until = clock_timestamp() - interval '1 second';
select is(turno.tidy('test') ->> 'locks', '1', 'R28: no lock outlives its use');
insert into turno.setting (key, value) values ('lock.ttl', '"2"');
select pg_temp.call('marco', 'act_lock', '{"ticket": 1, "action": "start"}') \g /dev/null
select is((select until < clock_timestamp() + interval '121 seconds' from turno.reply_lock), true, 'R28: lock.ttl says how long');
update turno.reply_lock set until = clock_timestamp() + interval '5 seconds';
select pg_temp.call('marco', 'act_lock', '{"ticket": 1, "action": "renew"}') \g /dev/null
select is((select until > clock_timestamp() + interval '60 seconds' from turno.reply_lock), true, 'R28: the open page renews it');
select pg_temp.call('marco', 'act_reply', '{"ticket": 1, "text": "Fatto.", "close": true}') \g /dev/null
select is(pg_temp.refusal('marco', 'act_lock', '{"ticket": 1, "action": "start"}'), 'This ticket is closed: reopen it to answer.', 'R17: nobody begins to answer a closed ticket');
select is((select array[is_nullable, column_default] from information_schema.columns where table_name = 'reply_lock' and column_name = 'since'), '{NO,clock_timestamp()}', 'R28: a lock knows since when');
select throws_ok('insert into turno.reply_lock values (3, 1, now(), now()), (3, 2, now(), now())', '23505', null, 'R28: one lock for a ticket');
select throws_ok('insert into turno.reply_lock values (99, 1, now(), now())', '23503', null, 'R28: of a ticket');
select throws_ok('insert into turno.reply_lock values (3, 99, now(), now())', '23503', null, 'R28: by an operator');
select finish();
rollback;
