-- The page of a ticket: its toolbar and the forms of its tools, the preview of a reply, links taken back (R2, R9, R11, R12, R22, R28, R32, R41, M33).
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.tool(p_token text, p_tool text, p_path text, p_ticket bigint default 1, p jsonb default '{}') returns text language sql as $$
    select pg_temp.see(p_token, format('select turno.page_ticket_tool(%L::jsonb) #>> %L',
        p || jsonb_build_object('ticket', p_ticket, 'tool', p_tool, 'language', 'en'), p_path)) $$;
create function pg_temp.names(p_token text, p_tool text, p_list text, p_name text, p_ticket bigint default 1) returns text language sql as $$
    select pg_temp.see(p_token, format('select string_agg(x ->> %L, '','') from jsonb_path_query(turno.page_ticket_tool(%L::jsonb) -> %L, ''$[*]'') x', p_name,
        jsonb_build_object('ticket', p_ticket, 'tool', p_tool, 'language', 'en'), p_list)) $$;

-- R9
select is(pg_temp.tool(null, 'note', '{tool}'), 'TU004', 'R9: the toolbar is nobody''s');
select is(pg_temp.tool('mario', 'note', '{tool}'), 'TU002', 'R24: no contact''s');
select is(pg_temp.tool('marco', 'note', '{tool}', 2), 'TU002', 'R9: not of a ticket that he does not see');
select is(pg_temp.tool('anna', 'note', '{tool}'), 'note', 'R9: it is of who sees the ticket');
select is(pg_temp.tool('anna', 'nonsense', '{tool}'), '', 'no tool that there is not');
select is(pg_temp.tool('anna', 'reopen', '{tool}'), '', 'R17: nor one that an open ticket does not have');
select is(pg_temp.tool('marco', 'contact', '{tool}'), '', 'R2: the contact is an administrator''s tool');
select is(pg_temp.tool('anna', 'contact', '{tool}'), 'contact', 'R2: who has it');
select is(pg_temp.names('anna', '', 'linked', 'number'), '2,3', 'R41: linked tickets');
select is(pg_temp.names('marco', '', 'linked', 'number'), null, 'R9: those that he sees');

-- What each form offers.
select is(pg_temp.names('anna', 'note', 'colleagues', 'name'), 'Marco,Riccardo', 'R22: who sees the ticket, but for oneself');
select is(pg_temp.names('anna', 'assign', 'colleagues', 'name'), 'Anna,Marco,Riccardo', 'R40: and oneself');
select is(pg_temp.names('anna', 'move', 'colleagues', 'name'), 'Marco,Riccardo', 'R12: who sees tickets of its level somewhere');
select is(pg_temp.names('anna', 'move', 'categories', 'id'), '1,2,3,4', 'R7: the whole tree');
select is(pg_temp.names('anna', 'level', 'colleagues', 'name'), 'Riccardo', 'R11: who would see it there');
select is(pg_temp.tool('anna', 'level', '{is_nobody}'), 'false', 'R10: somebody has it at Advanced');
delete from turno.operator_category where level = 'advanced' and category_id = 1;
insert into turno.operator_category values (1, 1, 'base');
select is(pg_temp.tool('anna', 'level', '{is_nobody}'), 'true', 'R10: nobody has');
delete from turno.operator_category where operator_id = 1 and category_id = 1;
insert into turno.operator_category values (1, 1, 'advanced'), (3, 1, 'advanced');
select is(pg_temp.tool('anna', 'status', '{statuses,0,turn}') || pg_temp.tool('anna', 'priority', '{priorities,3,name}'), 'operatorUrgent', 'R16, R32: statuses and priorities');
select is(pg_temp.tool('anna', 'describe', '{values}')::jsonb ->> 'subject', 'subject 1', 'R32: what describes it as it is');
select is(pg_temp.tool('anna', 'describe', '{values,reference}'), '', 'R32: a reference that is the number is none');
select is(pg_temp.names('anna', 'contact', 'contacts', 'name', 4), 'Edil Nord,Geometra', 'R2: the contacts of its customer');
select is(pg_temp.names('anna', 'merge', 'candidates', 'number'), '2', 'R41: others of the same customer and contact');
select is(pg_temp.names('marco', 'merge', 'candidates', 'number'), null, 'R9: those that he sees');
select is(pg_temp.names('anna', 'links', 'entries', 'name'), 'Mario Rossi', 'M33: who may enter by a link');
select is(pg_temp.names('anna', 'mute', 'muting', 'is_muted') like '%true%', false, 'R34: nothing is muted');
select is(pg_temp.see('anna', 'select turno.act_mute(''{"event": "opened", "category": 1, "is_muted": true}'') ->> ''ok'''), 'true', 'R34: he does not want to be told');
select is(pg_temp.names('anna', 'mute', 'muting', 'is_muted') like '%true%', true, 'R34: and reads so');
insert into turno.setting (key, value) values ('levels.enabled', 'false') on conflict (key) do update set value = 'false';
select is(pg_temp.tool('anna', 'level', '{tool}'), '', 'R11: no level where they are switched off');
update turno.setting set value = 'true' where key = 'levels.enabled';

