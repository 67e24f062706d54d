-- Opening by an operator, drafts (R7, R16, R19, R30, R32).
begin;
\ir ../fixture.sql
\ir ../call-sentence.psql
select no_plan();
create function pg_temp.events(p bigint) returns text[] language sql as $$ select array(select type from turno.event where ticket_id = p order by seq) $$;
create function pg_temp.form(p jsonb default '{}') returns jsonb language sql as $$
    select jsonb_strip_nulls('{"contact": 1, "category": 1, "subject": "Modello 730", "text": "Buongiorno, servono i documenti."}' || p) $$;
create function pg_temp.last() returns bigint language sql as $$ select max(id) from turno.ticket $$;
create function pg_temp.told(p bigint) returns text[] language sql as
    $$ select array(select kind || ' ' || recipient from turno.outbox where ticket_id = p order by id) $$;

-- Who, and what is offered.
select is(pg_temp.call(null, 'act_open', pg_temp.form()), '"TU004 Nobody is signed in."', 'R30: nobody opens');
select is(pg_temp.call('mario', 'act_open', pg_temp.form()), '"TU002 Only operators open tickets here."', 'R30: nor does a contact by this way');
select is((select jsonb_agg(c -> 'path') from jsonb_array_elements(pg_temp.call('marco', 'page_open_form', '{}') -> 'categories') c), '["CAF", "CAF › 730"]', 'R7: an operator is offered his own categories');
select is(pg_temp.call('nina', 'page_open_form', '{}') -> 'categories', '[]', 'R7: who has none is offered none');
select is(pg_temp.call('mario', 'page_open_form', '{}'), '"TU002 There is no such draft."', 'R7: a contact none');
select is((select jsonb_agg(x -> 'name') from jsonb_array_elements(pg_temp.call('marco', 'page_open_form', '{"language": "en"}') -> 'priorities') x), '["Low", "Normal", "High", "Urgent"]', 'R32: the form offers priorities');
select is(pg_temp.call('marco', 'act_open', pg_temp.form('{"category": 3}')) -> 'errors', '{"category": "not_yours"}', 'R7: a forged category is refused');
select is(pg_temp.call('marco', 'act_open', '{}') -> 'errors', '{"contact": "empty", "subject": "empty", "category": "empty"}', 'R30: contact, category and subject are needed');
select is(pg_temp.call('marco', 'act_open', pg_temp.form(jsonb_build_object(k, v))) -> 'errors' ->> k, w, format('R30: %s: %s', k, w))
from (values ('contact', '99'::jsonb, 'unknown'), ('priority', '99', 'unknown'), ('channel', '"fax"', 'form'), ('reference', '"12"', 'digits'),
    ('due_on', '"2020-01-01"', 'past')) e(k, v, w);
select is(pg_temp.call('marco', 'act_open', pg_temp.form('{"customer": 2}')) -> 'errors', '{"contact": "other_customer"}', 'R2: the contact is the customer''s');
select is(pg_temp.call('marco', 'act_open', pg_temp.form('{"uploads": [1]}')) -> 'errors', '{"files": "files"}', 'R25: another''s file is not his to send');
select is(pg_temp.call('marco', 'act_open', pg_temp.form('{"text": null, "close": true}')) -> 'errors', '{"text": "empty"}', 'R19: to close after sending something must be sent');
select is(pg_temp.last(), 6::bigint, 'R30: nothing was opened so far');

-- With a message.
select is(pg_temp.call('marco', 'act_open', pg_temp.form('{"form_key": "o"}')) ->> 'done', 'opened', 'R30: opens');
select is(pg_temp.call('marco', 'act_open', pg_temp.form('{"form_key": "o"}')) ->> 'ticket', pg_temp.last()::text, 'the same form again is the same ticket');
select is((select concat_ws(' ', customer_id, contact_id, category_id, level, turn, channel, opened_by, reference = id::text) from turno.ticket where id = pg_temp.last()),
    '1 1 1 base contact desk 2 t', 'R16: with a message the turn is the contact''s; R11: born in the level of the category');
