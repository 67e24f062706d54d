-- Incoming mail as a page: what waits, by mailbox and reason, why in sentences, and the forms (R9, R31, M10, M18, M34).
begin;
\ir ../office.psql
select no_plan();
update turno.operator set has_triage = true where login in ('anna', 'carla');
create temporary table m (id bigint);
create function pg_temp.waits(p_changes jsonb default '{}', p_mailbox text default 'support') returns bigint language sql volatile as $$
    with gone as (delete from m)
    insert into m select (pg_temp.receive('{"from_address": "Nuovo@client.example", "from_name": "Nuovo Cliente", "subject": "R: Domanda", "reply_visible_text": "Quanto costa?",
        "to": ["support+c.1.2.3.abcdef@demo.example"], "attachments": [{"name": "a.pdf", "type": "application/pdf", "size": 3, "sha256": "00", "offset": 1, "length": 4, "encoding": "base64"}]}' || p_changes,
        p_mailbox) ->> 'mail')::bigint returning id $$;
create function pg_temp.p(p jsonb default '{}') returns jsonb language sql as $$ select jsonb_build_object('mail', max(id), 'language', 'it') || p from m $$;
create function pg_temp.said(p_who text) returns text language sql as $$
    select string_agg(x ->> 'text', ' ') from jsonb_array_elements(pg_temp.call(p_who, 'page_mail', pg_temp.p()) -> 'sentences') x $$;

-- R9
select pg_temp.waits();
select is(pg_temp.call(l, f, pg_temp.p()), to_jsonb(w), 'R9: ' || f || ' is not for ' || coalesce(nullif(l, ''), 'nobody'))
from (values ('page_mail_list', '', 'TU004 Nobody is signed in.'), ('page_mail', '', 'TU004 Nobody is signed in.'), ('page_mail_blocked', '', 'TU004 Nobody is signed in.'), ('act_mail_form', '', 'TU004 Nobody is signed in.'),
    ('act_mail_add', '', 'TU004 Nobody is signed in.'), ('page_mail_list', 'marco', 'TU002 There is no such page.'), ('page_mail', 'marco', 'TU002 There is no such mail.'), ('page_mail_blocked', 'marco', 'TU002 There is no such page.'),
    ('act_mail_add', 'marco', 'TU002 There is no such mail.'), ('page_mail_list', 'mario.rossi@demo.example', 'TU002 There is no such page.'), ('page_mail', 'mario.rossi@demo.example', 'TU002 There is no such mail.'),
    ('page_mail_blocked', 'mario.rossi@demo.example', 'TU002 There is no such page.'), ('act_mail_add', 'mario.rossi@demo.example', 'TU002 There is no such mail.')) x(f, l, w);
select matches(pg_temp.call(l, 'act_mail_form', pg_temp.p(b))::text, 'TU002', 'R9: act_mail_form is not for ' || l) from unnest('{marco,mario.rossi@demo.example}'::text[]) l, unnest(array['{}', '{"what": "find"}']::jsonb[]) b;

-- The list
select is(pg_temp.call('anna', 'page_mail_list', '{"language": "it"}') #- '{mails,0,at}' #- '{mails,0,mail}' -> 'mails', '[{"mailbox": "support", "outcome": "triage", "why": "unknown", "reason": "mittente sconosciuto",
    "from": "nuovo@client.example", "name": "Nuovo Cliente", "subject": "Domanda", "forwarded": false, "waits": true}]', 'R31: what waits, and why');
select is((select jsonb_agg(g - 'mailbox') from jsonb_array_elements(pg_temp.call('anna', 'page_mail_list', '{}') -> 'groups') g), '[{"name": "support", "why": "unknown", "count": 1, "is_current": null}]', 'R31: counted by mailbox and reason');
select is(jsonb_array_length(pg_temp.call('anna', 'page_mail_list', p) -> 'mails'), n, 'R31: ' || p::text)
from (values ('{"why": "unknown"}'::jsonb, 1), ('{"why": "forged"}', 0), ('{"mailbox": 0}', 0), ('{"tab": "filtered"}', 0), ('{"tab": "all"}', 1), ('{"text": "NUOVO@cli"}', 1), ('{"text": "doman"}', 1), ('{"text": "zorro"}', 0),
    ('{"text": "  "}', 1), ('{"before": 1}', 0), ('{"tab": "all", "before": 1}', 0)) x(p, n);
