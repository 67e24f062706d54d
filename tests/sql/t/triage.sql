-- What operators do with mail in triage (R31, M34), and senders whom they block.
begin;
\ir ../office.psql
select no_plan();
update turno.operator set has_triage = true where login in ('anna', 'carla');
create temporary table m (id bigint);
create function pg_temp.waits(p_changes jsonb default '{}') returns bigint language sql volatile as $$
    with gone as (delete from m)
    insert into m select (pg_temp.receive('{"from_address": "Nuovo@client.example", "from_name": "Nuovo Cliente", "subject": "R: Domanda", "reply_visible_text": "Quanto costa?",
        "attachments": [{"name": "a.pdf", "type": "application/pdf", "size": 3, "sha256": "00", "offset": 1, "length": 4, "encoding": "base64"},
            {"name": "b.pdf", "type": "application/pdf", "size": 3, "sha256": "01", "offset": 9, "length": 4, "encoding": "base64"}]}' || p_changes) ->> 'mail')::bigint returning id $$;
create function pg_temp.state() returns text language sql as $$
    select concat_ws('|', x.outcome, x.reason, x.trace -> -1 ->> 'step') from turno.mail x join m using (id) $$;
create function pg_temp.p(p jsonb default '{}') returns jsonb language sql as $$ select jsonb_build_object('mail', max(id)) || p from m $$;
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
create function pg_temp.to_mine(p jsonb default '{}') returns jsonb language sql as $$ select pg_temp.p(jsonb_build_object('ticket', ticket) || p) from mine $$;
create function pg_temp.last_post() returns text language sql as $$
    select concat_ws('|', p.kind, p.author_kind, coalesce(c.name, o.login), p.text, (select string_agg(a.name, ',' order by a.id) from turno.attachment a where a.post_id = p.id))
    from turno.post p left join turno.contact c on c.id = p.contact_id left join turno.operator o on o.id = p.operator_id order by p.id desc limit 1 $$;

-- The list.
select pg_temp.waits();
select is(pg_temp.call('', 'page_triage', '{}'), '"TU004 Nobody is signed in."', 'R9: nobody');
select is(pg_temp.call('marco', 'page_triage', '{}'), '[]', 'R9: without the triage right nothing is there');
select is(pg_temp.call('mario.rossi@demo.example', 'page_triage', '{}'), '[]', 'R9: nor for a contact');
select is((pg_temp.call('anna', 'page_triage', '{}') -> 0) - '{mail,at}'::text[], '{"mailbox": "support", "outcome": "triage", "reason": "mittente sconosciuto", "from": "nuovo@client.example", "name": "Nuovo Cliente",
    "subject": "Domanda", "forwarded": false, "contact": null, "owner": "none", "blocked": null}', 'R31: what waits, and why');
select is(jsonb_array_length(pg_temp.call('anna', 'page_triage', pg_temp.p() || jsonb_build_object('before', id))), 0, 'R31: page by page') from m;
select is(pg_temp.call('anna', 'page_triage', '{"outcome": "post"}'), '[]', 'R9: and no other mail');

-- Discard and retry.
select is(pg_temp.call(l, f, pg_temp.to_mine('{"address": "x@y.example"}')), '"TU002 There is no such mail."', 'R9: ' || f || ' is not for ' || l)
from unnest('{act_mail_discard,act_mail_retry,act_mail_attach}'::text[]) f, unnest('{marco,mario.rossi@demo.example}'::text[]) l;
select is(pg_temp.call('anna', 'act_mail_discard', pg_temp.p(jsonb_build_object('reason', repeat('x', 501)))) -> 'errors', '{"reason": "long"}', 'M34: the reason is short');
select is(pg_temp.call('anna', 'act_mail_discard', pg_temp.p('{"reason": "pubblicità"}')) ->> 'done', 'discarded', 'M34: discarded');
select is(pg_temp.state(), 'filtered|discarded: pubblicità|discarded', 'M34: filtered, with the reason, and not lost');
select is(pg_temp.call('anna', 'act_mail_discard', pg_temp.p()), '"TU003 This mail does not wait any more: somebody has dealt with it."', 'M34: once');
select is(pg_temp.call('anna', 'page_triage', '{"outcome": "filtered"}') #>> '{0,reason}', 'scartata: pubblicità', 'M34: it is found again');
select is(pg_temp.call('anna', 'act_mail_retry', pg_temp.p()) ->> 'done', 'retried', 'M3: and tried again');
select is((select count(*) from turno.mail_job j join m on m.id = j.mail_id), 1::bigint, 'M3: it waits for deliver');
select is(pg_temp.call('anna', 'act_mail_retry', pg_temp.p()), '"TU002 There is no such mail."', 'M3: while it is decided nobody decides on it');
select pg_temp.waits('{"from_address": "mario.rossi@demo.example"}');
select is(pg_temp.call('anna', f, pg_temp.p('{"ticket": 1}'))::text ~ 'TU002', true, 'M3: what has a ticket is not for ' || f) from unnest('{act_mail_discard,act_mail_retry}'::text[]) x(f);

-- Attach.
select pg_temp.waits();
select is(pg_temp.call('carla', 'act_mail_attach', pg_temp.to_mine()), '"TU002 There is no such ticket."', 'R9: to a ticket that he sees');
select is(pg_temp.call('anna', 'act_mail_attach', pg_temp.to_mine()) -> 'errors', '{"contact": "empty"}', 'R31: of whom, where nobody has the address');
select is(pg_temp.call('anna', 'act_mail_attach', pg_temp.to_mine('{"contact": 999999}')) -> 'errors', '{"contact": "unknown"}', 'R31: of one who is there');
create temporary table mark as select pg_temp.last_outbox() as id;
update turno.ticket set turn = 'contact', status_id = (select id from turno.status where turn = 'contact' and is_default) where id = (select ticket from mine);
select is(pg_temp.call('anna', 'act_mail_attach', pg_temp.to_mine(jsonb_build_object('contact', pg_temp.contact_id('mario'), 'form_key', 'k'))) - 'ticket', '{"ok": true, "done": "attached"}', 'R31: added to a ticket');
select is(pg_temp.last_post(), 'message|contact|Mario Rossi|Quanto costa?|a.pdf,b.pdf', 'R31: as the contact''s message, with its documents');
select is(pg_temp.turn_of(ticket), 'operator', 'R14: and it is our turn') from mine;
select is(pg_temp.state(), 'post|attached', 'M34: the mail became a post');
select is(pg_temp.written(ticket, id), '{"notification marco@demo.example"}', 'R31: colleagues are told, the contact is not') from mine, mark;
select is((select array_agg(type order by seq desc) from (select * from turno.event, mine where ticket_id = ticket order by seq desc limit 3) e), '{turn,attached,contact_message}', 'R23: with its events');
select is(pg_temp.call('anna', 'act_mail_attach', pg_temp.to_mine(jsonb_build_object('contact', pg_temp.contact_id('mario'))))::text ~ 'TU002|TU003', true, 'R31: the mail is not there twice');
select pg_temp.waits('{"message_id": "2@x", "from_address": "terzo@client.example"}');
select is(pg_temp.call('anna', 'act_mail_attach', pg_temp.to_mine('{"note": true, "text": "Dal commercialista.", "documents": [2]}')) ->> 'done', 'attached', 'R31: or as a note');
select is(pg_temp.last_post(), 'note|operator|anna|Dal commercialista.|b.pdf', 'R31: in the operator''s words');
select is((select count(*) from turno.address where folded = 'terzo@client.example'), 0::bigint, 'R1: which makes nobody a contact');
select pg_temp.waits('{"message_id": "3@x", "from_address": "figlia@client.example", "from_name": "Figlia"}');
select is(pg_temp.call('anna', 'act_mail_attach', pg_temp.to_mine('{"create": true, "join": true}')) ->> 'done', 'attached', 'R31: of a new contact');
select is((select concat_ws(' ', c.name, u.name, p.ticket_id = ticket) from mine, turno.address a join turno.contact c on c.id = a.contact_id join turno.customer u on u.id = c.customer_id left join turno.participant p on p.contact_id = c.id where a.folded = 'figlia@client.example'), 'Figlia Mario Rossi t', 'M18: of the same customer, who takes part from now on');
select pg_temp.waits('{"message_id": "4@x", "from_address": "mario.casa@client.example"}');
select is(pg_temp.call('anna', 'act_mail_attach', pg_temp.to_mine(jsonb_build_object('contact', pg_temp.contact_id('mario'), 'add_address', true))) ->> 'done', 'attached', 'R1: or whose address it is from now on');
select is((select contact_id from turno.address where folded = 'mario.casa@client.example'), pg_temp.contact_id('mario'), 'R1: his');
select pg_temp.waits('{"message_id": "5@x", "from_address": "ultimo@client.example"}');
select turno.ticket_close(ticket, pg_temp.operator_id('anna'), 'web') from mine;
select is(pg_temp.call('anna', 'act_mail_attach', pg_temp.to_mine('{"note": true}')), '"TU003 This ticket is closed: reopen it first, or make a ticket of the mail."', 'R17: not to a closed one');
select is(pg_temp.call('anna', 'act_mail_discard', pg_temp.p()) ->> 'ok', 'true', 'M34: it still waits');

-- Blocked senders.
select pg_temp.waits('{"message_id": "6@x", "from_address": "Spam@Bad.example"}');
select is(pg_temp.call('marco', 'act_sender_block', '{"address": "x@y.example"}'), '"TU002 Only operators with the triage right block senders."', 'R9: to block needs the triage right');
select is(pg_temp.call('marco', 'act_sender_unblock', '{"address": "x@y.example"}'), '"TU002 Only operators with the triage right block senders."', 'R9: so does to unblock');
select is(pg_temp.call('anna', 'act_sender_block', p) -> 'errors', e, 'R31: ' || p::text)
from (values ('{}'::jsonb, '{"address": "empty"}'::jsonb), ('{"address": "no one"}', '{"address": "bad"}'), ('{"address": "it"}', '{"address": "bad"}'), ('{"address": "Marco@demo.example"}', '{"address": "operator"}'),
    ('{"address": "support+x@demo.example"}', '{"address": "office"}'), ('{"address": "demo.example"}', '{"address": "office"}'), ('{"address": "@example"}', '{"address": "bad"}')) x(p, e);
insert into turno.address (address, operator_id, is_main) select 'marco@casa.example', pg_temp.operator_id('marco'), false;
select is(pg_temp.call('anna', 'act_sender_block', '{"address": "casa.example"}') -> 'errors', '{"address": "operator"}', 'R31: nor a domain where an operator has an address');
select is(pg_temp.call('anna', 'act_sender_block', pg_temp.p('{"reason": "pubblicità", "form_key": "b"}')) - 'form_key', '{"ok": true, "done": "blocked", "sender": "spam@bad.example"}', 'R31: the sender of a mail');
select is(pg_temp.state(), 'filtered|discarded: blocked sender: spam@bad.example|discarded', 'M34: which is discarded with it');
select is(pg_temp.call('anna', 'page_sender_blocked', '{}') #- '{0,at}', '[{"sender": "spam@bad.example", "reason": "pubblicità", "operator": "Anna Neri"}]', 'R31: the list');
select is(pg_temp.call('marco', 'page_sender_blocked', '{}'), '[]', 'R9: which is not for others');
select pg_temp.waits('{"message_id": "7@x", "from_address": "SPAM@bad.example"}');
select is(pg_temp.state(), 'filtered|blocked sender: spam@bad.example|outcome', 'R31: his next mail is filtered, with a trace');
select is((select trace @> '[{"step": "blocked", "pattern": "spam@bad.example"}]' from turno.mail join m using (id)), true, 'M34: which says by what');
select pg_temp.waits('{"message_id": "8@x", "from_address": "altro@bad.example"}');
select is(pg_temp.state(), 'triage|unknown sender|outcome', 'R31: another of the same domain is not');
select is(pg_temp.call('anna', 'act_sender_block', '{"address": "Bad.example"}') ->> 'sender', '@bad.example', 'R31: unless the domain is blocked');
select pg_temp.waits('{"message_id": "9@x", "from_address": "altro@mail.bad.example"}');
select is(pg_temp.state(), 'filtered|blocked sender: @bad.example|outcome', 'R31: with those below it');
select pg_temp.waits('{"message_id": "10@x", "from_address": "altro@notbad.example"}');
select is(pg_temp.state(), 'triage|unknown sender|outcome', 'R31: but not one that only ends like it');
select is(pg_temp.call('anna', 'act_sender_block', '{"address": "amina@demo.example"}') ->> 'done', 'blocked', 'R31: a contact can be blocked');
select is(pg_temp.receive('{"from_address": "amina@demo.example"}') ->> 'outcome', 'filtered', 'R31: and opens nothing');
insert into turno.blocked_sender (pattern) values ('anna@demo.example'), ('@demo.example');
select isnt(pg_temp.receive('{"from_address": "anna@demo.example"}') ->> 'outcome', 'filtered', 'R31: an operator never is, whatever the table says');
select is(pg_temp.receive('{"from_address": "support@demo.example"}') ->> 'outcome', 'triage', 'M4: nor are we');
select is(pg_temp.call('anna', 'act_sender_unblock', '{"address": "@bad.example"}') ->> 'done', 'unblocked', 'R31: let in again');
select is(pg_temp.call('anna', 'act_sender_unblock', '{"address": "bad.example"}') -> 'errors', '{"address": "unknown"}', 'R31: once');
select pg_temp.waits('{"message_id": "11@x", "from_address": "altro@mail.bad.example"}');
select is(pg_temp.state(), 'triage|unknown sender|outcome', 'R31: and his mail waits as any other');
select is((select jsonb_agg(x ->> 'sender') from jsonb_array_elements(turno.sender_blocked_list()) x), '["@demo.example", "amina@demo.example", "anna@demo.example", "spam@bad.example"]', 'R31: the administration sees all');
select lives_ok($$ select turno.contact_wipe(pg_temp.contact_id('amina'), 'system', null, 'desk', 'request') $$, 'R39: a contact is forgotten');
select is((select count(*) from turno.blocked_sender where pattern = 'amina@demo.example'), 0::bigint, 'R39: also that he was blocked');
select is((select count(*) from jsonb_array_elements(pg_temp.call('anna', 'page_triage', '{"outcome": "filtered"}')) x where x ->> 'from' = '' or x ->> 'from' is null), 0::bigint, 'R39: his mail is not shown as an empty row');

-- Neither page reads more than it shows.
create function pg_temp.plan() returns text language plpgsql as $$
declare
    v_line text;
    v_all text := '';
begin
    for v_line in explain (costs off) select x.id from turno.mail x where x.ticket_id is null and x.outcome = 'filtered' and x.id < 1000 order by x.id desc limit 50 loop
        v_all := v_all || v_line;
    end loop;
    return v_all;
end
$$;
set local enable_seqscan = off;
set local enable_sort = off;
select matches(pg_temp.plan(), 'Index .*Scan Backward using mail_of_no_ticket', 'R9: triage is read by its index');
select is_empty('select * from turno.verify_chain()', 'R23: the chain holds');
select finish();
rollback;