-- R28: the box is open for who holds the ticket, all tools are closed to the others.
select is(pg_temp.tool('anna', 'reply', '{tool}'), '', 'R28: the reply box is not opened by looking');
select is(pg_temp.tool('anna', 'reply', '{tool}', 1, '{"again": true}'), 'reply', 'but a form that failed is shown again');
select is(pg_temp.see('anna', 'select turno.act_lock(''{"ticket": 1, "action": "start"}'') ->> ''ok'''), 'true', 'R28: it is opened by an act');
select is(pg_temp.tool('anna', '', '{tool}'), 'reply', 'R28: and is open for her');
select is(pg_temp.tool('anna', '', '{renew_s}'), '300', 'R28: and says so three times as often as it must');
select is(pg_temp.tool('anna', '', '{values,pass_turn}'), 'true', 'R14: the turn passes unless one says otherwise');
select is(pg_temp.tool('anna', 'note', '{tool}'), 'note', 'R28: another tool is hers too');
select is(pg_temp.tool('marco', '', '{has_acts}') || pg_temp.tool('marco', '', '{is_other}'), 'falsetrue', 'R28: others have none');
select is(pg_temp.tool('marco', 'note', '{tool}'), '', 'R28: nor its form');
select is(pg_temp.tool('marco', 'mute', '{tool}'), 'mute', 'R34: what is his own is open');

-- The preview.
create function pg_temp.preview(p_token text, p jsonb) returns jsonb language sql as $$
    select case when r like 'TU%' then to_jsonb(r) else r::jsonb end from pg_temp.see(p_token, format('select turno.act_reply_preview(%L::jsonb)', p)) r $$;
create temporary table before as select (select count(*) from turno.post) as posts, (select count(*) from turno.outbox) as outbox,
    (select count(*) from turno.event) as events, (select count(*) from turno.link) as links, (select count(*) from turno.form_key) as forms,
    (select event_head from turno.ticket where id = 1) as head;
create temporary table seen as select pg_temp.preview('anna', '{"ticket": 1, "text": "Ecco.", "pass_turn": true, "close": true, "form_key": "p1"}') as r;
select is(r #>> '{mails,0,post,text}', 'Ecco.', 'R34: the mail that a reply would make') from seen;
select is(r #>> '{mails,0,to,address}', 'mario.rossi@demo.example', 'R34: and whom it would go to') from seen;
select is(r #>> '{mails,0,link}', repeat('x', 43), 'M33: without a link that opens') from seen;
select is(r #>> '{mails,0,subject}', 'Re: subject 1', 'M17: without a token') from seen;
select is(r #>> '{mails,0,reply_to}', '', 'M17: without a signed address') from seen;
select is((select count(*) from turno.post) || ' ' || (select count(*) from turno.outbox) || ' ' || (select count(*) from turno.event) || ' '
    || (select count(*) from turno.link) || ' ' || (select count(*) from turno.form_key), format('%s %s %s %s %s', posts, outbox, events, links, forms), 'nothing of it was done') from before;
select is((select turn from turno.ticket where id = 1), 'operator', 'R14: nor did the turn pass');
select is(pg_temp.preview('anna', '{"ticket": 1, "text": " "}'), '{"ok": false, "errors": {"text": "empty"}}', 'what could not be sent is not shown');
select is(pg_temp.preview('marco', '{"ticket": 1, "text": "x"}') ->> 'ok', 'false', 'R28: no preview while another answers');
select is(pg_temp.preview('marco', '{"ticket": 2, "text": "x"}'), '"TU002"', 'R9: nor of what he does not see');
select is(pg_temp.preview('mario', '{"ticket": 1, "text": "x"}'), '"TU002"', 'R24: nor for a contact');
select is(pg_temp.see('anna', 'select turno.act_reply(''{"ticket": 1, "text": "Ecco.", "form_key": "p1"}'') ->> ''ok'''), 'true', 'its form is sent after it');

-- M33: links taken back.
create function pg_temp.revoke(p_token text, p jsonb) returns text language sql as $$
    select pg_temp.see(p_token, format('select coalesce(r ->> ''done'', r ->> ''errors'') from turno.act_link_revoke(%L::jsonb) r', p)) $$;
select is(pg_temp.revoke(null, '{"ticket": 1, "contact": 1}'), 'TU004', 'M33: nobody takes a link back');
select is(pg_temp.revoke('mario', '{"ticket": 1, "contact": 1}'), 'TU002', 'M33: nor a contact');
select is(pg_temp.revoke('marco', '{"ticket": 2, "contact": 1}'), 'TU002', 'R9: nor who does not see the ticket');
select is(pg_temp.revoke('anna', '{"ticket": 1, "contact": 4}'), '{"contact": "unknown"}', 'M33: who has no link has none to lose');
insert into turno.session (token_sha256, contact_id, ticket_id) values (sha256('mario_in'), 1, 1);
select is(pg_temp.see('mario_in', 'select turno.page_conversation(''{}'') ->> ''number'''), '1', 'M33: one who came by a link');
select is(turno.link_look('{"token": "link"}') ->> 'valid', 'true', 'M33: which opens');
select is(pg_temp.revoke('anna', '{"ticket": 1, "contact": 1, "form_key": "r1"}'), 'revoked', 'M33: they are taken back');
select is(turno.link_look('{"token": "link"}') ->> 'valid', 'false', 'M33: it opens no more');
select is(pg_temp.see('mario_in', 'select turno.page_conversation(''{}'')'), 'TU004', 'M33: and who came by it is out');
select is(pg_temp.see('mario_link', 'select turno.page_conversation(''{}'') ->> ''number'''), '6', 'M33: not from another ticket');
select is((select type || ' ' || new from turno.event where ticket_id = 1 order by seq desc limit 1), 'link_revoked Mario Rossi', 'R23: with an event');
select is(pg_temp.revoke('anna', '{"ticket": 1, "contact": 1, "form_key": "r1"}'), 'revoked', 'a form is carried out once');
select is(pg_temp.revoke('anna', '{"ticket": 1, "contact": 1}'), 'unchanged', 'M33: there is nothing left to take back');
select is((select count(*) from turno.event where type = 'link_revoked'), 1::bigint, 'R23: nor to tell');

select is(turno.tag_words('" Casa, urgente ,"'), '{casa,urgente}', 'M14: tags with commas between');
select * from finish();
rollback;