select is(jsonb_array_length(pg_temp.call('anna', 'page_mail_list', jsonb_build_object('text', '<' || message_id || '>')) -> 'mails'), 1, 'R31: by Message-ID') from turno.mail join m using (id);
select is(turno.mail_why(o, r), w, 'R31: ' || r) from (values ('triage', 'unknown sender', 'unknown'), ('triage', 'the mail server says that the sender is forged', 'forged'), ('held', 'the mail server says that the sender is forged', 'forged'),
    ('held', 'This ticket is closed: reopen it to send the reply.', 'closed'), ('held', 'outside participant', 'held'), ('triage', 'refused commands: x', 'command'), ('triage', 'a rule holds it', 'rule'), ('triage', 'the mailbox takes no new tickets', 'mailbox'),
    ('triage', 'the sender is an address of ours', 'own'), ('triage', 'more than one sender', 'operator'), ('quarantine', 'x', 'quarantine'), ('filtered', 'x', 'filtered'), ('post', 'x', 'taken')) x(o, r, w);

-- One mail
select is(pg_temp.said('anna'), 'Nessuno ha l’indirizzo nuovo@client.example. Non risponde a nessuna nostra mail. Nulla prova chi l’ha scritta (nessun server fidato dice nulla). La casella «support» apre ticket ai contatti già noti. '
    'Nessuna regola dell’ufficio la riguarda. Perciò attende una decisione: mittente sconosciuto.', 'M34: why it waits, in words');
