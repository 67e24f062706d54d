-- Who is told (R34), named colleagues (R22), who hears of a raise (R11).
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.told(p_ticket bigint, p_what text, p_actor bigint default null, p_only bigint[] default null) returns text language sql as $$
    select coalesce(string_agg(operator_id::text, ' ' order by operator_id), '') from turno.notice_operators(p_ticket, p_what, p_actor, p_only) $$;
-- anna (1) and riccardo (3) see ticket 2 (730, advanced), marco (2) does not; nina (4) opened 5, which she has no category for.
select is(turno.notify(2, null, 'note', null, null, '{2,3}'), 1, 'R22: of those named only who sees the ticket is told');
select is((select string_agg(recipient, ' ' order by recipient) from turno.outbox where kind = 'notification' and ticket_id = 2),
    'riccardo@demo.example', 'R22: a colleague without sight is not');
select is(turno.notify(2, null, 'note', 3, null, '{3}'), 0, 'R34: nobody is told of his own act, even by name');
select is(turno.notify(2, null, 'note', null, null, '{}'), 0, 'R22: nobody named, nobody told');
select is(turno.notify(2, null, 'note'), 0, 'R34: of a note only those named');
select is(turno.notify(2, null, 'message', 3), 1, 'R34: with no names all who see it, minus the actor');
select is(pg_temp.told(1, 'message'), '1 2 3', 'R9: a base ticket is told to base and advanced');
select is(pg_temp.told(4, 'message'), '1', 'R9: not to who has not the category');
select is(pg_temp.told(5, 'message'), '1', 'R9: an operator without address is nobody to write to');
insert into turno.address (address, operator_id) values ('nina@demo.example', 4);
select is(pg_temp.told(5, 'message'), '1 4', 'R9: who opened it is told');
select is(pg_temp.told(1, 'no such event'), '', 'R34: what has no row tells nobody');

-- R11: a raise.
select is(pg_temp.told(5, 'raised'), '1', 'R11: a raise is told to Advanced, not to who sees it only because he opened it');
select is(pg_temp.told(2, 'raised', 1), '3', 'R11: to all of them but the actor');
select is(pg_temp.told(2, 'raised', null, '{2,3}'), '3', 'R11: or to those chosen of them');
select is(pg_temp.told(2, 'raised', null, '{}'), '', 'R11: nobody chosen: nobody');

