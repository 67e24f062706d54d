-- Operators' mail that opens a ticket (M24, M10, M20, R30).
begin;
\ir ../office.psql
set local role turno_gateway;
select no_plan();
reset role;
update turno.mailbox set authserv_ids = '{mx.demo.example}';
set local role turno_gateway;
create function pg_temp.fresh(p_login text, p_text text, p_changes jsonb default '{}', p_mailbox text default 'support', p_said text default 'pass') returns jsonb language sql volatile as $$
    select pg_temp.receive(jsonb_build_object('from_address', p_login || '@demo.example', 'from_name', initcap(p_login), 'from_fields', 1,
        'from', jsonb_build_array(jsonb_build_object('address', p_login || '@demo.example', 'name', '')), 'body_text', p_text, 'reply_visible_text', p_text,
        'authentication', jsonb_build_array(jsonb_build_object('authserv_id', 'mx.demo.example', 'received_above', 0, 'results',
            jsonb_build_array(jsonb_build_object('method', 'dmarc', 'result', p_said, 'reason', '', 'properties',
                '[{"name": "header.from", "value": "demo.example"}]'::jsonb))))) || p_changes, p_mailbox) $$;
-- A forward: what stands above, who wrote, what he wrote.
create function pg_temp.forward(p_above text, p_address text default 'amina@demo.example', p_changes jsonb default '{}') returns jsonb language sql as $$
    select jsonb_build_object('subject', 'I: Rinnovo', 'forwarded', jsonb_build_object('is_forwarded', true, 'from_name', 'Amina H.', 'from_address', p_address, 'subject', 'Rinnovo',
        'date', '2026-03-11T21:15:00+01:00', 'date_text', '', 'message', p_above, 'body_text', 'Quando scade?', 'embedded_text', 'x')
        || p_changes) $$;
create function pg_temp.of(p_verdict jsonb) returns text language sql as $$
    select concat_ws('|', p_verdict ->> 'outcome', p_verdict ->> 'reason', t.turn, c.name, t.subject, g.path, t.channel, o.login,
        (select string_agg(concat_ws(' ', p.kind, p.author_kind, p.text), ',' order by p.id) from turno.post p where p.ticket_id = t.id))
    from (values (1)) one(row) left join turno.ticket t on t.id = (p_verdict ->> 'ticket')::bigint left join turno.contact c on c.id = t.contact_id
    left join turno.category g on g.id = t.category_id left join turno.operator o on o.id = t.opened_by $$;
create function pg_temp.tells(p_verdict jsonb) returns text language sql as $$
    select string_agg(kind || ' ' || lower(recipient), ',' order by id) from turno.outbox where ticket_id = (p_verdict ->> 'ticket')::bigint $$;
create temporary table v (n serial, v jsonb);
create function pg_temp.last() returns jsonb language sql as $$ select v from v order by n desc limit 1 $$;

-- #nuovo with #contatto: the text goes to the contact.
insert into v (v) select pg_temp.fresh('anna', E'#nuovo\n#contatto Mario.Rossi@demo.example\n#oggetto Scadenza\n\nBuongiorno, manca un documento.');
select is(pg_temp.of(pg_temp.last()), 'ticket|operator|Mario Rossi|Scadenza|Amministrazione|mail|anna|message operator Buongiorno, manca un documento.', 'R30, M24: a mail opens a ticket; the turn stays ours (R16)');
select is(pg_temp.tells(pg_temp.last()), 'reply mario.rossi@demo.example', 'R34: the contact gets it, the operator who wrote nothing');
select is(pg_temp.events((pg_temp.last() ->> 'ticket')::bigint), '{opened,reply}', 'R23: with its events');
select is((select trust || ' ' || (evidence ? 'body_text') from turno.mail where id = (pg_temp.last() ->> 'mail')::bigint), 'authenticated false', 'M15: and its trust');
insert into v (v) select pg_temp.fresh('anna', E'#new\n#contact Nuova Cliente <Nuova@client.example>\n#subject CAF: 730\n#category CAF\n#priority High\n#turn\n#take\nEcco.');
select is(pg_temp.of(pg_temp.last()), 'ticket|contact|Nuova Cliente|CAF: 730|CAF|mail|anna|message operator Ecco.', 'M24: English, an unknown contact is made, commands are done, #turn passes it (R16)');
select is((select concat_ws(' ', p.name_en, o.login, a.address) from turno.ticket t join turno.priority p on p.id = t.priority_id join turno.operator o on o.id = t.assignee_id join turno.address a on a.contact_id = t.contact_id where t.id = (pg_temp.last() ->> 'ticket')::bigint),
    'High anna nuova@client.example', 'M24: all of them');