select is(pg_temp.call('anna', 'page_mail', pg_temp.p()) #>> '{to,0}', 'support+…@demo.example', 'M18: no token is shown');
select is(pg_temp.call('anna', 'page_mail', pg_temp.p()) -> 'may', '{"open": true, "attach": true, "discard": true, "retry": true, "block": true, "unblock": false, "stranger": false, "reply": false, "read_incoming": true}', 'R31: what may be done');
select is(pg_temp.call('anna', 'page_mail', pg_temp.p()) -> 'begin', '{"new_name": "Nuovo Cliente", "new_mail": "nuovo@client.example", "subject": "Domanda", "text": "Quanto costa?", "category": null}', 'R31: the form begins with the mail');
select is(pg_temp.call('anna', 'page_mail', pg_temp.p('{"values": {"what": "find", "contact_text": "mario", "found": "new"}}')) #>> '{found,0,name}', 'Mario Rossi', 'R31: somebody else is found');

-- A new contact of a customer that there is (R1)
create temporary table firm as select pg_temp.contact_id('mario') as contact, (select customer_id from turno.contact where id = pg_temp.contact_id('mario')) as id;
insert into turno.customer (name, kind) values ('Doppia', 'company'), ('doppia', 'company');
create function pg_temp.new(p jsonb) returns jsonb language sql as $$ select pg_temp.call('anna', 'act_mail_form', pg_temp.p('{"what": "open", "found": "new", "new_name": "Nuovo", "new_mail": "nuovo@client.example", "subject": "Domanda", "text": "Quanto?"}' || jsonb_build_object('category', pg_temp.category_id('CAF')) || p)) $$;
select is(pg_temp.new(p) -> 'errors', e, 'R31: ' || p::text) from (values ('{"new_customer": "Nessuno"}'::jsonb, '{"new_customer": "unknown"}'::jsonb), ('{"new_customer": "DOPPIA"}', '{"new_customer": "several"}'),
    ('{"new_customer": "x", "new_customer_id": 999999}', '{"new_customer": "unknown"}'), ('{"new_customer": "Nessuno", "new_name": ""}', '{"name": "empty", "new_name": "empty", "new_customer": "unknown"}')) x(p, e);
savepoint made;
select is(pg_temp.new(jsonb_build_object('new_customer', '#' || id)) ->> 'done', 'opened', 'R31: a new contact of a customer') from firm;
select is((select c.customer_id from turno.contact c join turno.address a on a.contact_id = c.id where a.folded = 'nuovo@client.example'), id, 'R1: whose user he is') from firm;
rollback to made;
select is(pg_temp.new(jsonb_build_object('new_customer', 'whatever the list said', 'new_customer_id', id)) ->> 'done', 'opened', 'R31: chosen while typing') from firm;
select is((select c.customer_id from turno.contact c join turno.address a on a.contact_id = c.id where a.folded = 'nuovo@client.example'), id, 'R1: it is that one') from firm;
rollback to made;
select is(pg_temp.new('{"new_customer": " ", "new_customer_id": 1}') ->> 'done', 'opened', 'R31: none is named');
select is((select u.name from turno.contact c join turno.address a on a.contact_id = c.id join turno.customer u on u.id = c.customer_id where a.folded = 'nuovo@client.example'), 'Nuovo', 'R1: he is one himself');
rollback to made;

-- A ticket of it
select is(pg_temp.call('anna', 'act_mail_form', pg_temp.p('{"what": "find", "contact_text": "mar"}')), '{"ok": false, "errors": {}}', 'R31: a search makes none');
select is(pg_temp.call('anna', 'act_mail_form', pg_temp.p('{"what": "open", "found": "new", "new_name": "", "new_mail": "marco@demo.example", "subject": "x", "text": "y"}')) -> 'errors', '{"name": "empty", "new_name": "empty", "new_mail": "operator", "category": "empty"}', 'R31: errors are beside their fields');
select is(pg_temp.call('anna', 'act_mail_form', pg_temp.p(jsonb_build_object('what', 'open', 'found', 'contact-' || pg_temp.contact_id('mario'), 'own', true, 'subject', 'Domanda', 'text', 'Quanto?', 'category', pg_temp.category_id('CAF'), 'address', '127.0.0.1'))) ->> 'done', 'opened', 'R31: a ticket of a chosen contact');
select is((select contact_id from turno.address where folded = 'nuovo@client.example'), pg_temp.contact_id('mario'), 'R1: whose address it is from now on');
select is(pg_temp.call('anna', 'page_mail', pg_temp.p()) -> 'may' ->> 'open', 'false', 'R31: only once');
select matches(pg_temp.said('anna'), 'Anna Neri ne ha fatto un ticket\.$', 'M34: and who made it is said');
select is(pg_temp.call('carla', 'page_mail', pg_temp.p()), '"TU002 There is no such mail."', 'R9: who does not see the ticket does not see the mail');
select is(pg_temp.call('carla', 'page_mail_list', '{"tab": "all"}') -> 'mails', '[]', 'R9: nor in the list');
select is(pg_temp.call('carla', 'page_mail_list', '{"text": "doman"}') -> 'mails', '[]', 'R9: nor by a search');

-- On a ticket
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
select pg_temp.waits('{"message_id": "2@x", "from_address": "altro@client.example"}');
select is(pg_temp.call('anna', 'act_mail_add', pg_temp.p(p)) -> 'errors', e, 'R31: ' || p::text)
from (values ('{"role": "note"}'::jsonb, '{"ticket": "empty"}'::jsonb), ('{"role": "note", "ticket": 999999}', '{"ticket": "unknown"}')) x(p, e);
select is(pg_temp.call('carla', 'act_mail_add', pg_temp.p(jsonb_build_object('role', 'note', 'ticket', ticket))) -> 'errors', '{"ticket": "unknown"}', 'R9: to one that he sees') from mine;
select is(pg_temp.call('anna', 'act_mail_add', pg_temp.p(jsonb_build_object('role', 'sender', 'ticket', ticket))) -> 'errors', '{"role": "empty"}', 'R31: nobody has the address') from mine;
select is(pg_temp.call('anna', 'act_mail_add', pg_temp.p(jsonb_build_object('role', 'contact', 'own', true, 'ticket', ticket))) ->> 'done', 'attached', 'R31: as the contact''s words') from mine;
select is((select contact_id from turno.address where folded = 'altro@client.example'), pg_temp.contact_id('mario'), 'R1: from his address');

-- Held
select pg_temp.waits(jsonb_build_object('message_id', '3@x', 'from_address', 'zio@client.example') || pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')))) from mine;
select is((select outcome from turno.mail join m using (id)), 'held', 'M18: held');
select is(pg_temp.call('marco', 'page_mail', pg_temp.p()) -> 'may' ->> 'stranger', 'true', 'M18: decided by who sees the ticket');
select matches(pg_temp.said('marco'), 'Indica il ticket #[0-9]+ \(è l’indirizzo di risposta\), ma chi scrive non vi partecipa', 'M18: why');
select is(pg_temp.call('carla', 'page_mail', pg_temp.p()), '"TU002 There is no such mail."', 'R9: and by nobody else');
select is(jsonb_array_length(pg_temp.call('anna', 'page_mail_list', '{"why": "held"}') -> 'mails'), 1, 'M18: it is among what waits');
select is(pg_temp.call('carla', 'page_mail_list', '{}') -> 'groups', '[]', 'R9: not for who does not see the ticket');
select is(pg_temp.call(l, 'page_mail_list', '{}') -> 'waiting', to_jsonb(n), 'R31: what waits for ' || l) from (values ('anna', 1), ('carla', 0)) x(l, n);
create function pg_temp.badge(p_login text) returns text language plpgsql as $$
declare
    v text;
begin
    perform set_config('turno.session', turno.session_for(p_login, null), true);
    set local role turno_web;
    v := turno.session_look() ->> 'waiting';
    reset role;
    return v;
end
$$;
select is(pg_temp.badge('anna'), '1', 'R31: the number on every page is that of what waits, held mail too');
select is(pg_temp.badge('carla'), '0', 'R9: of what she sees');
select is(pg_temp.badge('marco'), null, 'R9: without the triage right there is none');

-- As it came (R9, R24)
create function pg_temp.original(p_login text) returns text language sql as $$ select coalesce(v ->> 'name', left(v #>> '{}', 5)) from pg_temp.call(p_login, 'page_original', pg_temp.p()) v $$;
select is(pg_temp.original('anna'), 'TU002', 'R24: what is held may be an operator''s');
update turno.mail set outcome = o.outcome, ticket_id = null from m, (values ('quarantine')) o(outcome) where mail.id = m.id;
select is(pg_temp.original('anna') like 'mail-%.eml', true, 'R9: mail in quarantine is read as it came with the triage right');
select is(pg_temp.call('anna', 'page_mail', pg_temp.p()) ->> 'has_original', 'true', 'R9: its page says so');
select is(pg_temp.original('marco'), 'TU002', 'R9: by nobody else');
update turno.mail set outcome = 'filtered' from m where mail.id = m.id;
select is(pg_temp.original('anna') like 'mail-%.eml', true, 'R9: and so is what was filtered');
update turno.mail set from_address = 'Marco@demo.example' from m where mail.id = m.id;
select is(pg_temp.original('anna'), 'TU002', 'R24: unless an operator sent it');
select is(pg_temp.call('anna', 'page_mail', pg_temp.p()) ->> 'has_original', 'false', 'R24: of which its page says nothing');
update turno.mail set outcome = 'event', from_address = 'x@pec.example', trace = '[{"step": "pec", "is": "receipt", "kind": "accettazione"}]' from m where mail.id = m.id;
select is(pg_temp.original('anna') like 'mail-%.eml', true, 'M28: a receipt that is about no mail of ours');
select is(pg_temp.original('carla') like 'mail-%.eml', true, 'M28: with the triage right');
update turno.mail set ticket_id = mine.ticket from m, mine where mail.id = m.id;
select is(pg_temp.original('marco') like 'mail-%.eml', true, 'M28: a receipt is read by who sees its ticket');
select is(pg_temp.original('carla'), 'TU002', 'R9: and by nobody else');
select is(pg_temp.original('mario.rossi@demo.example'), 'TU002', 'R24: no contact');
update turno.mail set trace = '[{"step": "report"}]' from m where mail.id = m.id;
select is(pg_temp.original('marco'), 'TU002', 'R24: what else became an event is not read');
select is(turno.trace_text('[{"step": "error", "error": "22012: division by zero"}]', 'it') #>> '{0,text}', 'Non si è riusciti a decidere: errore di turno, codice 22012 (division by zero)', 'M34: an error is said in Italian');

-- Every step has a sentence in both languages
select is(turno.trace_text(jsonb_build_array(s), l) -> 0 ->> 'text' is not null, true, format('M34: %s in %s', s, l))
from unnest('{it,en}'::text[]) l, jsonb_array_elements('[{"step": "raw"}, {"step": "reader", "died": 2, "reason": "x"}, {"step": "error", "error": "x"}, {"step": "duplicate", "of": 3}, {"step": "pec", "kind": "x"}, {"step": "loop"},
    {"step": "report", "outbox": 1}, {"step": "report"}, {"step": "sender", "kind": "own", "address": "a@b", "by": "reply_to", "automatic": "list"}, {"step": "thread", "way": "forward"}, {"step": "trust", "level": "failed", "why": "dmarc=fail"},
    {"step": "trust", "level": "token"}, {"step": "trust", "level": "authenticated"}, {"step": "trust", "level": "signed"}, {"step": "new", "accept_new": "none", "mailbox": "m"}, {"step": "new", "accept_new": "anyone", "mailbox": "m"},
    {"step": "filter", "rules": [{"rule": 1}]}, {"step": "fresh_filter"}, {"step": "blocked", "pattern": "@x"}, {"step": "fresh"}, {"step": "fresh", "parked": true}, {"step": "fresh", "refused": true, "problems": [{"reason": "x"}]}, {"step": "command"},
    {"step": "command", "refused": true}, {"step": "operator"}, {"step": "reply_hold"}, {"step": "outcome", "outcome": "held"}, {"step": "outcome", "outcome": "filtered"}, {"step": "outcome", "outcome": "ticket"}, {"step": "outcome", "outcome": "post"},
    {"step": "outcome", "outcome": "event"}, {"step": "discarded", "reason": ""}, {"step": "attached"}, {"step": "opened"}, {"step": "confirmed"}, {"step": "held_sent"}, {"step": "held_dropped"}, {"step": "held_accepted"}, {"step": "held_added"},
    {"step": "held_split"}, {"step": "held_discarded"}]') s;
select is(turno.trace_text('[{"step": "thread", "ticket": 999999, "way": "address", "fits": true}, {"step": "closed", "ticket": 999999}, {"step": "etwas"}]', 'it'), '[]', 'R9: a ticket that nobody sees has no sentence');

select is(pg_temp.call('anna', 'page_mail_blocked', '{}'), '{"senders": []}', 'R31: nobody is blocked');
select * from finish();
rollback;
