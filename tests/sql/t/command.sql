-- Commands in operators' mail (M24).
begin;
\ir ../office.psql
set local role turno_gateway;
select no_plan();
create function pg_temp.words(p_text text) returns text language sql as $$
    select concat_ws('|', (select string_agg(concat_ws(' ', c ->> 'word', c ->> 'value'), ',' order by n)
            from jsonb_array_elements(r -> 'commands') with ordinality x(c, n)), case when (r ->> 'is_near_miss')::boolean then 'NEAR' end,
        (select string_agg(p ->> 'reason', ',' order by n) from jsonb_array_elements(r -> 'problems') with ordinality x(p, n)),
        '"' || replace(r ->> 'text', E'\n', '/') || '"')
    from turno.command_read(p_text) r $$;

-- Reading.
select is(pg_temp.words(E'Grazie, ricevuto.\n#chiudi'), '"Grazie, ricevuto./#chiudi"', 'M24: a # in the middle of a text is text');
select is(pg_temp.words(E'#chiudi\n#categoria CAF > 730\n\nGrazie.\nCiao'), 'close,category CAF > 730|"Grazie./Ciao"', 'M24: commands stand before the text');
select is(pg_temp.words(E'\r\n#Priorità: Alta\r\n\r\n#TAKE\r\n\r\nCiao'), 'priority Alta,take|"Ciao"', 'M24: case, accents, a colon and blank lines do not matter');
select is(pg_temp.words(E'#nota\n#fine\n#1 in classifica'), 'note|"#1 in classifica"', 'M24: behind #fine all is text');
select is(pg_temp.words(E'#note\n#end\nx'), pg_temp.words(E'#nota\n#fine\nx'), 'M24: Italian and English mean the same');
select is(pg_temp.words(E'\u00a0#chiudi\u00a0\nCiao'), 'close|"Ciao"', 'M24: hard blanks of mail programs do not matter');
select is(pg_temp.words(c.w), pg_temp.words(c.e), 'M24: ' || c.w || ' is ' || c.e)
from (select '#' || word_it || case value when 'required' then ' x' else '' end as w, '#' || word || case value when 'required' then ' x' else '' end as e
    from turno.command) c;
select is(pg_temp.words(E'#chuidi\nGrazie.'), 'NEAR|this is no command: #chuidi (#chiudi?)|"#chuidi/Grazie."', 'M24: a word nearly right is a near miss');
select is(pg_temp.words(E'#142 è risolto'), 'NEAR|this is no command: #142 è risolto|"#142 è risolto"', 'M24: so is any other # at the head');
select is(pg_temp.words(E'# chiudi\nGrazie.') ~ '^NEAR', true, 'M24: a blank behind the #');
select is(pg_temp.words(E'#prendi\n#categria CAF\nGrazie.'), 'take|NEAR|this is no command: #categria CAF (#categoria?)|"#prendi/#categria CAF/Grazie."', 'M24: also behind a good command');
select is(pg_temp.words(x) ~ 'NEAR', true, 'M24: near miss: ' || x)
from unnest(array['@chiudi', '°nota', '*#nota* Il cliente', 'nota', 'Nota:', 'Note: non paga', '> #chiudi', '№close', '§ chiudi', '"#nota"', 'chiudi.']) x;
select is(pg_temp.words(x), '"' || x || '"', 'M24: plain text: ' || x)
from unnest(array['Nota bene che', 'Chiudi pure la pratica', '- copia del documento', '(vedi sotto) grazie', 'ok', '€ 100 da pagare', 'End', 'Fine.', '& Co.', 'Note a margine']) x;
select is(pg_temp.words('#chiudi #prendi'), 'one command to a line: #chiudi #prendi|"#chiudi #prendi"', 'M24: one command to a line');
select is(pg_temp.words('#prendi subito'), 'this command takes no value: #prendi subito|"#prendi subito"', 'M24: a value where none belongs');
select is(pg_temp.words('#categoria'), 'this command needs a value: #categoria|"#categoria"', 'M24: none where one belongs');
select is(pg_temp.words(E'#livello base\n#level advanced'), 'level base,level advanced|this command is there twice: #livello base|"#livello base/#level advanced"', 'M24: no command twice');
select is(pg_temp.words(E'#copia a@x.it\n#copia b@x.it'), 'cc a@x.it,cc b@x.it|""', 'M24: but copies to several');
select is(pg_temp.words(E'#nota\n#rispondi'), 'note,reply|these commands exclude each other: #nota, #rispondi|"#nota/#rispondi"', 'M24: a text is one or the other');
select is(pg_temp.words(repeat(E'#copia a@x.it\n', 31)) ~ 'too many commands', true, 'M24: 30 at most');
select is(pg_temp.words(repeat(E'\n', 1000) || '#chiudi'), 'close|""', 'M24: however many empty lines stand above');
select is(pg_temp.words(null), '""', 'M24: no text, no commands');