select is(pg_temp.tells(pg_temp.last()) ~ 'notification marco@demo.example', true, 'R34: a colleague who sees it is notified');
insert into v (v) select pg_temp.fresh('anna', E'#nuovo amina@demo.example\n#nota\nHa telefonato.', '{"subject": "Re: Telefonata"}');
select is(pg_temp.of(pg_temp.last()), 'ticket|operator|Amina Haddad|Telefonata|Amministrazione|mail|anna|note operator Ha telefonato.', 'M24: an address behind #nuovo; #nota keeps the text inside');
select is(pg_temp.tells(pg_temp.last()), null, 'M24: and nobody outside hears of it');
insert into v (v) select pg_temp.fresh('anna', E'#nuovo Il mio 730\n#contatto amina@demo.example');
select is(pg_temp.of(pg_temp.last()), 'ticket|operator|Amina Haddad|Il mio 730|CAF › 730|mail|anna', 'M14: words behind #nuovo are the subject, by which a rule gives the category; R16: without a message');
insert into v (v) select pg_temp.fresh('anna', E'#nuovo\n#contatto amina@demo.example\n#livello avanzato\n#chiudi\nFatto.');
select is((select t.turn || t.level from turno.ticket t where t.id = (pg_temp.last() ->> 'ticket')::bigint), 'closedadvanced', 'R19: closed after sending');
select is(pg_temp.tells(pg_temp.last()), 'reply amina@demo.example', 'R19: and he has his link all the same');
insert into v (v) select pg_temp.fresh('marco', E'#nuovo\n#contatto amina@demo.example\n#categoria 730\n#aiuto\nFatto.');
select is((select array_agg(kind order by id) from turno.outbox where kind = 'transcript'), '{transcript}', 'M24: #aiuto answers');

-- What is refused opens nothing and makes nobody, and the operator is told.
create temporary table before as select (select count(*) from turno.ticket) as t, (select count(*) from turno.contact) as c, pg_temp.last_outbox() as o;
select is(pg_temp.of(pg_temp.fresh('marco', E'#nuovo\n' || x || E'\nCiao.')), 'triage|refused commands: ' || y, 'M24: refused: ' || replace(x, E'\n', ' '))
from (values ('#oggetto Senza nessuno', 'say for whom it is: #contatto and an address'), ('#contatto Mario', 'no address of a contact: Mario'),
    ('#contatto anna@demo.example', 'no address of a contact: anna@demo.example'), ('#contatto support@demo.example', 'no address of a contact: support@demo.example'),
    (E'#contatto amina@demo.example\n#categoria Amministrazione', 'none of your categories: #categoria Amministrazione'),
    (E'#contatto amina@demo.example\n#categoria Altra', 'there is no such category: Altra'),
    (E'#contatto amina@demo.example\n#unisci 1', 'not in a mail that opens a ticket: #unisci 1'),
    (E'#contatto amina@demo.example\n#riapri', 'not in a mail that opens a ticket: #riapri'),
    (E'#contatto un.altro@client.example\n#priorita Massima', 'there is no such priority: Massima'),
    (E'#contatto un.altro@client.example\n#categoria 730\n#assegna carla', 'this operator may not see the ticket: carla'),
    (E'#contatto amina@demo.example\n#chuidi', 'this is no command: #chuidi (#chiudi?)')) r(x, y);
