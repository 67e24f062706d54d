-- Two tickets become one (R41), and the links between tickets.
begin;
\ir ../office.psql
\ir ../counted.psql
select no_plan();
create temporary table t as select pg_temp.ticket_of_mario() as source, pg_temp.ticket_of_mario() as target, null::bigint as third, null::bigint as other;
grant all on t to public;
update t set third = pg_temp.ticket_of_mario(), other = (pg_temp.receive('{"from_address": "amina@demo.example", "subject": "730 di Amina"}') ->> 'ticket')::bigint;
create function pg_temp.as(p_login text) returns void language sql as $$ select set_config('turno.session', turno.session_for(p_login, null), true) $$;
create function pg_temp.try(p_act text, p jsonb) returns text language plpgsql volatile as $$
declare
    v jsonb;
begin
    execute format('select turno.%I($1)', p_act) into v using p;
    return coalesce(v ->> 'done', v ->> 'errors');
exception when others then
    return sqlstate || ' ' || sqlerrm;
end
$$;
create function pg_temp.pair(a bigint, b bigint, p_name text default 'into') returns jsonb language sql as $$ select jsonb_build_object('ticket', a, p_name, b) $$;
create function pg_temp.of_contact(p_ticket bigint, p_contact text) returns text language sql as
    $$ select turno.reply_address(pg_temp.mailbox_id('support'), 'c', p_ticket, pg_temp.contact_id(p_contact)) $$;

-- Before: an answer of anna, who notes; the contact's link and his session on the source.
select pg_temp.anna_replies(source) as reply from t \gset
select turno.post_add(source, 'note', 'operator', pg_temp.operator_id('marco'), 'web', 'Da unire.', 'Da unire.') as note from t \gset
create temporary table link as select turno.link_issue(source, pg_temp.contact_id('mario')) as token from t;
insert into turno.participant (ticket_id, contact_id) select source, pg_temp.contact_id('amina') from t;
insert into turno.session (token_sha256, contact_id, ticket_id) select sha256('mario_link'), pg_temp.contact_id('mario'), source from t;
select turno.turn_apply(target, 'reply_keep', 'operator', pg_temp.operator_id('anna'), 'web', turno.post_add(target, 'message', 'operator', pg_temp.operator_id('anna'), 'web', 'Va bene.', 'Va bene.')) from t;
create temporary table before as select p.* from turno.post p, t where p.ticket_id in (source, target);

-- Who may.
select is(pg_temp.try('act_merge', pg_temp.pair(source, target)), 'TU004 Nobody is signed in.', 'R41: nobody merges') from t;
select pg_temp.as('carla');
select is(pg_temp.try('act_merge', pg_temp.pair(source, target)), 'TU002 There is no such ticket.', 'R9: who sees neither finds none') from t;
update turno.ticket set level = 'advanced' where id = (select target from t);
select pg_temp.as('marco');
select is(pg_temp.try('act_merge', pg_temp.pair(source, target)), 'TU002 There is no such ticket.', 'R41: he must see both') from t;
select is(pg_temp.try('act_link', pg_temp.pair(source, target, 'other')), 'TU002 There is no such ticket.', 'R41: to link them too') from t;
update turno.ticket set level = 'base' where id = (select target from t);
select is(pg_temp.try('act_merge', pg_temp.pair(source, other)), 'TU003 Only tickets of the same customer and contact are merged: link them instead.', 'R41: only the same people') from t;
select is(pg_temp.try('act_merge', pg_temp.pair(source, source)), 'TU003 A ticket is not merged with itself.', 'R41: with another') from t;
select is(pg_temp.try('act_merge', jsonb_build_object('ticket', source)), '{"into": "missing"}', 'R41: which must be said') from t;
select is((select count(*) from turno.event where type = 'merged'), 0::bigint, 'R41: nothing happened so far');

-- Linking.
select is(pg_temp.try('act_link', pg_temp.pair(source, other, 'other')), 'linked', 'R41: any two that he sees are linked') from t;
select is((select array_agg(concat_ws(' ', new, note)) from turno.event where type = 'linked' and ticket_id = other), array[source || ' related'], 'R41: an event on both') from t;
select is(pg_temp.try('act_link', pg_temp.pair(other, source, 'other')), '{"other": "linked"}', 'R41: once, whichever is named first') from t;
select is(pg_temp.try('act_link', pg_temp.pair(other, other, 'other')), 'TU003 A ticket is not linked to itself.', 'R41: not with itself') from t;
select is(pg_temp.try('act_unlink', pg_temp.pair(other, source, 'other')), 'unlinked', 'R41: and unlinked') from t;
select is(pg_temp.try('act_unlink', pg_temp.pair(other, source, 'other')), '{"other": "not_linked"}', 'R41: which was the end of it') from t;
insert into turno.ticket_link select source, target, 'follows' from t;
select is(pg_temp.try('act_unlink', pg_temp.pair(source, target, 'other')), 'TU003 One of these goes on from the other: that link stays.', 'R18: what goes on from a closed one stays linked') from t;
select is(pg_temp.try('act_link', pg_temp.pair(source, null, 'other')), '{"other": "missing"}', 'R41: a link needs another') from t;

