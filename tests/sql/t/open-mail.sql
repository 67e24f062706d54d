-- A ticket of a mail in triage (R31).
begin;
\ir ../office.psql
select no_plan();
update turno.operator set has_triage = true where login = 'anna';
create function pg_temp.waits(p_changes jsonb default '{}') returns bigint language plpgsql as $$
declare
    v jsonb := pg_temp.receive('{"from_address": "Nuovo@client.example", "from_name": "Nuovo Cliente", "subject": "R: Domanda", "reply_visible_text": "Quanto costa?",
        "attachments": [{"name": "a.pdf", "type": "application/pdf", "size": 3, "sha256": "00", "offset": 1, "length": 4, "encoding": "base64"},
            {"name": "b.pdf", "type": "application/pdf", "size": 3, "sha256": "01", "offset": 9, "length": 4, "encoding": "base64"}]}' || p_changes);
begin
    return (v ->> 'mail')::bigint;
end
$$;
create temporary table m as select pg_temp.waits() as id;
create function pg_temp.form(p jsonb default '{}') returns jsonb language sql as $$
    select jsonb_build_object('mail', max(id), 'contact', pg_temp.contact_id('mario'), 'category', pg_temp.category_id('CAF'), 'subject', 'Domanda', 'text', 'Quanto costa?', 'documents', '[1]'::jsonb) || p from m $$;
select is((select outcome from turno.mail join m using (id)), 'triage', 'R3: an unknown sender waits');

select is(pg_temp.call('', 'page_mail_open', jsonb_build_object('mail', id)), '"TU004 Nobody is signed in."', 'R31: nobody') from m;
select is(pg_temp.call('marco', 'page_mail_open', jsonb_build_object('mail', id)), '"TU002 There is no such mail."', 'R9: without the triage right it is not there') from m;
select is(pg_temp.call('marco', 'act_mail_open', pg_temp.form()), '"TU002 There is no such mail."', 'R31: nor opened');
select is(pg_temp.call('mario.rossi@demo.example', 'act_mail_open', pg_temp.form()), '"TU002 Only operators open tickets here."', 'R31: nor by a contact');
select is(pg_temp.call('anna', 'page_mail_open', jsonb_build_object('mail', id, 'language', 'it')) - 'categories' - 'mail' - 'trust',
    '{"address": "nuovo@client.example", "name": "Nuovo Cliente", "subject": "Domanda", "text": "Quanto costa?", "forwarded": false, "contact": null, "owner": "none",
      "documents": [{"n": 1, "name": "a.pdf", "size": 3}, {"n": 2, "name": "b.pdf", "size": 3}]}', 'R31: the form proposes sender, subject, text and documents') from m;
select is((select jsonb_agg(c -> 'path') from jsonb_array_elements(pg_temp.call('anna', 'page_mail_open', jsonb_build_object('mail', id)) -> 'categories') c), '["Amministrazione", "CAF", "CAF › 730"]', 'R7: and his own categories') from m;
select is(pg_temp.call('anna', 'page_mail_open', '{"mail": 999999}'), '"TU002 There is no such mail."', 'R31: of a mail that there is');
select is(pg_temp.call('anna', 'act_mail_open', jsonb_build_object('mail', id)) -> 'errors', '{"contact": "empty", "category": "empty", "subject": "empty", "text": "empty"}', 'R31: what is needed') from m;
select is(pg_temp.call('anna', 'act_mail_open', pg_temp.form(f)) -> 'errors', e, 'R31: ' || e::text)
from (values ('{"contact": 99999}'::jsonb, '{"contact": "unknown"}'::jsonb), ('{"create": true, "address": "x@y.example"}', '{"name": "empty"}'), ('{"category": 99999}', '{"category": "not_yours"}'),
    ('{"create": true, "name": "N", "address": "amina@demo.example"}', '{"address": "contact"}'), ('{"create": true, "name": "N", "address": "marco@demo.example"}', '{"address": "operator"}'),
    ('{"create": true, "name": "N", "address": "Support+x@demo.example"}', '{"address": "office"}'), ('{"create": true, "name": "N", "address": "none"}', '{"address": "bad"}'),
    ('{"create": true, "name": "N", "address": "n@x.example", "customer": 99999}', '{"customer": "unknown"}'), ('{"add_address": true, "address": "amina@demo.example"}', '{"address": "contact"}')) x(f, e);
select is((select count(*) from turno.ticket), 0::bigint, 'R31: nothing was opened so far');

create temporary table mark as select pg_temp.last_outbox() as id;
create temporary table made as select pg_temp.call('anna', 'act_mail_open', pg_temp.form('{"create": true, "name": "Nuovo Cliente", "address": "nuovo@client.example", "form_key": "k"}')) as v;
select is(v ->> 'done', 'opened', 'R31: a ticket of a new contact') from made;
select is((select concat_ws(' ', c.name, u.kind, a.address, a.is_main) from turno.ticket t join turno.contact c on c.id = t.contact_id join turno.customer u on u.id = t.customer_id join turno.address a on a.contact_id = c.id where t.id = (v ->> 'ticket')::bigint),
    'Nuovo Cliente person nuovo@client.example t', 'R1: who is made with it') from made;
select is((select concat_ws(' ', t.level, t.turn, t.channel, t.subject, s.is_opening, o.login, b.name) from turno.ticket t join turno.status s on s.id = t.status_id join turno.operator o on o.id = t.opened_by join turno.mailbox b on b.id = t.mailbox_id where t.id = (v ->> 'ticket')::bigint),
    'base operator mail Domanda t anna support', 'R31: born Base with the opening status, the office''s turn') from made;
