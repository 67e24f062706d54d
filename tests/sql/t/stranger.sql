-- What operators decide about mail of people who do not take part in the ticket where it waits (M18).
begin;
\ir ../office.psql
select no_plan();
create temporary table token as select turno.session_for('marco', null) as marco;
create or replace function pg_temp.call(p_login text, p_function text, p jsonb) returns jsonb language plpgsql as $$
declare
    v jsonb;
begin
    perform set_config('turno.session', case when p_login = '' then '' when p_login = 'marco' then (select marco from token) when p_login like '%@%' then turno.session_for(null, p_login) else turno.session_for(p_login, null) end, true);
    set local role turno_web;
    execute format('select turno.%I($1)', p_function) into v using p;
    reset role;
    perform set_config('turno.session', '', true);
    return v;
exception when others then
    reset role;
    perform set_config('turno.session', '', true);
    return to_jsonb(sqlstate || ' ' || sqlerrm);
end
$$;
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
create temporary table address as select turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')) as a from mine;
-- A mail of p_from that waits on the ticket of mario.
create function pg_temp.held(p_from text, p jsonb default '{}') returns bigint language sql volatile as $$
    select (pg_temp.receive(jsonb_build_object('from_address', p_from, 'from_name', 'Studio Bianchi', 'subject', 'R: Il mio 730', 'reply_visible_text', 'Sono il commercialista.', 'attachments',
        '[{"name": "a.pdf", "type": "application/pdf", "size": 3, "sha256": "00", "offset": 1, "length": 4, "encoding": "base64"}]'::jsonb) || pg_temp.to_address(a) || p) ->> 'mail')::bigint from address $$;
create function pg_temp.of(p_mail bigint) returns jsonb language sql as $$ select jsonb_build_object('mail', p_mail) $$;
create function pg_temp.outcome(p_mail bigint) returns text language sql as $$
    select concat_ws(' ', outcome, ticket_id, reason, trace -> -1 ->> 'step', evidence ? 'body_text') from turno.mail where id = p_mail $$;
create function pg_temp.takes_part(p_address text) returns boolean language sql as $$
    select exists (select from turno.participant p join turno.address a on a.contact_id = p.contact_id join mine on mine.ticket = p.ticket_id where a.folded = p_address) $$;
create function pg_temp.answered() returns text language sql volatile as
    $$ select turno.turn_apply(ticket, 'reply', 'operator', pg_temp.operator_id('anna'), 'web', turno.post_add(ticket, 'message', 'operator', pg_temp.operator_id('anna'), 'web', 'Ecco.', 'Ecco.')) from mine $$;

-- Who may.
create temporary table m as select pg_temp.held('studio@bianchi.example') as id;
select is(pg_temp.outcome(id), 'held ' || ticket || ' outside participant outcome t', 'M18: a stranger''s mail with a right token waits') from m, mine;
select is(pg_temp.call(who, act, pg_temp.of(id)), to_jsonb(said), format('R9: %s for %s: %s', act, coalesce(nullif(who, ''), 'nobody'), said))
from m, unnest('{act_held_accept,act_held_add,act_held_split,act_held_discard}'::text[]) act,
    (values ('', 'TU004 Nobody is signed in.'), ('carla', 'TU002 There is no such ticket.'), ('mario.rossi@demo.example', 'TU002 There is no such ticket.')) x(who, said);
select is(pg_temp.call('marco', 'act_held_accept', '{"mail": 99999}'), '"TU002 There is no such ticket."', 'M18: a mail that there is');
select is(pg_temp.call('marco', act, pg_temp.of(id)), '"TU003 This mail does not wait any more: somebody has dealt with it."', 'R29, M18: a held reply is none of a stranger''s: ' || act)
from (select (pg_temp.receive('{"from_address": "anna@demo.example", "reply_visible_text": ""}' || pg_temp.to_address(pg_temp.reply_of('anna', ticket))) ->> 'mail')::bigint as id from mine) x, unnest('{act_held_accept,act_held_add,act_held_split,act_held_discard}'::text[]) act;
select is(pg_temp.call('marco', 'act_held_send', pg_temp.of(id)), '"TU003 This mail does not wait any more: somebody has dealt with it."', 'R29: nor is a stranger''s a reply') from m;