-- Doing.
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
create function pg_temp.mail_of(p_login text, p_text text, p_role text default 'r', p_changes jsonb default '{}', p_ticket bigint default null) returns jsonb language sql volatile as $$
    select pg_temp.receive(jsonb_build_object('from_address', p_login || '@demo.example', 'body_text', p_text, 'reply_visible_text', p_text)
        || pg_temp.to_address(turno.reply_address(pg_temp.mailbox_id('support'), p_role, coalesce(p_ticket, ticket), pg_temp.operator_id(p_login))) || p_changes) from mine $$;
create function pg_temp.state(p_ticket bigint default null) returns text language sql as $$
    select concat_ws(' ', t.turn, c.path, t.level, o.login, r.name_en, t.due_on) from mine, turno.ticket t join turno.category c on c.id = t.category_id
    join turno.priority r on r.id = t.priority_id left join turno.operator o on o.id = t.assignee_id where t.id = coalesce(p_ticket, ticket) $$;
create function pg_temp.posts() returns bigint language sql as $$ select count(*) from turno.post, mine where ticket_id = ticket $$;
create function pg_temp.transcript() returns text language sql as $$
    select concat_ws(' ', lower(recipient), detail #> '{transcript,is_refused}', detail #> '{transcript,is_kept}', detail #> '{transcript,is_help}',
        (select string_agg(concat_ws(': ', x ->> 'line', x ->> 'reason'), ', ') from jsonb_array_elements(detail #> '{transcript,results}') x))
    from turno.outbox where id = pg_temp.last_outbox() and kind = 'transcript' $$;
create temporary table mark (id bigint);
create function pg_temp.since() returns text language sql as $$ select array_to_string(pg_temp.written(ticket, (select max(id) from mark)), ',') from mine $$;

insert into mark select pg_temp.last_outbox();
select is(pg_temp.mail_of('anna', E'#prendi\n#priorita alta\n#scadenza 31/12/2099\nMe ne occupo io.') ->> 'outcome', 'post', 'M24: commands and a reply');
select is(pg_temp.state(), 'contact CAF › 730 base anna High 2099-12-31', 'M24: both are done, and the turn passes') ;
select is(pg_temp.since(), 'reply mario.rossi@demo.example', 'M24: without error nobody gets a transcript');
select is((select text from turno.post where id = (select max(id) from turno.post)), 'Me ne occupo io.', 'M24: the contact reads no command');
insert into mark select pg_temp.last_outbox();
select is(pg_temp.mail_of('anna', E'#category caf > 730\n#nota\nIl cliente non paga.') ->> 'outcome', 'post', 'M24: #nota to the reply address');
select is((select kind || text from turno.post where id = (select max(id) from turno.post)), 'noteIl cliente non paga.', 'M24: makes it a note');
select is(pg_temp.since(), '', 'R21: which reaches nobody');
select is(pg_temp.mail_of('anna', E'#rispondi Gentile signore,\nvenga domani.', 'n') ->> 'outcome', 'post', 'M24: #rispondi to the note address');
select is((select kind || text from turno.post where id = (select max(id) from turno.post)), E'messageGentile signore,\nvenga domani.', 'M24: makes it a reply, with what stands on its line');
select is(pg_temp.mail_of('anna', E'#nota Non dirlo al cliente:\nha torto.') ->> 'outcome', 'post', 'M24: a note that begins on the line of #nota');
select is((select kind || text from turno.post where id = (select max(id) from turno.post)), E'noteNon dirlo al cliente:\nha torto.', 'M24: is a note whole');
select is(pg_temp.mail_of('anna', E'#passa operatore\nCi penso.') ->> 'turn', 'operator', 'M24: #passa says whose turn it is');
select is(pg_temp.mail_of('anna', E'#passa') ->> 'turn', 'contact', 'M24: without a value the contact''s');
select is(pg_temp.mail_of('anna', E'#stato turno operatore') ->> 'outcome', 'event', 'M24: commands alone are an event');
select is(pg_temp.mail_of('anna', E'#tieni\nAncora un momento.') ->> 'turn', 'operator', 'R14: #tieni holds the turn');
select is(pg_temp.mail_of('anna', E'#keep\nOne moment.') ->> 'turn', 'operator', 'R14: so does #keep');
select is(pg_temp.mail_of('anna', E'#stato inesistente\nGrazie.') ->> 'reason', 'refused commands: there is no such status: inesistente', 'M24: no such status');

-- All or nothing.
insert into mark select pg_temp.last_outbox();
select is(pg_temp.mail_of('anna', E'#livello avanzato\n#categoria Tasse\nPasso al collega.') ->> 'reason', 'refused commands: there is no such category: Tasse', 'M24: one bad command');
select is(pg_temp.state(), 'operator CAF › 730 base anna High 2099-12-31', 'M24: and nothing is done');
select is(pg_temp.since(), 'transcript anna@demo.example', 'M24: nothing is sent but the transcript');
select is(pg_temp.transcript(), 'anna@demo.example true true #categoria Tasse: la categoria non esiste: Tasse', 'M24: which says why, in his language');
select is((select kind || text from turno.post where id = (select max(id) from turno.post)), E'note#livello avanzato\n#categoria Tasse\nPasso al collega.', 'M24: his words stay as a note');
select is((pg_temp.events(ticket))[array_length(pg_temp.events(ticket), 1)], 'parked', 'R23: the timeline says so') from mine;
create temporary table count_before as select pg_temp.posts() as n;
select is(pg_temp.mail_of('anna', '#categoria Tasse') ->> 'outcome', 'filtered', 'M34: refused commands without words are filtered');
select is(pg_temp.posts(), n, 'M34: nothing is left of them') from count_before;
select is(pg_temp.transcript(), 'anna@demo.example true false #categoria Tasse: la categoria non esiste: Tasse', 'M24: but he is told');
select is(pg_temp.mail_of('anna', E'#prendi\n#assegna marco\nx') ->> 'reason', 'refused commands: these commands exclude each other: #prendi, #assegna marco', 'M24: what excludes each other');
select is(pg_temp.mail_of('anna', E'#assegna carla') ->> 'reason', 'refused commands: this operator may not see the ticket: carla', 'R40: not to who does not see it');
select is(pg_temp.mail_of('anna', E'#categoria Amministrazione\n#assegna marco') ->> 'reason', 'refused commands: this operator may not see the ticket: marco', 'R40: as it will then be');
select is(pg_temp.mail_of('anna', E'#assegna rossi') ->> 'reason', 'refused commands: there is no such operator: rossi', 'M24: nobody of that name');
select is(pg_temp.mail_of('anna', E'#priorita enorme') ->> 'reason', 'refused commands: there is no such priority: enorme', 'M24: no such priority');
select is(pg_temp.mail_of('anna', E'#scadenza domani') ->> 'reason', 'refused commands: this is no date: domani', 'M24: no date');
select is(pg_temp.mail_of('anna', E'#scadenza 2001-01-01') ->> 'reason', 'refused commands: this date is past: 2001-01-01', 'M24: a day that is past');
select is(pg_temp.mail_of('anna', E'#livello alto') ->> 'reason', 'refused commands: the level is base or advanced: alto', 'M24: no such level');
reset role;
insert into turno.category (name, parent_id) select '730', id from turno.category where name = 'Amministrazione';
set local role turno_gateway;
select is(pg_temp.mail_of('anna', E'#categoria 730') ->> 'reason', 'refused commands: several categories are called so: Amministrazione › 730, CAF › 730', 'M24: two categories of one name');
select is(turno.command_category('amministrazione/730') ? 'id', true, 'M24: the whole path says which');
reset role;
update turno.operator_category oc set level = 'base' from turno.operator o where o.id = oc.operator_id and o.login = 'anna';
set local role turno_gateway;
select is(pg_temp.mail_of('anna', E'#livello avanzato') ->> 'reason', 'refused commands: nobody has this category at Advanced: avanzato', 'R10: a raise into nothing is not done without being asked');
select is(pg_temp.mail_of('marco', E'#categoria Amministrazione\n#prendi') ->> 'reason', 'refused commands: you would not see the ticket there: #take', 'R40: nobody takes what he would not see');
reset role;
update turno.operator_category oc set level = 'advanced' from turno.operator o where o.id = oc.operator_id and o.login = 'anna';
insert into turno.setting (key, value) values ('levels.enabled', 'false');
set local role turno_gateway;
select is(pg_temp.mail_of('anna', E'#livello avanzato') ->> 'reason', 'refused commands: levels are switched off: avanzato', 'R11: nothing is raised where levels are off');
reset role;
delete from turno.setting where key = 'levels.enabled';
set local role turno_gateway;
select is(pg_temp.mail_of('anna', E'#passa mario') ->> 'reason', 'refused commands: the turn is operator or contact: mario', 'M24: no such turn');
select is(pg_temp.mail_of('anna', E'#riapri') ->> 'reason', 'refused commands: the ticket is open already: #riapri', 'M24: nothing to reopen');
select is(pg_temp.mail_of('anna', w || ' x') ->> 'reason', 'refused commands: only in a mail that opens a ticket: ' || w || ' x', 'M24: ' || w || ' only in a mail that opens a ticket')
from unnest(array['#nuovo', '#contatto', '#oggetto']) w;
select is(pg_temp.mail_of('anna', E'#copia anna@demo.example') ->> 'reason', 'refused commands: no address of a contact: anna@demo.example', 'M24: an operator is no contact');
select is(pg_temp.mail_of('anna', E'#copia support@demo.example') ->> 'reason', 'refused commands: no address of a contact: support@demo.example', 'M24: nor is the office');
select is(pg_temp.state(), 'operator CAF › 730 base anna High 2099-12-31', 'M24: nothing of all that was done');

-- Near misses. (The budget of automatic mail is spent by now.)
update turno.throttle set tokens = 20 where key like 'automatic:operator:%';
insert into mark select pg_temp.last_outbox();
select is(pg_temp.mail_of('anna', E'#chuidi\nGrazie, arrivederci.') ->> 'outcome', 'post', 'M24: a near miss');
select is((select kind || text from turno.post where id = (select max(id) from turno.post)), E'note#chuidi\nGrazie, arrivederci.', 'M24: is a note whole');
select is(pg_temp.since(), 'transcript anna@demo.example', 'M24: nothing is sent, he is told');
select is(pg_temp.transcript(), 'anna@demo.example true true #chuidi: non è un comando: #chuidi (#chiudi?)', 'M24: why');

-- Help.
select is(pg_temp.mail_of('anna', '#aiuto') ->> 'outcome', 'event', 'M24: #aiuto');
select is(pg_temp.transcript(), 'anna@demo.example true', 'M24: sends the words');
select is(pg_temp.receive('{"from_address": "anna@demo.example", "reply_visible_text": "#aiuto"}') ->> 'outcome', 'filtered', 'M24: #aiuto in a new mail');
select is(pg_temp.transcript(), 'anna@demo.example true', 'M24: is answered too');
select is(pg_temp.receive('{"from_address": "anna@demo.example", "reply_visible_text": "#aiuto\nE poi?"}') ->> 'outcome', 'triage', 'M24: what says more waits for somebody');
select is(pg_temp.receive('{"from_address": "amina@demo.example", "reply_visible_text": "#aiuto"}') ->> 'outcome', 'ticket', 'M24: contacts have no commands');
insert into mark select pg_temp.last_outbox();
select is(pg_temp.mail_of('anna', E'#help\n#assegna marco\nPassa da lui.') ->> 'outcome', 'post', 'M24: with others');
select is(pg_temp.transcript(), 'anna@demo.example true #assegna marco', 'M24: it says what was done');
select is(pg_temp.since(), 'notification marco@demo.example,reply mario.rossi@demo.example,transcript anna@demo.example', 'R40: he who got it is told');

select is(turno.operator_role(pg_temp.message_token(message_id), '{}'), 'n', 'M23: what answers a transcript is a note') from turno.outbox where id = pg_temp.last_outbox();
select is(turno.outbox_envelope(pg_temp.last_outbox()) ->> 'reply_to' ~ '\+n\.', true, 'M23: and comes to the note address');

-- Copies, levels, closing.
select is(pg_temp.mail_of('anna', E'#copia <Amina@demo.example>\n#copia "Studio Bassi" <commercialista@studio.example>\nAnche a voi.') ->> 'outcome', 'post', 'M24: #copia');
select is((select array_agg(c.name order by c.name) from turno.participant p join turno.contact c on c.id = p.contact_id, mine where p.ticket_id = ticket),
    '{"Amina Haddad","Studio Bassi"}', 'M16: they take part now, known or new');
select is((select array_agg(lower(recipient) order by lower(recipient)) from turno.outbox where post_id = (select max(id) from turno.post) and kind = 'reply'),
    '{amina@demo.example,commercialista@studio.example,mario.rossi@demo.example}', 'M24: and get this reply, each his own');
select is((select count(*) from turno.event, mine where ticket_id = ticket and type = 'participant'), 2::bigint, 'R23: each an event');
select is(pg_temp.mail_of('marco', E'#livello avanzato\nLo vede un collega.') ->> 'outcome', 'post', 'R11: who raises loses sight of it');
select is((select level from turno.ticket, mine where id = ticket), 'advanced', 'R11: but his mail is done whole');
select is(pg_temp.mail_of('marco', '#prendi') ->> 'reason', 'the operator may not see this ticket', 'R9: then he may no more');
select is(pg_temp.mail_of('anna', E'#livello base\n#chiudi risolto per telefono\nBuona giornata.') ->> 'turn', 'closed', 'R17: #chiudi after the reply');
select is((select array_agg(kind || text order by id) from (select * from turno.post order by id desc limit 2) p), '{"messageBuona giornata.","noterisolto per telefono"}', 'R17: with its internal note');
select is(pg_temp.mail_of('anna', '#prendi') ->> 'reason', 'refused commands: the ticket is closed, reopen it first: #prendi', 'R17: what a closed ticket refuses');
select is(pg_temp.mail_of('anna', E'#riapri\n#assegna nessuno\n#scadenza no\nEccoci.') ->> 'turn', 'contact', 'R17: #riapri, and what needs it');
select is(pg_temp.state(), 'contact CAF › 730 base High', 'M24: nobody''s, and without a day');

-- Merging.
create temporary table other as select pg_temp.ticket_of_mario() as ticket;
create temporary table foreign_one as select (pg_temp.receive('{"from_address": "amina@demo.example", "subject": "x"}') ->> 'ticket')::bigint as ticket;
select is(pg_temp.mail_of('anna', '#unisci ' || o.ticket) ->> 'reason', 'refused commands: Only tickets of the same customer and contact are merged: link them instead.', 'R41: not with another''s') from foreign_one o;
select is(pg_temp.mail_of('anna', '#unisci 999999') ->> 'reason', 'refused commands: there is no such ticket: 999999', 'R41: nor with none');
select is(pg_temp.mail_of('marco', '#unisci #' || o.ticket) ->> 'reason', 'refused commands: one command to a line: #unisci #' || o.ticket, 'M24: a number is written without #') from other o;
select is(pg_temp.mail_of('anna', E'#unisci ' || o.ticket || E'\nContinuiamo di là.') ->> 'ticket', o.ticket::text, 'R41: #unisci leads to the other') from other o;
select is((select concat(ticket_id, text) from turno.post order by id desc limit 1), o.ticket || 'Continuiamo di là.', 'R41: with the reply') from other o;

-- Both must be able to be told apart from what another does (R29).
reset role;
create function pg_temp.as(p_login text) returns void language sql as $$ select set_config('turno.session', turno.session_for(p_login, null), true) $$;
create temporary table lock_on as select ticket from other;
select turno.reply_lock_take(ticket, pg_temp.operator_id('marco')) from lock_on;
create temporary table waits as select pg_temp.mail_of('anna', '#categoria CAF', 'n', '{}', ticket) as v from lock_on;
select is(v ->> 'reason', 'another operator is answering: Marco Verdi', 'R29: commands wait while another answers') from waits;
select is(pg_temp.mail_of('anna', 'Solo una nota.', 'n', '{}', ticket) ->> 'outcome', 'post', 'R29: a note without commands does not') from lock_on;
select turno.reply_lock_end(ticket, pg_temp.operator_id('marco')) from lock_on;
select pg_temp.as('anna');
select is(turno.act_held_send(jsonb_build_object('mail', v -> 'mail')) ->> 'done', 'sent', 'R29: a click carries them out') from waits;
select is(pg_temp.state(ticket), 'operator CAF base Normal', 'M24: as they say') from lock_on;
select is((select outcome from turno.mail where id = (v ->> 'mail')::bigint), 'event', 'M34: an event then') from waits;

-- M25: what is internal does not leave.
select is(pg_temp.mail_of('anna', 'Il cliente ha tre rate arretrate e non vuole che lo si sappia in giro.', 'n', '{}', ticket) ->> 'outcome', 'post', 'a note') from lock_on;
create temporary table leak as select pg_temp.mail_of('anna', E'Gentile signore, il cliente ha TRE rate\narretrate e non vuole, che dire?', 'r', '{}', ticket) as v from lock_on;
select is(concat_ws(' ', v ->> 'outcome', v ->> 'reason'), 'held internal text is left in the reply', 'M25: eight words of a note are held, however wrapped') from leak;
select is(pg_temp.mail_of('anna', E'Gentile signore, il cliente ha tre rate arretrate e paga.', 'r', '{}', ticket) ->> 'outcome', 'post', 'M25: seven are not') from lock_on;
select is(turno.operator_text_leaks(ticket, 'il cliente ha tre rate arretrate e non vuole'), false, 'M25: nor is the note of another ticket') from mine;
select is(turno.ticket_held(ticket, 'it') #>> '{0,reason}', 'nel testo è rimasto qualcosa di interno, della nostra notifica o di una nota', 'M25: he is asked') from lock_on;
select is(turno.act_held_send(jsonb_build_object('mail', v -> 'mail')) ->> 'done', 'sent', 'M25: and may say yes') from leak;
create temporary table proven as select pg_temp.mail_of('anna', 'Le rate sono arretrate e non vuole che lo si sappia in giro.', 'r', '{"from": [{"address": "a@x.it"}, {"address": "b@x.it"}]}', ticket) as v from lock_on;
select is(v ->> 'outcome', 'held', 'M20: a mail that is not sure to be hers is parked') from proven;
delete from turno.confirmation c using proven where c.mail_id = (v ->> 'mail')::bigint;
select is(turno.operator_carry(m.id, m.evidence, pg_temp.operator_id('anna'), ticket, 'r', 'web') ->> 'reason', 'internal text is left in the reply',
    'M25: once it is sure, what is internal is asked all the same') from proven, lock_on, turno.mail m where m.id = (v ->> 'mail')::bigint;
select is(pg_temp.mail_of('anna', E'#chuidi\nLe confermo che la pratica è stata accettata dall''ufficio e può passare.', 'r', '{}', ticket) ->> 'outcome', 'post', 'a near miss') from lock_on;
select is(pg_temp.mail_of('anna', E'#chiudi\nLe confermo che la pratica è stata accettata dall''ufficio e può passare.', 'r', '{}', ticket) ->> 'turn', 'closed', 'M25: the mail written again is no leak of its own note') from lock_on;
select is_empty('select * from turno.verify_chain()', 'R23: the chain holds');

-- Decided again.
select is(turno.mail_retry((v ->> 'mail')::bigint) ->> 'outcome', null, 'M3: a parked mail is tried again') from proven;
select is(concat(d ->> 'reason', d ->> 'error'), 'more than one sender', 'M20: and parked again') from proven, turno.mail m, lateral pg_temp.deliver(m.id, m.evidence) d where m.id = (v ->> 'mail')::bigint;

-- The words that the help tells of are those that there are.
\set it `cat conf/templates/it/transcript.txt`
\set en `cat conf/templates/en/transcript.txt`
\set man `cat doc/turno-mail.7`
select is((select string_agg(c.word, ' ') from turno.command c where :'it' !~ ('\n#' || c.word_it || '\y') or :'it' !~ ('\(#' || c.word || '\)')), null, 'M24: the Italian help has every command');
select is((select string_agg(c.word, ' ') from turno.command c where :'en' !~ ('\n#' || c.word || '\y') or :'en' !~ ('\(#' || c.word_it || '\)')), null, 'M24: so has the English one');
select is((select string_agg(c.word, ' ') from turno.command c where :'man' !~ ('It Cm #' || c.word_it || ' Ta Cm #' || c.word || '\y')), null, 'M24: and turno-mail(7)');
select finish();
rollback;