select is(pg_temp.last_outbox(), id, 'R31: no mail is sent') from mark;
select is((select concat_ws(' ', p.author_kind, p.text, string_agg(a.name || ' ' || a.raw_offset, ',')) from turno.post p left join turno.attachment a on a.post_id = p.id join m on m.id = p.mail_id group by p.id), 'contact Quanto costa? a.pdf 1', 'R31: the mail is its first message, with the document chosen, by reference');
select is((select concat_ws(' ', outcome, reason, ticket_id = (v ->> 'ticket')::bigint, evidence ? 'body_text', trace -> -1 ->> 'step') from turno.mail join m using (id)), 'ticket t f opened', 'M34: the mail''s outcome is the ticket, with its trace') from made;
select is(pg_temp.call('anna', 'act_mail_open', pg_temp.form('{"create": true, "name": "Nuovo Cliente", "address": "nuovo@client.example"}')), '"TU003 This mail does not wait any more: somebody has dealt with it."', 'R31: once');
select is(pg_temp.call('anna', 'page_mail_open', jsonb_build_object('mail', id)), '"TU003 This mail does not wait any more: somebody has dealt with it."', 'R31: nor is the form shown') from m;
select is_empty('select * from turno.verify_chain()', 'R23: the chain holds');

-- Found by address; told when asked for; one more address.
insert into m select pg_temp.waits('{"from_address": "mario.rossi@demo.example", "automatic": "no"}') from (select set_config('x.y', '', true)) z;
truncate m; update turno.mailbox set accept_new = 'none' where name = 'support';
insert into m select pg_temp.waits('{"from_address": "Mario.Rossi@demo.example", "message_id": "other@x"}');
select is(pg_temp.call('anna', 'page_mail_open', jsonb_build_object('mail', id)) -> 'contact' ->> 'name', 'Mario Rossi', 'R31: the contact is found by address') from m;
select is(pg_temp.call('anna', 'act_mail_open', pg_temp.form('{"tell": true, "documents": [1, 2]}')) ->> 'ok', 'true', 'R31: with the box');
select ok(array_agg(kind) @> '{acknowledgement,notification}', 'R31: he and the operators are told') from turno.outbox, m where ticket_id = (select ticket_id from turno.mail where mail.id = m.id);
truncate m; insert into m select pg_temp.waits('{"message_id": "third@x", "from_address": "mario.privato@x.example"}');
select is(pg_temp.call('anna', 'act_mail_open', pg_temp.form('{"add_address": true, "address": "mario.privato@x.example"}')) ->> 'ok', 'true', 'R31: chosen, with one more address');
select is((select concat_ws(' ', contact_id = pg_temp.contact_id('mario'), is_main) from turno.address where folded = 'mario.privato@x.example'), 't f', 'R1: which is his from now on');

-- A forwarded mail.
truncate m; insert into m select pg_temp.waits('{"message_id": "fwd@x", "from_address": "anna@demo.example", "subject": "I: Rinnovo", "reply_visible_text": "Da inserire.",
    "forwarded": {"is_forwarded": true, "from_name": "Amina Haddad", "from_address": "Amina@demo.example", "subject": "Rinnovo", "body_text": "Quando scade?"}}');
select is(pg_temp.call('anna', 'page_mail_open', jsonb_build_object('mail', id)) - '{categories,mail,trust,documents}'::text[] #- '{contact,id}',
    '{"address": "amina@demo.example", "name": "Amina Haddad", "subject": "Rinnovo", "text": "Quando scade?", "forwarded": true, "owner": "contact", "contact": {"name": "Amina Haddad", "customer": "Amina Haddad"}}', 'R31, M10: the original sender is proposed') from m;
select is(pg_temp.call('anna', 'page_mail_open', jsonb_build_object('mail', id, 'forwarded', false)) ->> 'text', 'Da inserire.', 'R31: or the mail itself, when wished') from m;
select is(pg_temp.call('anna', 'act_mail_open', pg_temp.form(jsonb_build_object('contact', pg_temp.contact_id('amina')))) ->> 'ok', 'true', 'R31: and is the contact');

-- A mail held on a ticket: who sees the ticket makes another of it.
update turno.mailbox set accept_new = 'known' where name = 'support';
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
truncate m; insert into m select pg_temp.waits(pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario'))) || '{"message_id": "held@x", "from_address": "estranea@x.example"}') from mine;
select is((select outcome from turno.mail join m using (id)), 'held', 'M18: a stranger with a right token is held');
select is(pg_temp.call('carla', 'page_mail_open', jsonb_build_object('mail', id)), '"TU002 There is no such mail."', 'R9: who does not see the ticket does not see the mail') from m;
select is(pg_temp.call('marco', 'act_mail_open', pg_temp.form('{"create": true, "name": "Estranea", "address": "estranea@x.example"}')) ->> 'ok', 'true', 'R31: who sees it makes a ticket of its own');
select isnt((select ticket_id from turno.mail join m using (id)), ticket, 'R31: another one') from mine;
truncate m; insert into m select (pg_temp.receive('{"subject": "Altro 730"}') ->> 'mail')::bigint;
select is(pg_temp.call('anna', 'act_mail_open', pg_temp.form()), '"TU003 This mail does not wait any more: somebody has dealt with it."', 'R31: what was decided does not wait');
select finish();
rollback;