-- On the page of a ticket, of that ticket.
create temporary table another as select pg_temp.ticket_of_mario() as ticket;
select is(pg_temp.call('marco', act, pg_temp.of(id) || to_jsonb(another)), '"TU002 There is no such ticket."', 'M18: it is not there on the page of another ticket: ' || act)
from m, another, unnest('{act_held_accept,act_held_add,act_held_split,act_held_discard,act_held_send,act_held_drop}'::text[]) act;
select is(pg_temp.call('marco', 'act_held_send', pg_temp.of(id) || to_jsonb(mine)), '"TU003 This mail does not wait any more: somebody has dealt with it."', '(of its own it is)') from m, mine;

-- What he reads before.
create function pg_temp.page(p_login text) returns jsonb language sql as $$
    select pg_temp.call(p_login, 'page_ticket', jsonb_build_object('ticket', ticket, 'page', true, 'language', 'it')) -> 'outside' from mine $$;
select is(pg_temp.page('marco') #- '{0,at}', jsonb_build_array('{"from": "studio@bianchi.example", "name": "Studio Bianchi", "trust": "none", "contact": null, "reason": "scrive chi non partecipa al ticket", "subject": "Il mio 730",
    "text": "Sono il commercialista.", "documents": [{"name": "a.pdf", "size": 3}]}'::jsonb || pg_temp.of(id)), 'M18: the ticket''s page shows what waits, and of whom') from m;
select is(pg_temp.page('carla'), null, 'R9: to who sees the ticket');

-- Accept: a new contact takes part.
select pg_temp.answered() \g /dev/null
create temporary table mark as select pg_temp.last_outbox() as id;
create temporary table seen as select cardinality(pg_temp.events(ticket)) as n from mine;
create temporary table done as select pg_temp.call('marco', 'act_held_accept', pg_temp.of(id) || to_jsonb(mine) || '{"form_key": "k"}') as v from m, mine;
select is(v, jsonb_build_object('ok', true, 'ticket', ticket, 'done', 'accepted'), 'M18: accepted') from done, mine;
select is(pg_temp.outcome(id), 'post ' || ticket || ' held_accepted f', 'M34: the mail is a post now') from m, mine;
select is((select concat_ws('|', c.name, u.kind, p.channel, p.visible_text, x.name) from turno.post p join turno.contact c on c.id = p.contact_id join turno.customer u on u.id = c.customer_id
    join turno.attachment x on x.post_id = p.id where p.mail_id = m.id), 'Studio Bianchi|person|mail|Sono il commercialista.|a.pdf', 'M18: of a new contact, with its documents') from m;
select is(pg_temp.turn_of(ticket), 'operator', 'M18, R14: and the turn is the office''s') from mine;
select is((pg_temp.events(ticket))[seen.n + 1:], '{participant,contact_message,held_accepted,turn}', 'R23: the timeline says all of it') from mine, seen;
select is((select array_agg(concat_ws(' ', e.type, o.login, e.channel)) from turno.event e join turno.operator o on o.id = e.operator_id, mine where e.ticket_id = ticket and e.type in ('held_accepted', 'participant')),
    '{"participant marco desk","held_accepted marco desk"}', 'R23: and who did it');