select is((select count(*) from turno.ticket), t, 'M24: nothing was opened') from before;
select is((select count(*) from turno.contact), c, 'M24: nor anybody made') from before;
select is((select array_agg(distinct kind || ' ' || lower(recipient)) from turno.outbox where id > o), '{"transcript marco@demo.example"}', 'M24: he is told each time, nobody else') from before;
select is(pg_temp.of(pg_temp.fresh('anna', '#chiudi')), 'triage|operator without his signed reply address', 'M24: other commands need a ticket');
select is(pg_temp.of(pg_temp.fresh('anna', 'Ciao a tutti.')), 'triage|operator without his signed reply address', 'M20: plain mail of an operator opens nothing');
select is(pg_temp.of(pg_temp.fresh('mario.rossi', E'#nuovo\n#contatto amina@demo.example\nCiao.')) ~ '^ticket\|operator\|Mario Rossi\|', true, 'M24: commands are for operators');

-- M10: a client's mail that an operator forwards.
insert into v (v) select pg_temp.fresh('anna', 'x', pg_temp.forward(''));
select is(pg_temp.of(pg_temp.last()), 'ticket|operator|Amina Haddad|Rinnovo|Amministrazione|mail|anna|message contact Quando scade?', 'M10: original sender, subject and text, used at once');
select is(pg_temp.tells(pg_temp.last()), 'notification anna@demo.example', 'R31: the contact hears nothing, the operator has an address to answer to');
select is(pg_temp.events((pg_temp.last() ->> 'ticket')::bigint), '{opened,contact_message,forwarded}', 'R23: with its events');
select is((select note from turno.event where type = 'forwarded' order by id desc limit 1), '2026-03-11 21:15', 'M10: and its date, as the office''s clocks show it');
insert into v (v) select pg_temp.fresh('anna', 'x', pg_temp.forward(E'#oggetto Urgente\nCliente difficile.') || '{"attachments": [{"name": "a.pdf", "type": "application/pdf", "size": 3, "sha256": "00", "offset": 1, "length": 4, "encoding": "base64"}]}');
select is(pg_temp.of(pg_temp.last()), 'ticket|operator|Amina Haddad|Urgente|Amministrazione|mail|anna|message contact Quando scade?,note operator Cliente difficile.', 'M10: what the operator writes above is a note');
select is((select string_agg(p.kind || ' ' || a.name, ',') from turno.post p join turno.attachment a on a.post_id = p.id where p.ticket_id = (pg_temp.last() ->> 'ticket')::bigint), 'message a.pdf', 'M10: documents are the client''s');
insert into v (v) select pg_temp.fresh('anna', 'x', pg_temp.forward(E'#rispondi\n#passa\nScade a maggio.', 'amina@demo.example', '{"embedded_text": ""}')
    || '{"attachments": [{"name": "b.eml", "type": "message/rfc822", "size": 3, "sha256": "00", "offset": 1, "length": 4, "encoding": "7bit"}, {"name": "c.pdf", "type": "application/pdf", "size": 3, "sha256": "01", "offset": 9, "length": 4, "encoding": "base64"}]}');
select is(pg_temp.of(pg_temp.last()), 'ticket|contact|Amina Haddad|Rinnovo|Amministrazione|mail|anna|message contact Quando scade?,message operator Scade a maggio.', 'M24: unless #rispondi sends it');
select is((select string_agg(p.author_kind || ' ' || a.name || ' ' || (a.mail_id = (pg_temp.last() ->> 'mail')::bigint), ',' order by a.id) from turno.post p join turno.attachment a on a.post_id = p.id where p.ticket_id = (pg_temp.last() ->> 'ticket')::bigint),
    'contact b.eml true,operator c.pdf true', 'M10: the mail that is attached is the client''s, what the operator adds his');