-- Merging.
update turno.ticket set waiting_since = now() - interval '2 days' where id = (select source from t);
update turno.ticket set updated_at = now() + interval '1 hour' where id = (select source from t);
select turno.turn_apply(target, 'reply', 'operator', pg_temp.operator_id('anna'), 'web') from t;
select turno.turn_apply(source, 'contact_message', 'contact', pg_temp.contact_id('mario'), 'mail', null, null, '{}') from t;
create temporary table mark as select pg_temp.last_outbox() as id;
select is(pg_temp.try('act_merge', pg_temp.pair(source, target) || '{"form_key": "m"}'), 'merged', 'R41: merges') from t;
select is(pg_temp.try('act_merge', pg_temp.pair(source, target) || '{"form_key": "m"}'), 'merged', 'the same form again is the same answer') from t;
select is((select concat_ws(' ', turn, merged_into) from turno.ticket where id = source), 'closed ' || target, 'R41: the source is closed and leads to the target') from t;
select is((select count(*) from turno.post where ticket_id = source), 0::bigint, 'R41: its posts went') from t;
select is((select count(*) from turno.post p join before b using (id) where p.ticket_id = (select target from t)
    and (p.author_kind, p.contact_id, p.operator_id, p.at, p.kind, p.text, p.digest) is not distinct from (b.author_kind, b.contact_id, b.operator_id, b.at, b.kind, b.text, b.digest)),
    (select count(*) from before), 'R41: with authors, times and words');