select is(pg_temp.written(ticket, mark.id), '{notification anna@demo.example}', 'R34: the other operators are told, nobody else') from mine, mark;
select is(pg_temp.call('marco', 'act_held_accept', pg_temp.of(id) || '{"form_key": "k"}'), v, 'a form that is sent twice answers the same') from m, done;
select is(pg_temp.call('marco', act, pg_temp.of(id)), '"TU003 This mail does not wait any more: somebody has dealt with it."', 'M18: once: ' || act) from m, unnest('{act_held_accept,act_held_add,act_held_split,act_held_discard}'::text[]) act;
select is(pg_temp.page('marco'), '[]', 'M18: nothing waits any more');
select ok(pg_temp.takes_part('studio@bianchi.example'), 'M16: he takes part');
select is(pg_temp.outcome(pg_temp.held('Studio@bianchi.example')) like 'post %', true, 'M16: so his next mail is a post');
delete from mark; insert into mark select pg_temp.last_outbox();
select pg_temp.answered() \g /dev/null
select is(pg_temp.written(ticket, mark.id) @> '{reply studio@bianchi.example,reply mario.rossi@demo.example}', true, 'M18: and he is told of replies') from mine, mark;

-- Add: this once.
truncate m; insert into m select pg_temp.held('amina@demo.example');
select is(pg_temp.page('anna') #>> '{0,contact,name}', 'Amina Haddad', 'M18: a known one is named');
select is(pg_temp.call('anna', 'act_held_add', pg_temp.of(id)) ->> 'done', 'added', 'M18: added') from m;
select is((select c.name from turno.post p join turno.contact c on c.id = p.contact_id where p.mail_id = m.id), 'Amina Haddad', 'M18: as his own words') from m;
select is(pg_temp.turn_of(ticket), 'operator', 'M18, R14: the turn is the office''s') from mine;
select ok(not pg_temp.takes_part('amina@demo.example'), 'M18: he does not take part');
select is((select e.new from turno.event e, mine where e.ticket_id = ticket and e.type = 'held_added'), id::text, 'R23: with an event that names the mail') from m;
select is(pg_temp.outcome(pg_temp.held('amina@demo.example')) like 'held %', true, 'M18: his next mail waits again');

-- As whom.
truncate m; insert into m select pg_temp.held('mario.privato@x.example');
select is(pg_temp.call('anna', 'act_held_accept', pg_temp.of(id) || '{"contact": 99999}') -> 'errors', '{"contact": "unknown"}', 'M18: a contact that there is') from m;
select is(pg_temp.call('anna', 'act_held_add', pg_temp.of(id) || jsonb_build_object('contact', pg_temp.contact_id('mario'))) ->> 'ok', 'true', 'M18: he may be a contact with another address') from m;
select is((select count(*) from turno.address where folded = 'mario.privato@x.example'), 0::bigint, 'M18: which is not kept where it is this once');
truncate m; insert into m select pg_temp.held('mario.privato@x.example', '{"message_id": "again@x"}');
select is(pg_temp.call('anna', 'act_held_accept', pg_temp.of(id) || jsonb_build_object('contact', pg_temp.contact_id('mario'))) ->> 'ok', 'true', 'M18: or which becomes his') from m;
select is((select concat_ws(' ', contact_id = pg_temp.contact_id('mario'), is_main, pg_temp.takes_part(folded)) from turno.address where folded = 'mario.privato@x.example'), 't f f', 'M16: who takes part as it is');
select is(pg_temp.outcome(pg_temp.held('mario.privato@x.example', '{"message_id": "third@x"}')) like 'post %', true, 'M16: so his mail from there is a post');
truncate m; insert into m select pg_temp.held('amina@demo.example', '{"message_id": "amina3@x"}');
select is(pg_temp.call('anna', 'act_held_accept', pg_temp.of(id) || jsonb_build_object('contact', pg_temp.contact_id('mario'))),
    '"TU003 amina@demo.example is another contact''s address: merge the two, or leave the contact out."', 'R1: but not another contact') from m;
create temporary table late as select pg_temp.held('later@x.example') as id;
insert into turno.address (address, operator_id, is_main) values ('later@x.example', pg_temp.operator_id('carla'), false);
select is(pg_temp.call('anna', 'act_held_accept', pg_temp.of(id)), '"TU003 later@x.example is an address of the office: discard this mail."', 'R1: nor an operator') from late;
truncate late; insert into late select pg_temp.held('');
select is(pg_temp.call('anna', 'act_held_add', pg_temp.of(id)), '"TU003 This mail names no address of a sender: name the contact."', 'M18: nor nobody') from late;
select is(pg_temp.call('anna', 'act_held_accept', pg_temp.of(id) || jsonb_build_object('contact', pg_temp.contact_id('mario'))) ->> 'ok', 'true', 'M18: who is named then') from late;
truncate late; insert into late select pg_temp.held('program@x.example', '{"automatic": "generated"}');
select pg_temp.answered() \g /dev/null
select is(pg_temp.call('anna', 'act_held_add', pg_temp.of(id)) ->> 'ok', 'true', '(a program''s mail)') from late;
select is(pg_temp.turn_of(ticket), 'contact', 'M11: flips nothing') from mine;

-- M22: whoever the mailbox takes for the sender.
update turno.mailbox set reply_to = 'always' where name = 'support';
truncate late; insert into late select pg_temp.held('modulo@sito.example', '{"reply_to": "Capo@x.example"}');
select is(concat_ws('|', p ->> 'from', p ->> 'name'), 'capo@x.example|', 'M22: Reply-To, where the mailbox has it so') from jsonb_array_elements(pg_temp.page('anna')) p, late where (p ->> 'mail')::bigint = id;
select is(pg_temp.call('anna', 'act_held_accept', pg_temp.of(id)) ->> 'ok', 'true', '(accepted)') from late;
select is((select c.name from turno.contact c join turno.address a on a.contact_id = c.id where a.folded = 'capo@x.example'), 'capo@x.example', 'M22: is who takes part');
update turno.mailbox set reply_to = 'never' where name = 'support';
select pg_temp.answered() \g /dev/null

-- Split: a ticket of its own.
create function pg_temp.split(p jsonb) returns jsonb language sql as $$ select pg_temp.call('marco', 'act_held_split', pg_temp.of(id) || p) from m $$;
select is(pg_temp.split(f) -> 'errors', e, 'M18: split: ' || e::text)
from (values (jsonb_build_object('category', pg_temp.category_id('Amministrazione')), '{"category": "not_yours"}'::jsonb), (jsonb_build_object('subject', repeat('x', 251)), '{"subject": "long"}'),
    ('{"contact": 99999}', '{"contact": "unknown"}')) x(f, e);
delete from mark; insert into mark select pg_temp.last_outbox();
truncate seen; insert into seen select cardinality(pg_temp.events(ticket)) from mine;
create temporary table own as select pg_temp.split('{}') as v;
select is(v ->> 'done', 'split', 'M18: split off') from own;
select is((select concat_ws('|', t.id <> mine.ticket, c.name, g.name, t.level, t.turn, t.subject, o.login, s.is_opening, b.name) from turno.ticket t join turno.contact c on c.id = t.contact_id join turno.category g on g.id = t.category_id
    join turno.operator o on o.id = t.opened_by join turno.status s on s.id = t.status_id join turno.mailbox b on b.id = t.mailbox_id where t.id = (v ->> 'ticket')::bigint), 't|Amina Haddad|730|base|operator|Il mio 730|marco|t|support',
    'M18, R31: a ticket of the sender in the same category, born Base, opened by who clicked') from own, mine;
select is((select l.kind from turno.ticket_link l where l.ticket_id = (v ->> 'ticket')::bigint and l.other_id = ticket), 'related', 'M18: linked') from own, mine;
select is(pg_temp.events((v ->> 'ticket')::bigint), '{opened,contact_message,linked}', 'R23: with its events') from own;
select is((pg_temp.events(ticket))[seen.n + 1:], '{linked,held_split}', 'R23: and those of the ticket where it waited') from mine, seen;
select is(pg_temp.turn_of(ticket), 'contact', 'M18: whose turn stays') from mine;
select is(pg_temp.last_outbox(), id, 'R31: nobody is written to') from mark;
select is(pg_temp.outcome(m.id), 'ticket ' || (v ->> 'ticket') || ' held_split f', 'M34: the mail is its first message') from m, own;
select is(pg_temp.split(to_jsonb(mine)), '"TU003 This mail does not wait any more: somebody has dealt with it."', 'M18: who is late on its old page is told so') from mine;
truncate m; insert into m select pg_temp.held('nuova@x.example');
truncate own; insert into own select pg_temp.split(jsonb_build_object('category', pg_temp.category_id('CAF'), 'subject', 'Altro  tema', 'tell', true));
select is((select concat_ws('|', c.name, g.name, t.subject) from turno.ticket t join turno.contact c on c.id = t.contact_id join turno.category g on g.id = t.category_id where t.id = (v ->> 'ticket')::bigint), 'Studio Bianchi|CAF|Altro tema',
    'M18: in a category and with a subject of his choice') from own;
select is(pg_temp.written((v ->> 'ticket')::bigint), '{acknowledgement nuova@x.example,notification anna@demo.example,notification marco@demo.example}', 'R31: with the box all are told') from own;

-- Discard.
truncate m; insert into m select pg_temp.held('spam@x.example');
select is(pg_temp.call('anna', 'act_held_discard', pg_temp.of(id)) ->> 'done', 'discarded', 'M18: discarded') from m;
select is(pg_temp.outcome(id), 'filtered ' || ticket || ' discarded by an operator held_discarded t', 'M34: filtered, with the reason, its words kept') from m, mine;
select is((select array_agg(concat_ws(' ', o.login, e.new = m.id::text)) from turno.event e join turno.operator o on o.id = e.operator_id, mine, m where e.ticket_id = ticket and e.type = 'held_discarded'), '{"anna t"}', 'R23: with an event');
select is((select count(*) from turno.contact c join turno.address a on a.contact_id = c.id where a.folded = 'spam@x.example'), 0::bigint, 'M18: and makes nobody a contact');

-- Locks, closing, merging.
truncate m; insert into m select pg_temp.held('chiuso@x.example');
select turno.reply_lock_take(ticket, pg_temp.operator_id('marco')) from mine \g /dev/null
select is(pg_temp.call('anna', 'act_held_accept', pg_temp.of(id)) #>> '{}' like 'TU003 Marco Verdi is answering%', true, 'R28: while another answers nothing is decided') from m;
select turno.reply_lock_end(ticket, pg_temp.operator_id('marco')) from mine \g /dev/null
select turno.ticket_close(ticket, pg_temp.operator_id('anna'), 'web') from mine \g /dev/null
select is(pg_temp.call('anna', act, pg_temp.of(id)), '"TU003 This ticket is closed: reopen it first, or split the mail off."', 'R17: nothing is taken into a closed ticket: ' || act) from m, unnest('{act_held_accept,act_held_add}'::text[]) act;
select is((select count(*) from turno.address where folded = 'chiuso@x.example'), 0::bigint, '(nor is anybody made)');
select is(pg_temp.call('anna', 'act_held_split', pg_temp.of(id)) ->> 'ok', 'true', 'M18: but split off') from m;
select turno.ticket_reopen(ticket, pg_temp.operator_id('anna'), 'web') from mine \g /dev/null
truncate m; insert into m select pg_temp.held('unito@x.example');
create temporary table target as select pg_temp.ticket_of_mario() as ticket;
select turno.ticket_merge(mine.ticket, target.ticket, pg_temp.operator_id('anna'), 'web') from mine, target \g /dev/null
select is(pg_temp.call('anna', 'act_held_accept', pg_temp.of(m.id) || to_jsonb(mine)) -> 'ticket', to_jsonb(target.ticket), 'R41: what waited on a merged ticket is taken into the other, from its page too') from m, mine, target;
select is_empty('select * from turno.verify_chain()', 'R23: the chain holds');
select finish();
rollback;