select is(pg_temp.tells(pg_temp.last()), 'notification anna@demo.example,reply amina@demo.example', 'R34: and the contact gets it');
select is(pg_temp.of(pg_temp.fresh('anna', 'x', pg_temp.forward('', 'ignota@client.example'))), 'triage|refused commands: nobody knows this sender, write #nuovo above his mail: ignota@client.example', 'R3: an unknown one is not taken where the mailbox knows its people');
select is(pg_temp.of(pg_temp.fresh('anna', 'x', pg_temp.forward('', 'ignoto@client.example'), 'help')) ~ '^ticket\|operator\|Amina H.\|', true, 'R3: but where it takes anybody');
select is(pg_temp.of(pg_temp.fresh('anna', 'x', pg_temp.forward(''), 'quiet')), 'triage|refused commands: the mailbox takes no new tickets', 'R3: nor any where it takes none');
select is(pg_temp.of(pg_temp.fresh('anna', 'x', pg_temp.forward('#nuovo', 'ignota@client.example'))) ~ '^ticket\|operator\|Amina H.\|Rinnovo', true, 'M24: #nuovo says that it is wanted');
select is(pg_temp.of(pg_temp.fresh('anna', 'x', pg_temp.forward('#contatto mario.rossi@demo.example', ''))) ~ '^ticket\|operator\|Mario Rossi\|Rinnovo\|.*message contact Quando scade', true, 'M10: a sender without address is named by #contatto');
select is(pg_temp.of(pg_temp.fresh('anna', 'x', pg_temp.forward('', ''))), 'triage|operator without his signed reply address', 'M10: else it is only proposed');
select is(pg_temp.of(pg_temp.fresh('anna', 'x', pg_temp.forward('', 'marco@demo.example'))), 'triage|operator without his signed reply address', 'M10: a colleague''s mail is no client''s');
select is(pg_temp.of(pg_temp.fresh('anna', 'x', pg_temp.forward(E'#nuovo\n#contatto amina@demo.example\nVedi sotto.', 'marco@demo.example'))) ~ 'message contact', false, 'M23: and is nobody''s message');
select is(pg_temp.of(pg_temp.fresh('anna', 'x', pg_temp.forward(E'#contatto amina@demo.example\nVedi sotto.', 'marco@demo.example'))) ~ E'note operator Vedi sotto.\n\nQuando scade', true, 'M23: but internal');
select is((pg_temp.fresh('mario.rossi', 'x', pg_temp.forward('Guardate'))) ->> 'category' is not null, true, 'M10: a contact''s forward is his own mail');
select is((select p.text from turno.post p order by id desc limit 1), 'x', 'M10: and taken as it is');
select is(pg_temp.of(pg_temp.fresh('anna', 'x', pg_temp.forward('') || '{"automatic": "generated"}')), 'triage|operator without his signed reply address', 'M11: no machine opens tickets in his name');

-- M20: who is not proven waits for a click, and nothing is made.
delete from v;
create temporary table unproven as select (select count(*) from turno.ticket) as t;
insert into v (v) select pg_temp.fresh('anna', E'#nuovo\n#contatto nuovissimo@client.example\nBuongiorno.', '{}', 'support', 'none');
select is(pg_temp.of(pg_temp.last()), 'triage|the mail server does not vouch for the sender', 'M20: From alone opens nothing');
select is(pg_temp.of(pg_temp.fresh('anna', 'x', pg_temp.forward(''), 'support', 'fail')), 'triage|the mail server says that the sender is forged', 'M21: nor does a forged one');
select is(pg_temp.of(pg_temp.fresh('anna', E'#nuovo\n#contatto amina@demo.example\nCiao', '{"from_fields": 2}')), 'triage|more than one sender', 'M20: nor one of several');
select is((select count(*) from turno.ticket), t, 'M20: no ticket') from unproven;
reset role;
update turno.mailbox set authserv_ids = '{}';
set local role turno_gateway;
select is(pg_temp.of(pg_temp.fresh('anna', 'x', pg_temp.forward(''))), 'triage|the mail server does not vouch for the sender', 'M20: without a server that vouches nobody is proven');
select is((select array_agg(distinct kind || ' ' || lower(recipient)) from turno.outbox o where o.id > (select max(b.o) from before b) and kind = 'parked'), '{"parked anna@demo.example"}', 'M20: he is told at his registered address');
create temporary table token as select turno.confirmation_add((pg_temp.last() ->> 'mail')::bigint, pg_temp.operator_id('anna')) as t;
grant select on token to public;
reset role;
select is(turno.page_confirm(jsonb_build_object('token', t)) - '{office,language,documents}'::text[],
    '{"valid": true, "is_mail": true, "is_new": true, "ticket": null, "subject": "Una domanda", "contact": "nuovissimo@client.example", "address": "nuovissimo@client.example", "has_commands": true,
      "commands": [{"word": "new", "value": null, "line": "#nuovo"}, {"word": "contact", "value": "nuovissimo@client.example", "line": "#contatto nuovissimo@client.example"}],
      "is_reply": true, "is_note": false, "text": "Buongiorno.", "original": null, "warning": null}', 'M20: GET shows what it would be') from token;