select is((pg_temp.events(pg_temp.last()))[1:2], '{opened,reply}', 'R23: in the timeline');
select ok('reply mario.rossi@demo.example' = any (pg_temp.told(pg_temp.last())), 'R34: the contact gets the message with his link');
select is(pg_temp.call('marco', 'act_open', pg_temp.form('{"pass_turn": false, "channel": "phone", "priority": 4}')) ->> 'ok', 'true', 'R16: a message that keeps the turn');
select is((select concat_ws(' ', t.turn, channel, priority_id, s.is_opening) from turno.ticket t join turno.status s on s.id = t.status_id where t.id = pg_temp.last()), 'operator phone 4 t', 'R16: leaves it with the office, R32: by phone, urgent');
update turno.category set initial_level = 'advanced' where id = 1;
select is(pg_temp.call('marco', 'act_open', pg_temp.form('{"text": null, "contact": null, "customer": 2, "note": "Viene domani.", "reference": "PRA-1", "timing": "planned", "due_on": "2099-12-31", "address": "Via Roma 1"}')) ->> 'ok', 'true', 'R30: without a message, for a customer');
update turno.category set initial_level = 'base' where id = 1;
select is((select concat_ws(' ', contact_id is null, turn, level, reference, due_on, place_address) from turno.ticket where id = pg_temp.last()), 't operator advanced PRA-1 2099-12-31 Via Roma 1', 'R2, R11, R16, R32, R33: all of the customer, the office''s turn, what was said of it');
select is((select string_agg(kind || ' ' || text, ',') from turno.post where ticket_id = pg_temp.last()), 'note Viene domani.', 'R30: a private note');
select is((select count(*) from turno.outbox where ticket_id = pg_temp.last() and contact_id is not null), 0::bigint, 'R34: without a message nothing is sent to the contact');
select is(pg_temp.see('marco', format('select count(*) from turno.ticket where id = %s', pg_temp.last())), '1', 'R9: who opened it sees it at a level that he has not');
select is(pg_temp.see('edil', format('select count(*) from turno.post where ticket_id = %s', pg_temp.last())), '0', 'R21: the contact sees no note');
select is(pg_temp.call('marco', 'act_open', pg_temp.form('{"reference": "PRA-1"}')), '{"ok": false, "errors": {"reference": "taken"}}', 'R32: a reference is unique');
select is(pg_temp.call('marco', 'act_open', pg_temp.form('{"close": true, "note": "Solo per informazione."}')) ->> 'done', 'closed', 'R19: closes after sending');
select is((select concat_ws(' ', t.turn, s.is_closing) from turno.ticket t join turno.status s on s.id = t.status_id where t.id = pg_temp.last()), 'closed t', 'R19: leaves it closed');
select ok('reply mario.rossi@demo.example' = any (pg_temp.told(pg_temp.last())), 'R19: and sends the link all the same');
update turno.mailbox set category_id = 2 where id = 1;
insert into turno.mailbox (id, name, address, kind) overriding system value values (7, 'pec', 'caf@pec.example', 'pec');
select is((select turno.open_mailbox(c, k) from (values ('pec', 1), ('desk', 2)) x(c, k) where c = w), m, format('a ticket by %s writes by its mailbox', w)) from (values ('pec', 7::bigint), ('desk', 1)) y(w, m);
select is(turno.open_mailbox('desk', 3), null, 'or by the first');

-- Drafts.
insert into turno.attachment (id, blob_id, name, type, size, sha256, uploaded_session_id) overriding system value
select 900 + n, 50, 'f' || n, 'text/plain', 1, sha256('f'), s.id from turno.session s, generate_series(1, 2) n where s.operator_id = 2;
select is(pg_temp.call('marco', 'act_open', pg_temp.form('{"draft": true, "uploads": [901, 902], "note": "Nota."}')) ->> 'done', 'drafted', 'R32: kept as a draft');
create temporary table d as select pg_temp.last() as id;
grant select on d to public;
select is((select concat_ws(' ', t.is_draft, t.turn, d.text, d.note) from turno.ticket t join turno.ticket_draft d on d.ticket_id = t.id where t.id = pg_temp.last()), 't operator Buongiorno, servono i documenti. Nota.', 'R32: with its words');
select is(pg_temp.told(id), '{}', 'R32: a draft sends nothing') from d;
select is((select count(*) from turno.post p where p.ticket_id = d.id), 0::bigint, 'R32: and says nothing yet') from d;
select is(pg_temp.see(person, format('select (select count(*) from turno.ticket where id = %1$s) + (select count(*) from turno.ticket_draft where ticket_id = %1$s) + (select count(*) from turno.attachment where draft_id = %1$s)', id)),
    n, format('R32: %s reads %s of it', person, n)) from d, (values ('marco', '4'), ('riccardo', '4'), ('nina', '0'), ('mario', '0')) p(person, n);