select is_empty('select * from turno.verify_chain()', 'R23: both chains hold');
select is((select message_count from turno.ticket where id = source), 0, 'R41: the list says so of the source') from t;
select is(pg_temp.miscounted(), null, 'R41: and counts them at the target');
select is((select array_agg(concat_ws(' ', type, new, note) order by id) from turno.event where type = 'merged'), (select array[format('merged %s into', target), format('merged %s from', source)] from t), 'R41: an event on both');
select is(pg_temp.turn_of(target), 'operator', 'R41: who waited there waits here') from t;
select is((select updated_at from turno.ticket where id = target), now() + interval '1 hour', 'R26: the last message of both is that of the ticket') from t;
select is(pg_temp.last_outbox(), id, 'R41: nobody is written to') from mark;
select is(pg_temp.try('act_merge', pg_temp.pair(source, third)), format('TU003 This ticket was merged into %s: go on there.', target), 'R41: it is merged once') from t;
select is(pg_temp.try('act_merge', pg_temp.pair(third, source)), format('TU003 This ticket was merged into %s: go on there.', target), 'R41: and nothing is merged into it') from t;
select is(pg_temp.try('act_reply', jsonb_build_object('ticket', source, 'text', 'x')), 'TU003 This ticket is closed: nothing can be added to it.', 'R41: it is read-only') from t;
select is(turno.page_ticket(jsonb_build_object('ticket', source, 'page', true)) #>> '{merged_into,number}', target::text, 'R41: its page leads to the target') from t;
select is(turno.page_ticket_choices(jsonb_build_object('ticket', source)) -> 'acts', '[]', 'R41: nothing is offered there') from t;
update turno.ticket set level = 'advanced' where id = (select target from t);
set local role turno_web;
select is(turno.page_ticket(jsonb_build_object('ticket', source, 'page', true)) ->> 'merged_into', null, 'R9: unless he may not see that') from t;
select is((select jsonb_agg(e -> 'event' -> 'new') from jsonb_array_elements(turno.page_ticket(jsonb_build_object('ticket', source, 'page', true)) -> 'timeline') e where e #>> '{event,type}' = 'merged'),
    '[null]', 'R9: then the timeline does not name it either') from t;
select is(pg_temp.try('act_link', pg_temp.pair(source, other, 'other')), 'TU003 This ticket was merged into another: nothing can be done with it.', 'R9: nor does a refusal') from t;
reset role;
update turno.ticket set level = 'base' where id = (select target from t);

-- What names the source leads to the target.
select is((pg_temp.receive(pg_temp.to_address(pg_temp.of_contact(source, 'mario'))) - '{mail,uid,mailbox,post,notify,turn,category,reason}'::text[]), jsonb_build_object('outcome', 'post', 'ticket', target), 'R41: its reply address') from t;
select is(pg_temp.receive(pg_temp.subject_token(source, pg_temp.contact_id('mario'))) ->> 'ticket', target::text, 'R41: its subject') from t;
select is(pg_temp.receive(pg_temp.message_token((select message_id from turno.outbox where id = :reply))) ->> 'ticket', target::text, 'R41: its mails') from t;
select is(pg_temp.receive('{"from_address": "anna@demo.example"}' || pg_temp.to_address(pg_temp.reply_of('anna', source))) ->> 'ticket', target::text, 'R41: an operator''s address too') from t;
select is(pg_temp.receive('{"from_address": "amina@demo.example"}' || pg_temp.to_address(pg_temp.of_contact(source, 'amina'))) - '{mail,uid,mailbox,post,notify,turn,category,reason}'::text[], jsonb_build_object('outcome', 'post', 'ticket', target), 'R41: and who took part there takes part here') from t;
select is((pg_temp.receive(pg_temp.message_token((select message_id from turno.outbox where id = :reply)) || '{"is_bounce": true, "bounce_permanent": true, "bounce_status": ["5.1.1"]}') ->> 'ticket'), target::text, 'M12: a report of a mail of it') from t;
update turno.address set dead_at = null;
select is(turno.link_enter(jsonb_build_object('token', token)) ->> 'ticket', target::text, 'R41: a link') from link, t;
select set_config('turno.session', 'mario_link', true);
set local role turno_web;
select is(turno.page_conversation('{}') ->> 'number', target::text, 'R41: a session that was on it') from t;
select is(turno.act_answer('{"text": "Dal vecchio link."}') ->> 'ok', 'true', 'R41: which answers there');
reset role;
select is((select ticket_id from turno.post where text = 'Dal vecchio link.'), target, 'R41: on the target') from t;
select set_config('turno.session', turno.session_for(null, 'mario.rossi@demo.example'), true);
set local role turno_web;
select is(turno.page_conversation(jsonb_build_object('ticket', source)) ->> 'number', target::text, 'R41: the contact who signed in finds it too') from t;
select is(turno.act_answer(jsonb_build_object('ticket', source, 'text', 'Dal vecchio numero.')) ->> 'ok', 'true', 'R41: and answers there') from t;
reset role;
select is((select ticket_id from turno.post where text = 'Dal vecchio numero.'), target, 'R41: not on the source') from t;

-- A chain of merges, and what may not be.
select pg_temp.as('anna');
select turno.ticket_close(third, pg_temp.operator_id('anna'), 'web') from t;
select is(pg_temp.try('act_merge', pg_temp.pair(target, third)), format('TU003 Ticket %s is closed: reopen it, or merge it into this one.', third), 'R41: what waits is not merged into what is closed') from t;
select turno.ticket_reopen(third, pg_temp.operator_id('anna'), 'web') from t;
select is(pg_temp.try('act_merge', pg_temp.pair(target, third)), 'merged', 'R41: a target may be merged on') from t;
select is(pg_temp.receive(pg_temp.to_address(pg_temp.of_contact(source, 'mario'))) ->> 'ticket', third::text, 'R41: the first one''s tokens follow') from t;
select is(turno.ticket_target(source), third, 'R41: to the end') from t;
select is_empty('select * from turno.verify_chain()', 'R23: all three chains hold');
select throws_ok('update turno.ticket set merged_into = (select source from t) where id = (select third from t)', 'TU003', null, 'R41: no loop closes, whoever writes');
select throws_ok('update turno.ticket set merged_into = null where id = (select source from t)', 'TU003', 'This ticket was merged already.', 'R41: nor is a merge undone');
select throws_ok('update turno.ticket set merged_into = (select third from t) where id = (select other from t)', 'TU003', null, 'R41: nor other people''s merged');
insert into t select null, null, pg_temp.ticket_of_mario(), pg_temp.ticket_of_mario();
select throws_ok('update turno.ticket set merged_into = (select third from t where source is null) where id = (select other from t where source is null)', '23514', null, 'R41: a merged ticket is closed');
select throws_ok('update turno.ticket set turn = ''closed'', closed_at = now(), status_id = (select id from turno.status where is_closing), merged_into = id where id = (select other from t where source is null)', '23514', null, 'R41: and is another''s');
select throws_ok('update turno.ticket set turn = ''closed'', closed_at = now(), status_id = (select id from turno.status where is_closing), merged_into = 999999999 where id = (select other from t where source is null)', '23503', null, 'R41: of one that is there');
select finish();
rollback;