select is((select count(*) from turno.ticket), t, 'M20: and does nothing') from unproven;
select is(turno.act_confirm(jsonb_build_object('token', t)) ->> 'done', 'opened', 'M20: the click opens it') from token;
select is((select concat_ws(' ', m.outcome, c.name, m.trace @? '$[*] ? (@.step == "confirmed")') from turno.mail m join turno.ticket t on t.id = m.ticket_id join turno.contact c on c.id = t.contact_id where m.id = (pg_temp.last() ->> 'mail')::bigint), 'ticket nuovissimo@client.example t', 'M20: as asked');
select is(turno.act_confirm(jsonb_build_object('token', t)), '{"ok": false}', 'M20: once') from token;
set local role turno_gateway;
insert into v (v) select pg_temp.fresh('anna', E'#nuovo\n#contatto nessuno\nBuongiorno.');
truncate token; insert into token select turno.confirmation_add((pg_temp.last() ->> 'mail')::bigint, pg_temp.operator_id('anna'));
reset role;
select is(turno.act_confirm(jsonb_build_object('token', t)) ->> 'refusal', 'non è un indirizzo per un contatto: nessuno', 'M24: what is wrong is said to who clicks') from token;
select is((select outcome from turno.mail where id = (pg_temp.last() ->> 'mail')::bigint), 'triage', 'M24: and it waits on');
update turno.operator set is_active = false where login = 'anna';
select is(turno.page_confirm(jsonb_build_object('token', t)) -> 'valid', 'false', 'M20: not for one who left') from token;
update turno.operator set is_active = true where login = 'anna';
select turno.mail_discard((pg_temp.last() ->> 'mail')::bigint, pg_temp.operator_id('anna'), '');
select is(turno.page_confirm(jsonb_build_object('token', t)) -> 'valid', 'false', 'M20: nor when it does not wait any more') from token;

-- M25: what is internal does not leave.
update turno.mailbox set authserv_ids = '{mx.demo.example}';
set local role turno_gateway;
select is(pg_temp.of(pg_temp.fresh('anna', E'#nuovo\n#contatto amina@demo.example\nVedi https://desk.example/ticket/12')), 'triage|internal text is left in the reply', 'M25: an internal address waits for his click');
select is(pg_temp.of(pg_temp.fresh('anna', E'#nuovo\n#contatto amina@demo.example\n#nota\nVedi https://desk.example/ticket/12')) ~ '^ticket', true, 'M25: in a note it may stand');
select is(pg_temp.of(pg_temp.fresh('anna', E'#nuovo\n#contatto amina@demo.example\nVedi.', '{"attachments": [{"name": "b.eml", "type": "message/rfc822", "size": 3, "sha256": "00", "offset": 1, "length": 4, "encoding": "7bit"}]}')), 'triage|a whole mail is attached to the reply', 'M25: so does a whole mail');

-- Addresses as people write them.
select is(turno.fresh_address(x) ->> 'address' || coalesce(' ' || (turno.fresh_address(x) ->> 'name'), ''), y, 'M24: ' || x)
from (values ('Mario@X.example', 'mario@x.example'), ('<mario@x.example>', 'mario@x.example'), ('"Rossi, Mario" <mario@x.example>', 'mario@x.example Rossi, Mario'),
    ('mario@x.example<mailto:mario@x.example>', 'mario@x.example'), ('mario@x.example, grazie', 'mario@x.example'), ('Mario Rossi mario@x.example', 'mario@x.example Mario Rossi')) r(x, y);
select is(turno.fresh_address(x) ->> 'address', null, 'M24: no address: ' || x) from unnest(array['Mario Rossi', 'mario@', '@x.example', '']) x;
reset role;
select is_empty('select * from turno.verify_chain()', 'R23: the chain holds');
select finish();
rollback;