select is(pg_temp.call('mario', 'page_conversation', jsonb_build_object('ticket', id)), '"TU002 There is no such ticket."', 'R32: nor has its contact a page of it') from d;
select is(pg_temp.call('riccardo', 'page_open_form', jsonb_build_object('ticket', id)) -> 'draft' -> 'files' -> 1 ->> 'name', 'f2', 'R32: a colleague goes on with it') from d;
select is(pg_temp.call('nina', 'page_open_form', jsonb_build_object('ticket', id)), '"TU002 There is no such draft."', 'R9: who does not see it does not') from d;
select is(pg_temp.call('marco', 'page_open_form', '{"ticket": 1}'), '"TU002 There is no such draft."', 'R32: a ticket is none');
select is(pg_temp.call('marco', 'act_reply', jsonb_build_object('ticket', id, 'text', 'x')), '"TU003 This ticket is a draft: send it or discard it first."', 'R32: nobody replies in a draft') from d;
select is(pg_temp.call('marco', 'act_draft_save', pg_temp.form(jsonb_build_object('ticket', id, 'subject', '', 'category', 2, 'text', 'Meglio così.', 'remove', '[902]'::jsonb, 'reference', 'PRA-2', 'priority', 3, 'close', true))) ->> 'done', 'drafted', 'R32: written anew') from d;
select is((select concat_ws(' ', t.subject = '', t.category_id, t.reference, t.priority_id, x.text, x.close_after) from turno.ticket t join turno.ticket_draft x on x.ticket_id = t.id join d on d.id = t.id), 't 2 PRA-2 3 Meglio così. t', 'R32: as a whole');
select is(pg_temp.events(id), '{opened}', 'R32: which is no event') from d;
select is(pg_temp.call('marco', 'page_ticket_choices', jsonb_build_object('ticket', id)) -> 'acts', '["draft", "send", "discard"]', 'R32: a draft is written, sent or thrown away') from d;
select is(pg_temp.call('marco', 'act_draft_send', jsonb_build_object('ticket', id)) -> 'errors', '{"subject": "empty"}', 'R32: it is not sent without a subject') from d;
select is(pg_temp.call('marco', 'act_draft_save', pg_temp.form(jsonb_build_object('ticket', id, 'contact', 2))) -> 'errors', '{"contact": "other_customer"}', 'R2: nor moved to another customer') from d;
select is(pg_temp.call('marco', 'act_draft_save', pg_temp.form(jsonb_build_object('ticket', id, 'category', 3))) -> 'errors', '{"category": "not_yours"}', 'R7: nor into a category that is not his') from d;
select is(pg_temp.call('marco', 'act_draft_save', pg_temp.form(jsonb_build_object('ticket', id, 'reference', 'PRA-1'))) -> 'errors', '{"reference": "taken"}', 'R32: nor under another''s reference') from d;
select is(pg_temp.call('marco', 'act_draft_save', pg_temp.form('{"ticket": 1}')), '"TU003 This ticket is no draft: it was sent already."', 'R32: what was sent is no draft any more');
select is(turno.tidy_uploads() -> 'uploads', '0', 'R32: the files of a draft stay') from (select set_config('x.y', '', true)) z;
select is(pg_temp.call('marco', 'act_draft_save', pg_temp.form(jsonb_build_object('ticket', id, 'close', true, 'text', ''))) ->> 'ok', 'true', 'R32: without words') from d;
update turno.attachment set draft_id = null where id = 901;
select is(pg_temp.call('marco', 'act_draft_send', jsonb_build_object('ticket', id)) -> 'errors', '{"text": "empty"}', 'R19: nothing to send, nothing to close after') from d;
update turno.attachment set draft_id = d.id from d where attachment.id = 901;
select is(pg_temp.call('marco', 'act_draft_save', pg_temp.form(jsonb_build_object('ticket', id, 'note', 'Nota.'))) ->> 'ok', 'true', 'R32: saved once more') from d;
select is(pg_temp.call('mario', 'act_draft_send', jsonb_build_object('ticket', id)), '"TU002 There is no such ticket."', 'R32: a contact does not send it') from d;
select is(pg_temp.call('riccardo', 'act_draft_send', jsonb_build_object('ticket', id, 'form_key', 's')) ->> 'done', 'opened', 'R32: a colleague sends it') from d;
select is((select concat_ws(' ', is_draft, turn) from turno.ticket join d using (id)), 'f contact', 'R16: and it is born with the turn of its message');
select is((pg_temp.events(id))[1:4], '{opened,draft_sent,reply,note}', 'R23: which the timeline tells') from d;
select is((select string_agg(a.name, ' ') from turno.attachment a join turno.post p on p.id = a.post_id join d on p.ticket_id = d.id), 'f1', 'R32: its files went with it');
select ok('reply mario.rossi@demo.example' = any (pg_temp.told(id)), 'R34: the contact is told now') from d;
select is((select count(*) from turno.ticket_draft x join d on x.ticket_id = d.id), 0::bigint, 'R32: nothing is left of the draft');
select is(pg_temp.call('riccardo', 'act_draft_send', jsonb_build_object('ticket', id)), '"TU003 This ticket is no draft: it was sent already."', 'R32: it is sent once') from d;
select is(pg_temp.see('mario', format('select count(*) from turno.ticket where id = %s', id)), '1', 'R24: its contact sees it now') from d;
select is(pg_temp.call('marco', 'act_draft_save', pg_temp.form('{"text": ""}')) ->> 'ok', 'true', 'R32: another');
select pg_temp.call('marco', 'act_lock', jsonb_build_object('ticket', pg_temp.last(), 'action', 'start')) \g /dev/null
select matches(pg_temp.call('riccardo', 'act_draft_send', jsonb_build_object('ticket', pg_temp.last())) #>> '{}', 'Marco is answering', 'R28: while another writes it nobody sends it');
select pg_temp.call('marco', 'act_lock', jsonb_build_object('ticket', pg_temp.last(), 'action', 'cancel')) \g /dev/null
select is(pg_temp.call('riccardo', 'act_draft_discard', jsonb_build_object('ticket', pg_temp.last())), '"TU003 Only who began a draft, or an administrator, discards it."', 'R32: nor does another throw it away');
select is(pg_temp.call('marco', 'act_draft_discard', jsonb_build_object('ticket', pg_temp.last())) ->> 'done', 'discarded', 'R32: who began it does');
select is(pg_temp.see('marco', format('select count(*) from turno.ticket where id = %s', pg_temp.last())), '0', 'R27: and it is gone');
select is(pg_temp.call('marco', 'act_draft_discard', '{"ticket": 1}'), '"TU003 This ticket is no draft: it was sent already."', 'R32: what was sent is not thrown away');

-- Who has a draft: by its category, and only while he sees it.
update turno.category set assign = 'operator', assign_operator_id = 3 where id = 2;
select is(pg_temp.call('anna', 'act_draft_save', pg_temp.form('{"category": 2}')) ->> 'ok', 'true', 'R32: a draft in a category that names who has it');
select is((select assignee_id from turno.ticket where id = pg_temp.last()), 3::bigint, 'R40: he has it');
select is(pg_temp.call('anna', 'act_draft_save', pg_temp.form(jsonb_build_object('ticket', pg_temp.last(), 'category', 1))) ->> 'ok', 'true', 'R32: it goes to another');
select is((select assignee_id from turno.ticket where id = pg_temp.last()), case when turno.operator_sees(3, pg_temp.last()) then 3::bigint end, 'R40: and stays his while he sees it');
delete from turno.operator_category where operator_id = 3 and category_id = 1;
select is(pg_temp.call('anna', 'act_draft_save', pg_temp.form(jsonb_build_object('ticket', pg_temp.last(), 'category', 1))) ->> 'ok', 'true', 'R32: written once more');
select is((select assignee_id from turno.ticket where id = pg_temp.last()), null, 'R40: then it is nobody''s');
update turno.category set assign = 'operator', assign_operator_id = 1 where id = 1;
select is(pg_temp.call('anna', 'act_draft_send', jsonb_build_object('ticket', pg_temp.last())) ->> 'done', 'opened', 'R32: it is sent');
select is((select assignee_id from turno.ticket where id = pg_temp.last()), 1::bigint, 'R40: to whom its category names');

-- Nobody opens for who was forgotten.
insert into turno.contact (id, customer_id, name, erased_at) overriding system value values (802, 1, 'erased-802', now());
select is(pg_temp.call('anna', 'act_open', pg_temp.form('{"contact": 802}')), '"TU003 This contact was erased."', 'R39: no ticket for who was forgotten');
select is(pg_temp.call('anna', 'act_practice_add', '{"contact": 802, "category": 1, "subject": "x"}'), '"TU003 This contact was erased."', 'R39: nor a practice');

select is_empty('select * from turno.verify_chain() v where v.ticket_id > 6', 'R23: every chain holds');
select finish();
rollback;