-- Opt-outs.
select is(pg_temp.told(1, 'opened'), '1 2 3', 'R34: who did not opt out is told');
select is(turno.mute_add('{"login": "marco", "event": "opened"}'), '[{"key": "marco opened", "login": "marco", "event": "opened", "category": null}]', 'R34: an operator opts out of an event');
select is(pg_temp.told(1, 'opened'), '1 3', 'R34: and is not told of it');
select is(pg_temp.told(1, 'message'), '1 2 3', 'R34: of others he is');
select lives_ok($$select turno.mute_remove('{"login": "marco", "event": "opened"}')$$, 'R34: he takes it back');
select lives_ok($$select turno.mute_add('{"login": "marco", "event": "message", "category": "CAF › 730"}')$$, 'R34: or opts out for one category');
select is(pg_temp.told(1, 'message'), '1 2 3', 'R34: the others are told');
update turno.ticket set category_id = 2 where id = 1;
select is(pg_temp.told(1, 'message'), '1 3', 'R34: that one is not');
select is(pg_temp.told(1, 'note', null, '{2}'), '2', 'R34: nor is anything else muted');
select throws_ok($$select turno.mute_add('{"login": "marco", "event": "x"}')$$, 'TU003', null, 'R34: an unknown event is refused');
select throws_ok($$select turno.mute_add('{"login": "marco", "event": "status"}')$$, 'TU003', null, 'R34: so is one that operators are not told of');
select is(jsonb_array_length(turno.mute_add('{"login": "marco", "event": "message", "category": "CAF › 730"}')), 1, 'R34: once is enough');
select throws_ok('insert into turno.notice_mute values (2, ''message'', 2)', '23505', null, 'R34: one row');
select is(turno.notify(1, null, 'message', 1), 1, 'R34: the kernel leaves him out');
-- The same by the web.
select is(pg_temp.see('riccardo', $$select turno.act_mute('{"event": "opened", "is_muted": true, "form_key": "m1"}')$$), '{"ok": true, "muted": [{"event": "opened", "category": null}]}', 'R34: an operator opts out on his page');
select is(pg_temp.see('riccardo', $$select turno.act_mute('{"event": "opened", "is_muted": true, "form_key": "m1"}')$$), '{"ok": true, "muted": [{"event": "opened", "category": null}]}', 'R34: a form counts once');
select is(pg_temp.told(6, 'opened'), '1 2', 'R34: and is not told');
select is(pg_temp.see('riccardo', $$select turno.page_mutes('{}') -> 'muted'$$), '[{"path": null, "event": "opened", "category": null}]', 'R34: his page shows it');
select is(pg_temp.see('marco', $$select turno.page_mutes('{}') -> 'muted' #>> '{0,path}'$$), 'CAF › 730', 'R34: each his own');
select is(pg_temp.see('marco', 'select count(*) from turno.notice_mute'), '1', 'R34: nobody reads another''s');
select is(pg_temp.see('marco', $$select turno.page_mutes('{}') -> 'events' @> '[{"event": "message", "is_told": true}, {"event": "closed", "is_told": true}]'$$), 'true', 'R34: it shows what there is to be told of');
select is(pg_temp.see('mario', $$select turno.page_mutes('{}')$$), 'TU002', 'R34: a contact has no such page');
select is(pg_temp.see('mario', 'select count(*) from turno.notice_rule'), '0', 'R34: nor reads the table');
select is(pg_temp.see('mario', $$select turno.act_mute('{"event": "opened", "is_muted": true, "form_key": "m2"}')$$), 'TU002', 'R34: nor such a form');
select is(pg_temp.see(null, $$select turno.act_mute('{"event": "opened", "is_muted": true, "form_key": "m2"}')$$), 'TU004', 'R34: nor has who is nobody');
select is(pg_temp.see('riccardo', $$select turno.act_mute('{"event": "x", "is_muted": true, "form_key": "m3"}')$$), '{"ok": false, "errors": {"event": "unknown"}}', 'R34: an unknown event is named');
select is(pg_temp.see('riccardo', $$select turno.act_mute('{"event": "opened", "category": 99, "is_muted": true, "form_key": "m3"}')$$), '{"ok": false, "errors": {"category": "unknown"}}', 'R34: an unknown category too');
select is(pg_temp.see('riccardo', $$select turno.act_mute('{"event": "opened", "is_muted": false, "form_key": "m4"}')$$), '{"ok": true, "muted": []}', 'R34: he takes it back');
update turno.operator set wants_mail = false where id = 3;
select is(pg_temp.told(1, 'opened'), '1 2', 'R4: the switch of an operator silences all');
update turno.operator set wants_mail = true where id = 3;
update turno.address set dead_at = now() where operator_id = 3;
select is(pg_temp.told(1, 'opened'), '1 2', 'M12: no notice to a dead address');
update turno.address set dead_at = null where operator_id = 3;

-- The assignee.
update turno.ticket set assignee_id = 2 where id = 1;
select is(pg_temp.told(1, 'assigned', 1), '2', 'R34: an assignment is told to the assignee');
select is(pg_temp.told(1, 'assigned', 2), '', 'R34: not to who took it himself');
update turno.ticket set level = 'advanced' where id = 1;
select is(pg_temp.told(1, 'assigned', 1), '', 'R9: an assignee who lost sight is not told');
update turno.ticket set level = 'base', assignee_id = null where id = 1;

-- The office switches rows.
select is((select string_agg(x ->> 'audience' || case when (x ->> 'is_on')::boolean then ' on' else ' off' end, ', ' order by x ->> 'audience')
    from jsonb_array_elements(turno.notice_set('{"event": "message", "audience": "operators", "on": false}')) x where x ->> 'channel' = 'mail'),
    'admin off, assignee off, colleagues on, contact off, operators off', 'R34: a row is switched off');
select is(pg_temp.told(1, 'message'), '', 'R34: and nobody is told');
select lives_ok($$select turno.notice_set('{"event": "message", "audience": "operators", "on": true}')$$, 'R34: and on again');
select throws_like($$select turno.notice_set('{"event": "note", "audience": "contact", "on": true}')$$, 'A contact is never told of "note":%', 'R24: a note is never told to a contact');
select throws_like(format('select turno.notice_set(%L)', jsonb_build_object('event', e, 'audience', 'contact', 'on', true)), 'A contact is never told of %', 'R24: nor is ' || e)
    from unnest('{raised,moved,assigned,lock,held,failed}'::text[]) e;
select throws_ok(format('insert into turno.notice_rule (event, audience, channel, status_id, template, is_on) values (%L, ''contact'', ''mail'', null, ''reply'', true)', e), '23514', null, 'R24: nor by hand: ' || e) from unnest('{note,raised,moved}'::text[]) e;
select throws_ok('insert into turno.notice_rule (event, audience, channel, status_id, template, is_on) values (''message'', ''operators'', ''pec'', null, ''notification'', true)', '23514', null, 'R34: operators have no PEC');
select throws_ok('insert into turno.notice_rule (event, audience, channel, status_id, template, is_on) values (''message'', ''operators'', ''mail'', null, ''notification'', true)', '23505', null, 'R34: one row of each');
select throws_ok('insert into turno.notice_rule (event, audience, channel, status_id, template, is_on) values (''opened'', ''contact'', ''mail'', 1, ''acknowledgement'', true)', '23514', null, 'R34: only a change of status has statuses');
select throws_ok('insert into turno.notice_rule (event, audience, channel, status_id, template, is_on) values (''x'', ''operators'', ''mail'', null, ''notification'', true)', '23514', null, 'R34: events are known');
select throws_ok('insert into turno.notice_rule (event, audience, channel, status_id, template, is_on) values (''message'', ''all'', ''mail'', null, ''notification'', true)', '23514', null, 'R34: audiences are known');
select throws_ok('insert into turno.notice_rule (event, audience, channel, status_id, template, is_on) values (''message'', ''contact'', ''fax'', null, ''notification'', true)', '23514', null, 'R34: ways are known');
select throws_ok('insert into turno.notice_rule (event, audience, channel, status_id, template, is_on) values (''status'', ''contact'', ''mail'', 99, ''status'', true)', '23503', null, 'R34: so is the status');
select throws_like($$select turno.notice_set('{"event": "reply", "audience": "contact", "on": false}')$$, 'A reply must reach its contact:%', 'R34: a reply is never silent');
select throws_like($$select turno.notice_set('{"event": "x", "audience": "contact"}')$$, 'There is no event "x"; there are: %', 'R34: an unknown event is named');
select throws_like($$select turno.notice_set('{"event": "opened", "audience": "all"}')$$, '--audience is %', 'R34: an unknown audience too');
select throws_like($$select turno.notice_set('{"event": "opened", "audience": "operators", "channel": "pec"}')$$, '"opened" cannot be told to operators by pec.', 'R34: and a way that there is not');
select throws_like($$select turno.notice_set('{"event": "opened", "audience": "contact", "template": "x"}')$$, 'There is no template "x".', 'R34: and a template');
select throws_like($$select turno.notice_set('{"event": "opened", "audience": "contact", "template": "notification"}')$$, '%is written for the operator.', 'R24: words for operators do not go to contacts');
select throws_like($$select turno.notice_set('{"event": "opened", "audience": "contact", "status": "Chiuso"}')$$, 'Only the event "status"%', 'R34: only a status has rows of its own');
select is(jsonb_array_length(turno.notice_list('{}')), (select count(*)::integer from turno.notice_rule), 'R34: the whole matrix is listed');

-- The address of who administers.
create temporary table had as select coalesce(max(id), 0) as id from turno.outbox;
create function pg_temp.new_mail() returns text language sql as $$
    select coalesce(string_agg(kind || ' ' || recipient, ', ' order by o.id), '') from turno.outbox o, had where o.id > had.id $$;
select lives_ok($$select turno.notice_set('{"event": "failed", "audience": "admin", "on": true}')$$, 'R34: an alert to who administers');
select is(turno.notice_admin(1, 'failed'), 0, 'R34: without an address there is none');
create function pg_temp.finds(p_kind text, p_name text) returns bigint language sql as $$
    select count(*) from jsonb_array_elements(turno.check_report()) f where f ->> 'kind' = p_kind and f ->> 'name' = p_name $$;
select is(pg_temp.finds('notice', 'failed'), 1::bigint, 'R34: turno check tells of it');
insert into turno.setting values ('notice.admin_address', '"nobody"');
select is(turno.notice_admin(1, 'failed'), 0, 'R34: nor to what is no address');
delete from turno.setting where key = 'notice.admin_address';
insert into turno.setting values ('notice.admin_address', '"it@demo.example"');
select is(turno.notice_admin(1, 'failed'), 1, 'R34: with one there is');
select is(pg_temp.finds('notice', 'failed'), 0::bigint, 'R34: then all is well');
select is(pg_temp.new_mail(), 'alert it@demo.example', 'R34: to that address');
select is(turno.notice_admin(1, 'message'), 0, 'R34: of that event only');
select is(turno.outbox_envelope((select max(id) from turno.outbox))::text ~ 'subject 1|message1|note1|Mario', false, 'R9: an alert holds no word of the ticket, for an address has no sight of it');
select throws_ok('insert into turno.outbox (ticket_id, kind, mailbox_id, operator_id, recipient, language) values (1, ''alert'', 1, 1, ''a@b.it'', ''it'')', '23514', null, 'R34: an alert is to no person');
select throws_ok('insert into turno.outbox (ticket_id, kind, mailbox_id, recipient, language) values (1, ''reply'', 1, ''a@b.it'', ''it'')', '23514', null, 'R34: and no other mail is to nobody');
select throws_ok('insert into turno.outbox (ticket_id, kind, mailbox_id, contact_id, recipient, language) values (1, ''x'', 1, 1, ''a@b.it'', ''it'')', '23514', null, 'R34: kinds of mail are known');

-- Contacts.
delete from had; insert into had select max(id) from turno.outbox;
select is(turno.contact_notice(1, null, 'opened', 1), 1, 'R34: the contact of a new ticket is told');
select is(turno.contact_set('{"address": "mario.rossi@demo.example", "wants_acknowledgement": false}') ->> 'wants_acknowledgement', 'false', 'R34: a contact wants no acknowledgements');
select is(turno.contact_notice(1, null, 'opened', 1), 0, 'R34: unless he opted out');
select is(turno.contact_notice(1, null, 'reply'), 1, 'R34: answers reach him all the same');
select is(pg_temp.new_mail(), 'acknowledgement mario.rossi@demo.example, reply mario.rossi@demo.example', 'R34: by mail');
select is(turno.contact_notice(1, null, 'message', 1), 0, 'R34: later messages are not acknowledged');
select is(turno.contact_set('{"address": "mario.rossi@demo.example", "wants_acknowledgement": true}') ->> 'wants_acknowledgement', 'true', 'R34: he does again');
select lives_ok($$select turno.notice_set('{"event": "message", "audience": "contact", "on": true}')$$, 'R34: the office may want them to be');
select is(turno.contact_notice(1, null, 'message', 1), 1, 'R34: then they are');
insert into turno.setting values ('mail.ack_budget', '0');
select is(turno.contact_notice(1, null, 'message', 1), 0, 'M13: within the budget');
select is(turno.contact_notice(1, null, 'reminder', 1), 0, 'M13: as reminders are');
select is(turno.contact_notice(1, null, 'reply', 1), 1, 'M13: an answer is not');
select is(turno.contact_notice(1, null, 'note'), 0, 'R24: a contact is told of no note');

-- PEC.
select lives_ok($$select turno.notice_set('{"event": "status", "audience": "contact", "channel": "pec", "on": true}')$$, 'R34: a way that there is not');
select is(pg_temp.finds('notice', 'status'), 1::bigint, 'R34: turno check tells of it');
select lives_ok($$select turno.notice_set('{"event": "status", "audience": "contact", "channel": "pec", "on": false}')$$, 'R34: it is switched off');
delete from had; insert into had select max(id) from turno.outbox;
insert into turno.mailbox (id, name, address, kind) overriding system value values (2, 'pec', 'ufficio@pec.example', 'pec');
select lives_ok($$select turno.notice_set('{"event": "reply", "audience": "contact", "channel": "pec", "on": true}')$$, 'R34: replies by PEC too');
select is(turno.contact_notice(1, null, 'reply'), 1, 'R34: who has no PEC address gets a mail');
insert into turno.address (address, contact_id, kind, is_main) values ('rossi@pec.example', 1, 'pec', false);
select is(turno.contact_notice(1, null, 'reply'), 2, 'R34: who has one gets both');
select lives_ok($$select turno.notice_set('{"event": "reply", "audience": "contact", "channel": "mail", "on": false}')$$, 'R34: or PEC alone');
select is(turno.contact_notice(1, null, 'reply'), 1, 'R34: then one');
select is((select mailbox_id from turno.outbox order by id desc limit 1), 2::bigint, 'R34: from a certified mailbox');
select lives_ok($$select turno.notice_set('{"event": "reply", "audience": "contact", "channel": "mail", "on": true}')$$, 'R34: both again');
update turno.address set is_main = kind = 'pec' where contact_id = 1 and kind = 'email';
update turno.address set is_main = true where contact_id = 1 and kind = 'pec';
delete from had; insert into had select max(id) from turno.outbox;
select is(turno.contact_notice(1, null, 'reply'), 1, 'R34: one address gets one mail, though two ways lead to it');
select is(pg_temp.new_mail(), 'reply rossi@pec.example', 'R34: the certified one');
update turno.address set dead_at = now() where contact_id = 1;
select is(turno.contact_notice(1, null, 'reply'), 0, 'M12: dead addresses get none');

-- A change of status, per status.
select is(turno.contact_notice(6, null, 'status'), 0, 'R34: by default a contact is not told of a status');
select lives_ok($$select turno.notice_set('{"event": "status", "audience": "contact", "status": "Chiuso"}')$$, 'R34: the office wants him to be, of one');
select is(turno.contact_notice(6, null, 'status'), 0, 'R34: not of others');
update turno.ticket set turn = 'closed', closed_at = now(), status_id = (select id from turno.status where is_closing) where id = 6;
select is(turno.contact_notice(6, null, 'status', 4), 1, 'R34: but of that one');
insert into turno.status (name_it, name_en, turn) values ('Sospeso', 'On hold', 'contact');
select lives_ok($$select turno.notice_set('{"event": "status", "audience": "contact", "status": "Sospeso", "on": false}')$$, 'R34: one status is kept quiet');
delete from turno.status where name_it = 'Sospeso';
select is((select count(*) from turno.notice_rule where status_id is not null), 1::bigint, 'R34: a status that goes takes its row along');

-- By the acts: what closes, reopens or chooses a status tells of it.
delete from had; insert into had select max(id) from turno.outbox;
select turno.ticket_reopen(6, 1, 'web');
select is(pg_temp.new_mail(), '', 'R34: reopening picks a status that is not told');
select turno.ticket_close(6, 1, 'web');
select is((select string_agg(kind || ' ' || recipient, ' ' order by o.id) from turno.outbox o, had where o.id > had.id and contact_id = 4), 'status amina.haddad@demo.example', 'R34: closing is told, where the office wants the status told');
select turno.ticket_close(6, 1, 'web');
select is((select count(*) from turno.outbox o, had where o.id > had.id and contact_id = 4), 1::bigint, 'R34: closing what is closed is not');
select lives_ok($$select turno.notice_set('{"event": "status", "audience": "contact", "status": "Turno operatore"}')$$, 'R34: another status is told');
select turno.ticket_status(6, (select id from turno.status where turn = 'operator' and is_default), 'operator', 1, 'web');
select is((select count(*) from turno.outbox o, had where o.id > had.id and contact_id = 4 and kind = 'status'), 2::bigint, 'R34: when it is chosen');

-- A draft, and what was deleted: nobody is told.
update turno.ticket set is_draft = true where id = 6;
select is(turno.notify(6, null, 'message'), 0, 'R32: of a draft no operator is told');
select is(turno.contact_notice(6, null, 'reply') + turno.contact_tell(6, null, 'new_link'), 0, 'R32: nor its contact');
select is(turno.morning_list(1)::text ~ '"reference": "6"', false, 'R32: nor is it work for the morning');
update turno.ticket set is_draft = false where id = 6;
select is(turno.morning_list(1)::text ~ '"reference": "6"', true, 'R32: sent, it is');
update turno.ticket set deleted_at = now(), deleted_by = 1 where id = 6;
select is(turno.notify(6, null, 'message') + turno.contact_notice(6, null, 'reply'), 0, 'R27: of a deleted one nobody is told');
select is(turno.morning_list(1)::text ~ '"reference": "6"', false, 'R27: nor is it work');
update turno.ticket set deleted_at = null, deleted_by = null where id = 6;
select is(turno.notify(6, null, 'message'), 3, 'R27: restored, they are');

-- Programs: webhooks and the app IO.
insert into turno.hook (id, name, url, events, secret) overriding system value values (1, 'crm', 'https://crm.example', '{opened,status}', 'crm');
create function pg_temp.calls() returns text language sql as $$
    select coalesce(string_agg(event || ' ' || hook_id || coalesce(' ' || contact_id, '') || ' ' || state, ', ' order by id), '') from turno.hook_call $$;
select turno.notify(1, null, 'message');
select is(pg_temp.calls(), '', 'R34: a webhook is not told of what it did not ask for');
select turno.notify(1, null, 'opened_by_office');
select is(pg_temp.calls(), 'opened 1 queued', 'R34: but of what it did');
delete from turno.hook_job; delete from turno.hook_call;
select lives_ok($$select turno.notice_set('{"event": "opened", "audience": "admin", "channel": "webhook", "on": false}')$$, 'R34: the office switches it off');
select turno.notify(1, null, 'opened');
select is(pg_temp.calls(), '', 'R34: then it is not');
select turno.ticket_status(6, (select id from turno.status where turn = 'contact' and is_default), 'operator', 1, 'web');
select is(pg_temp.calls(), 'status 1 queued', 'R34: of a status too');
delete from turno.hook_job; delete from turno.hook_call;
insert into turno.hook (id, name, kind, url, secret) overriding system value values (2, 'io', 'app-io', 'https://io.example', 'io');
update turno.contact set tax_code = 'HDDMNA85A41Z330K' where id = 4;
select is(turno.contact_notice(6, null, 'opened', 4), 0, 'R34: no message in the app IO unless the office wants it');
select lives_ok($$select turno.notice_set('{"event": "reply", "audience": "contact", "channel": "app-io", "on": true}')$$, 'R34: it does, for replies');
select is(turno.contact_notice(6, null, 'reply', 4), 2, 'R34: a mail and a message');
select is(pg_temp.calls(), 'reply 2 4 queued', 'R34: in the app IO');
select is((select payload::text ~ 'C''è una risposta alla sua richiesta 6' and payload::text !~ 'message6|note6|CAF ›' from turno.hook_call), true, 'R24: which says what happened and no word of the conversation');
select is(turno.contact_notice(1, null, 'reply', 1), 0, 'R34: whom neither reaches is not told');
select finish();
rollback;
