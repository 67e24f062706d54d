-- Acts of operators by the web: who may, what is refused in which field, what the turn never notices (R9–R12, R15–R17, R22, R23, R32, R33, R40).
begin;
\ir ../fixture.sql
select no_plan();
-- {done, seen} or the errors or the SQLSTATE of an act.
create function pg_temp.act(p_token text, p_act text, p jsonb) returns text language sql as $$
    select pg_temp.see(p_token, format('select case when (r ->> ''ok'')::boolean then (r ->> ''done'') || case when not (r ->> ''seen'')::boolean
        then '' unseen'' else '''' end else (r -> ''errors'')::text end from turno.act_%s(%L) r', p_act, p)) $$;
create function pg_temp.on_(p_ticket bigint, p jsonb default '{}') returns jsonb language sql as $$ select p || jsonb_build_object('ticket', p_ticket) $$;
create function pg_temp.last(p_ticket bigint) returns text language sql as $$
    select format('%s %s>%s %s', type, old, new, operator_id) from turno.event where ticket_id = p_ticket order by seq desc limit 1 $$;

-- R9: every act: nobody, a contact, who does not see the ticket, a ticket that is not there.
create temporary table every (act text, p jsonb);
insert into every values ('move', '{"category": 3}'), ('level', '{"level": "base"}'), ('assign', '{"operator": 1}'), ('take', '{}'), ('status', '{"turn": "contact"}'),
    ('priority', '{"priority": 1}'), ('note', '{"text": "x"}'), ('close', '{}'), ('reopen', '{}'), ('describe', '{"subject": "x"}');
select is(pg_temp.act(null, act, pg_temp.on_(1, p)), 'TU004', format('R9: %s needs somebody signed in', act)) from every;
select is(pg_temp.act('mario', act, pg_temp.on_(1, p)), 'TU002', format('R24: %s is no contact''s', act)) from every;
select is(pg_temp.act('marco', act, pg_temp.on_(2, p)), 'TU002', format('R9: %s finds no ticket that he does not see', act)) from every;
select is(pg_temp.act('anna', act, pg_temp.on_(99, p)), 'TU002', format('R9: %s finds no ticket that is not there', act)) from every;

-- R28: every act waits while another answers.
insert into turno.reply_lock (ticket_id, operator_id, until) values (1, 1, now() + interval '1 hour');
select is(pg_temp.act('marco', act, pg_temp.on_(1, p)), 'TU003', format('R28: no %s while another answers', act)) from every;
select is(pg_temp.act('anna', 'describe', pg_temp.on_(1, '{"subject": "subject 1"}')), 'unchanged', 'R28: who answers acts');
select is(pg_temp.see('marco', 'select turno.page_ticket_choices(''{"ticket": 1}'') is not null'), 'true', 'R28: and all read');
delete from turno.reply_lock;

-- R15: what never touches the turn, nor since when it is, nor the time of the last message (R26), in any turn.
update turno.ticket set waiting_since = now() - interval '5 days', updated_at = now() - interval '5 days';
create temporary table still (act text, p jsonb, done text);
insert into still values ('note', '{"text": "tra noi"}', 'noted'), ('move', '{"category": 3}', 'moved'), ('level', '{"level": "advanced"}', 'raised'),
    ('level', '{"level": "base"}', 'lowered'), ('assign', '{"operator": 1}', 'assigned'), ('assign', '{}', 'assigned'), ('take', '{}', 'taken'),
    ('priority', '{"priority": 4}', 'priority'), ('describe', '{"subject": "Altro"}', 'described'), ('describe', '{"reference": "A-1"}', 'described'),
    ('describe', '{"due_on": "2999-01-01"}', 'described'), ('describe', '{"address": "Via Roma"}', 'described');
create function pg_temp.turn_after(p_turn text, p_act text, p jsonb) returns text language plpgsql as $$
declare
    v text;
begin
    begin
        perform turno.ticket_status(1, (select id from turno.status where turn = p_turn and is_builtin), 'system', null, 'desk');
        update turno.ticket set waiting_since = '2020-01-01', updated_at = '2020-01-01' where id = 1;
        v := pg_temp.act('anna', p_act, pg_temp.on_(1, p));
        if p_act = 'level' and p ->> 'level' = 'base' then
            perform pg_temp.act('anna', 'level', pg_temp.on_(1, '{"level": "advanced"}'));
            v := pg_temp.act('anna', p_act, pg_temp.on_(1, p));
        elsif p_act = 'assign' and p = '{}' then
            perform pg_temp.act('anna', 'assign', pg_temp.on_(1, '{"operator": 2}'));
            v := pg_temp.act('anna', p_act, pg_temp.on_(1, p));
        end if;
        select format('%s: %s %s', v, t.turn, t.waiting_since = '2020-01-01' and t.updated_at = '2020-01-01') into v from turno.ticket t where t.id = 1;
        raise exception using errcode = 'ZZ999', message = v;
    exception when sqlstate 'ZZ999' then
        return sqlerrm;
    end;
end $$;
select is(pg_temp.turn_after(t.turn, act, p), format('%s: %s t', done, t.turn), format('R15: %s %s does not touch the turn %s', act, p, t.turn))
from still, unnest('{operator,contact}'::text[]) t(turn);
-- R17: a closed ticket takes what is internal; what is work, or what the contact reads, needs it open.
select is(pg_temp.turn_after('closed', act, p), case when act in ('note', 'move', 'level') or p ? 'reference' then done else 'TU003' end || ': closed t',
    format('R17: %s %s on a closed ticket', act, p)) from still;
select is(pg_temp.turn_after('closed', 'close', '{}'), 'TU003: closed t', 'R17: a closed ticket is not closed again');
select is(pg_temp.act('anna', 'reopen', pg_temp.on_(1)), 'TU003', 'R17: an open one is not reopened');

-- R12
select is(pg_temp.act('marco', 'move', pg_temp.on_(1)), '{"category": "empty"}', 'R12: a move needs a category');
select is(pg_temp.act('marco', 'move', pg_temp.on_(1, '{"category": "99"}')), '{"category": "unknown"}', 'R12: one that is there');
select is(pg_temp.act('marco', 'move', pg_temp.on_(1, '{"category": "4", "colleagues": [2]}')), '{"colleagues": "unseen"}', 'R12: a colleague must see it where it goes');
select is(pg_temp.act('marco', 'move', pg_temp.on_(1, '{"category": "1"}')), 'unchanged', 'R12: where it is it stays');
select is(pg_temp.act('marco', 'move', pg_temp.on_(1, '{"category": "1", "note": "Per voi"}')), '{"category": "same"}', 'R12: and a note is not lost by that');
select is(pg_temp.act('marco', 'move', pg_temp.on_(1, '{"category": "1", "note": " \n "}')), 'unchanged', 'R12: blanks are no note');
select is(pg_temp.act('marco', 'move', pg_temp.on_(1, '{"category": "4", "note": "Per voi", "colleagues": ["1"], "form_key": "m1"}')), 'moved unseen',
    'R12: the mover may lose sight of it and is told so; R7: any category, hidden too');
select is(pg_temp.act('marco', 'move', pg_temp.on_(1, '{"category": "4", "form_key": "m1"}')), 'moved unseen', 'a form is carried out once, and answers the same');
select is(pg_temp.see('marco', 'select count(*) from turno.ticket where id = 1'), '0', 'R9: it is gone for him');
select is(pg_temp.see('mario', 'select turno.page_conversation(''{"ticket": 1}'') ->> ''turn'''), 'operator', 'R12: the contact sees it as before');
select is(pg_temp.see('mario', 'select count(*) from turno.post where text = ''Per voi'''), '0', 'R21: not the note');
select is(pg_temp.see('mario', 'select count(*) from turno.post_notified'), '0', 'R24: nor whom it named');
select is(pg_temp.see('anna', 'select count(*) from turno.post_notified'), '1', 'R22: who sees the ticket sees whom it named');
select is(pg_temp.see('marco', 'select count(*) from turno.post_notified'), '0', 'R9: who does not see it does not');
select is(pg_temp.act('anna', 'move', pg_temp.on_(1, '{"category": 1}')), 'moved', 'R12: and back');

-- R11, R10
select is(pg_temp.act('marco', 'level', pg_temp.on_(1, '{"level": "expert"}')), '{"level": "form"}', 'R11: two levels');
select is(pg_temp.act('marco', 'level', pg_temp.on_(1, '{"level": "base"}')), 'unchanged', 'R11: the level that it has');
select is(pg_temp.act('marco', 'level', pg_temp.on_(1, '{"level": "base", "note": "Per voi"}')), '{"level": "level"}', 'R11: and a note is not lost by that');
select is(pg_temp.act('marco', 'level', pg_temp.on_(1, '{"level": "advanced", "chosen": [2]}')), '{"chosen": "unseen"}', 'R11: chosen are of those who see it at Advanced');
select is(pg_temp.act('marco', 'level', pg_temp.on_(1, '{"level": "advanced", "chosen": ["3"]}')), 'raised unseen', 'R11: a raise hides it from Base at once');
select is(pg_temp.act('marco', 'level', pg_temp.on_(1, '{"level": "base"}')), 'TU002', 'R11: who cannot lower it either');
select is(pg_temp.act('riccardo', 'level', pg_temp.on_(1, '{"level": "base"}')), 'lowered', 'R11: Advanced lowers it');
update turno.operator_category set level = 'base' where category_id = 3;
select is(pg_temp.act('riccardo', 'level', pg_temp.on_(3, '{"level": "advanced"}')), '{"level": "nobody"}', 'R10: a raise into nothing asks first');
select is(pg_temp.act('riccardo', 'level', pg_temp.on_(3, '{"level": "advanced", "confirm": true}')), 'raised unseen', 'R10: and is done when confirmed');
update turno.operator_category set level = 'advanced' where category_id = 3 and operator_id = 1;
update turno.operator set is_active = false where id = 1;
update turno.ticket set level = 'base' where id = 3;
select is(pg_temp.act('riccardo', 'level', pg_temp.on_(3, '{"level": "advanced"}')), '{"level": "nobody"}', 'R10: who is switched off does not count');
update turno.operator set is_active = true where id = 1;
select is(pg_temp.act('nina', 'level', pg_temp.on_(5, '{"level": "base"}')), 'lowered', 'R9: who opened it acts on it whatever his categories');
select is(pg_temp.act('nina', 'move', pg_temp.on_(5, '{"category": 1}')), 'moved', 'R9: and sees it through any move');
insert into turno.setting (key, value) values ('levels.enabled', 'false');
select is(pg_temp.act('anna', 'level', pg_temp.on_(1, '{"level": "advanced"}')), 'TU003', 'R11: nothing is raised while levels are off');
delete from turno.setting where key = 'levels.enabled';

-- R40
select is(pg_temp.act('marco', 'assign', pg_temp.on_(1, '{"operator": "4"}')), '{"operator": "unseen"}', 'R40: not one who does not see it');
select is(pg_temp.act('marco', 'assign', pg_temp.on_(1, '{"operator": "3"}')), 'assigned', 'R40: a colleague who does');
select is(pg_temp.last(1), 'assigned >Riccardo 2', 'R23: by whom, to whom');
select is(pg_temp.act('marco', 'take', pg_temp.on_(1)), 'taken', 'R40: taking it from him');
select is(pg_temp.act('marco', 'take', pg_temp.on_(1)), 'unchanged', 'R40: he has it');
select is((select assignee_id from turno.ticket where id = 1), 2::bigint, 'R40: one has it');
select is(pg_temp.act('marco', 'assign', pg_temp.on_(1, '{"operator": ""}')), 'assigned', 'R40: or nobody');
select is(pg_temp.see('marco', 'select string_agg(c ->> ''name'', '','') from jsonb_array_elements(turno.page_colleagues(''{"ticket": 1}'')) c'), 'Anna,Marco,Riccardo',
    'R22: colleagues who see the ticket');
select is(pg_temp.see('marco', 'select string_agg(c ->> ''name'', '','') from jsonb_array_elements(turno.page_colleagues(''{"ticket": 1, "level": "advanced"}'')) c'),
    'Anna,Riccardo', 'R11: who would at Advanced');
select is(pg_temp.see('marco', 'select string_agg(c ->> ''name'', '','') from jsonb_array_elements(turno.page_colleagues(''{"ticket": 1, "category": "4"}'')) c'), 'Anna',
    'R12: who would elsewhere');
select is(pg_temp.see(x, 'select turno.page_colleagues(''{"ticket": 2}'')'), case when x is null then 'TU004' else 'TU002' end, format('R9: %s learns nothing of who sees it', x))
from unnest(array['marco', 'mario', null]) x;

-- R16
select is(pg_temp.act('marco', 'status', pg_temp.on_(1)), '{"status": "empty"}', 'R16: a status');
select is(pg_temp.act('marco', 'status', pg_temp.on_(1, '{"status": 99}')), '{"status": "unknown"}', 'R16: that is there');
select is(pg_temp.act('marco', 'status', pg_temp.on_(1, '{"turn": "mine"}')), '{"turn": "form"}', 'R14: three turns');
select is(pg_temp.act('marco', 'status', pg_temp.on_(1, '{"turn": "operator"}')), 'unchanged', 'R16: the turn that it has');
select is(pg_temp.act('marco', 'status', pg_temp.on_(1, '{"turn": "contact"}')), 'status', 'R16: a turn picks its default status');
select is(pg_temp.last(1), 'turn operator>contact 2', 'R16: one event');
select is((select s.is_default and t.turn = 'contact' from turno.ticket t join turno.status s on s.id = t.status_id where t.id = 1), true, 'R16: the default one');
select is(pg_temp.act('marco', 'status', pg_temp.on_(1, '{"turn": "closed"}')), 'status', 'R16: closed');
select is((select s.is_closing and t.closed_at is not null from turno.ticket t join turno.status s on s.id = t.status_id where t.id = 1), true, 'R16: by the closing one');
select is(pg_temp.act('marco', 'reopen', pg_temp.on_(1)), 'reopened', 'R17: operators reopen');
select is(pg_temp.last(1), 'reopened closed>operator 2', 'R17: with an event');

-- R32, R33
select is(pg_temp.act('marco', 'priority', pg_temp.on_(1, '{"priority": 99}')), '{"priority": "unknown"}', 'R32: a priority that is there');
select is(pg_temp.act('marco', 'priority', pg_temp.on_(1, '{"priority": "4"}')), 'priority', 'R32: priority');
select is(pg_temp.act('marco', 'describe', pg_temp.on_(1, x.p)), x.errors, format('%s: %s', x.rule, x.p))
from (values ('R32', '{"subject": " "}'::jsonb, '{"subject": "empty"}'), ('R32', jsonb_build_object('subject', repeat('x', 251)), '{"subject": "long"}'),
    ('R32', '{"reference": "77"}', '{"reference": "digits"}'), ('R32', '{"reference": "1"}', 'unchanged'), ('R32', '{"reference": "2"}', '{"reference": "digits"}'),
    ('R32', jsonb_build_object('reference', repeat('x', 65)), '{"reference": "long"}'), ('R32', '{"reference": "a\nb"}', '{"reference": "form"}'),
    ('R32', '{"timing": "later"}', '{"timing": "form"}'), ('R32', '{"timing": "planned"}', '{"due_on": "empty"}'),
    ('R32', '{"timing": "planned", "due_on": "2026-02-30"}', '{"due_on": "date"}'), ('R32', '{"due_on": "domani"}', '{"due_on": "date"}'),
    ('R32', '{"due_on": "2020-01-01"}', '{"due_on": "past"}'), ('R32', '{"timing": "now", "due_on": "2020-01-01"}', 'unchanged'),
    ('R33', jsonb_build_object('address', repeat('x', 301)), '{"address": "long"}'), ('R33', '{"address": "a\nb"}', '{"address": "form"}'),
    ('R33', '{"latitude": "91", "longitude": "0"}', '{"latitude": "range"}'), ('R33', '{"latitude": "1", "longitude": "-180,1"}', '{"longitude": "range"}'),
    ('R33', '{"latitude": "45"}', '{"longitude": "empty"}'), ('R33', '{"longitude": "45"}', '{"latitude": "empty"}'),
    ('R33', '{"latitude": "N 45", "longitude": "7"}', '{"latitude": "form"}')) x(rule, p, errors);
update turno.ticket set reference = 'PRA-2' where id = 2;
select is(pg_temp.act('marco', 'describe', pg_temp.on_(1, '{"reference": "PRA-2"}')), '{"reference": "taken"}', 'R32: the reference is unique');
select is(pg_temp.act('marco', 'describe', pg_temp.on_(1, '{"subject": " Lampione\n spento ", "reference": " PRA-1 ", "timing": "planned", "due_on": "31/12/2998",
    "address": "Via Roma 1", "latitude": "45,0703393", "longitude": "7.68"}')), 'described', 'R32, R33: all at once');
select is((select concat_ws('|', subject, reference, due_on, place_address, latitude, longitude) from turno.ticket where id = 1),
    'Lampione spento|PRA-1|2998-12-31|Via Roma 1|45.070339|7.680000', 'R32, R33: as written');
select is(pg_temp.act('marco', 'describe', pg_temp.on_(1, '{"timing": "now"}')), 'described', 'R32: now again');
select is(pg_temp.last(1), 'due 2998-12-31> 2', 'R32: with an event');

-- R21, R22
select is(pg_temp.act('marco', 'note', pg_temp.on_(1, '{"text": " \n"}')), '{"text": "empty"}', 'R21: a note needs text');
select is(pg_temp.act('marco', 'note', pg_temp.on_(1, jsonb_build_object('text', '', 'uploads', (select jsonb_agg(id) from turno.attachment where name = 'upload.pdf')))),
    '{"text": "empty"}', 'R21: a document alone is no note');
select is(pg_temp.act('riccardo', 'note', pg_temp.on_(1, jsonb_build_object('text', 'x', 'uploads', (select jsonb_agg(id) from turno.attachment where name = 'upload.pdf')))),
    '{"files": "files"}', 'R21: nobody takes another''s upload');
select is(pg_temp.act('marco', 'note', pg_temp.on_(1, '{"text": "x", "colleagues": ["4"]}')), '{"colleagues": "unseen"}', 'R22: colleagues who see the ticket only');
select is(pg_temp.act('marco', 'note', pg_temp.on_(1, jsonb_build_object('text', 'Con foto', 'colleagues', '[1, 3]'::jsonb, 'uploads',
    (select jsonb_agg(id) from turno.attachment where name = 'upload.pdf')))), 'noted', 'R22: a note with colleagues and a document');
select is((select array_agg(n.operator_id order by 1) from turno.post_notified n join turno.post p on p.id = n.post_id where p.text = 'Con foto'), '{1,3}', 'R22: both are kept');
select is((select count(*) from turno.outbox o join turno.post p on p.id = o.post_id where p.text = 'Con foto' and o.contact_id is null), 2::bigint, 'R22: and written to');
select is((select p.text from turno.attachment a join turno.post p on p.id = a.post_id where a.name = 'upload.pdf'), 'Con foto', 'R21: the document is the note''s');

-- R17
select is(pg_temp.act('marco', 'close', pg_temp.on_(1, '{"effective": "maybe"}')), '{"effective": "form"}', 'R17: effective is yes, no or partly');
select is(pg_temp.act('marco', 'close', pg_temp.on_(1, jsonb_build_object('title', repeat('x', 201)))), '{"title": "long"}', 'R17: a title is short');
select is(pg_temp.act('marco', 'close', pg_temp.on_(1, jsonb_build_object('improve', repeat('x', 20001)))), '{"improve": "long"}', 'R17: a knowledge note is no book');
select is(pg_temp.act('marco', 'close', pg_temp.on_(1, '{"note": "Fatto per telefono", "effective": "partly", "improve": "Chiedere subito l''IBAN perché serve", "form_key": "c1"}')),
    'closed_alone', 'R17: closing, with note and review');
select is((select turn || ' ' || effective from turno.ticket where id = 1), 'closed partly', 'R17: closed, and how it went');
select is((select count(*) from turno.post where text = 'Fatto per telefono' and kind = 'note'), 1::bigint, 'R17: the note is internal');
select is((select row(category_id, level, title, ticket_id, operator_id)::text from turno.knowledge), '(1,base,"Lampione spento",1,2)', 'R17: what to improve is a knowledge note');
select is(pg_temp.act('marco', 'close', pg_temp.on_(1, '{"form_key": "c1"}')), 'closed_alone', 'R17: the form once more answers the same');
select is((select count(*) from turno.event where ticket_id = 1 and type = 'closed' and operator_id = 2 and new = 'closed'), 2::bigint, 'R17: and does nothing');
select is(pg_temp.act('marco', 'note', pg_temp.on_(1, '{"text": "ha richiamato"}')), 'noted', 'R17: a closed ticket takes internal notes');
select is(pg_temp.see('mario', 'select turno.act_answer(''{"ticket": 1, "text": "x"}'')'), 'TU003', 'R17: and nothing of the contact');
select is(pg_temp.see('marco', 'select turno.act_reply(''{"ticket": 1, "text": "x"}'')'), 'TU003', 'R17: nor a reply');
select is(pg_temp.see('mario', 'select turno.page_conversation(''{"ticket": 1}'')::text ~ ''Fatto per telefono|IBAN|partly'''), 'false', 'R24: of all that the contact sees nothing');

-- R17: knowledge.
create function pg_temp.known(p_token text, p jsonb default '{}') returns text language sql as $$
    select pg_temp.see(p_token, format('select string_agg(n ->> ''title'', '','' order by n ->> ''title'') from jsonb_array_elements(turno.page_knowledge_list(%L) -> ''notes'') n', p)) $$;
create function pg_temp.know(p_token text, p jsonb) returns text language sql as $$
    select pg_temp.see(p_token, format('select case when (r ->> ''ok'')::boolean then r ->> ''done'' else (r -> ''errors'')::text end from turno.act_knowledge_save(%L) r', p)) $$;
select is(pg_temp.know('riccardo', '{"category": 2, "level": "advanced", "title": "Rateazioni", "text": "Le rate si chiedono prima."}'), 'kept', 'R17: a knowledge note by itself');
select is(pg_temp.know('riccardo', '{"category": 4, "title": "x", "text": "x"}'), '{"category": "unknown"}', 'R9: in a category that he sees');
select is(pg_temp.know('marco', '{"category": 2, "level": "advanced", "title": "x", "text": "x"}'), '{"category": "unknown"}', 'R9: at a level that he sees');
select is(pg_temp.know('marco', '{"category": 2, "title": " ", "text": "\n"}'), '{"text": "empty", "title": "empty"}', 'R17: with title and text');
select is(pg_temp.know('mario', '{"category": 2, "title": "x", "text": "x"}'), '{"category": "unknown"}', 'R24: not by a contact');
select is(pg_temp.known('riccardo'), 'Lampione spento,Rateazioni', 'R17: searchable by operators within what they see');
select is(pg_temp.known('marco'), 'Lampione spento', 'R9: no note of a level that he does not see');
select is(pg_temp.known('nina'), null, 'R9: nor of a category');
select is(pg_temp.known('mario'), null, 'R24: nor for a contact');
select is(pg_temp.known(null), 'TU004', 'R9: nor for nobody');
select is(pg_temp.see('mario', 'select count(*) from turno.knowledge'), '0', 'R24: not by the table either');
select is(pg_temp.known('riccardo', jsonb_build_object('text', x)), found, format('R17: %s finds %s', x, found))
from (values ('rata', 'Rateazioni'), ('perche', 'Lampione spento'), ('IBAN', 'Lampione spento'), ('rate lampione', null), ('mai detto', null)) v(x, found);
select is(pg_temp.known('riccardo', '{"category": 1}'), 'Lampione spento,Rateazioni', 'R6: a category holds those below it');
select is(pg_temp.known('riccardo', '{"category": 2}'), 'Rateazioni', 'R6: and not those above');
create temporary table note as select (select id from turno.knowledge where title = 'Rateazioni') as mine, (select id from turno.knowledge where ticket_id = 1) as his;
select is(pg_temp.know('riccardo', jsonb_build_object('knowledge', his, 'category', 1, 'title', 'x', 'text', 'x')), 'TU003', 'R17: another''s note is not changed') from note;
select is(pg_temp.know('marco', jsonb_build_object('knowledge', mine, 'category', 1, 'title', 'x', 'text', 'x')), 'TU002', 'R9: one that he does not see is not there') from note;
select is(pg_temp.know('riccardo', jsonb_build_object('knowledge', mine, 'category', 1, 'title', 'Rate', 'text', 'Prima.')), 'kept', 'R17: the author changes it') from note;
select is(pg_temp.known('marco'), 'Lampione spento,Rate', 'R17: now it is where marco sees it');
select is(pg_temp.see('marco', format('select turno.act_knowledge_remove(%L)', jsonb_build_object('knowledge', mine))), 'TU003', 'R17: another does not remove it') from note;
select is(pg_temp.see('anna', format('select turno.act_knowledge_remove(%L) ->> ''done''', jsonb_build_object('knowledge', mine))), 'removed', 'R17: an administrator does') from note;
select is(pg_temp.see('marco', format('select turno.act_knowledge_remove(%L) ->> ''done''', jsonb_build_object('knowledge', his, 'form_key', 'k1'))), 'removed', 'R17: and the author') from note;
select is(pg_temp.see('marco', format('select turno.act_knowledge_remove(%L) ->> ''done''', jsonb_build_object('knowledge', his, 'form_key', 'k1'))), 'removed', 'R17: once') from note;
insert into turno.knowledge (category_id, level, title, text, operator_id) select 1, 'base', 'n' || n, 'x', 1 from generate_series(1, 51) n;
select is(pg_temp.see('marco', 'select jsonb_array_length(r -> ''notes'') || '' '' || ((r ->> ''next'') is not null) from turno.page_knowledge_list(''{}'') r'), '50 true', 'R17: fifty at a time');
select is(pg_temp.see('marco', format('select jsonb_array_length(r -> ''notes'') || '' '' || ((r ->> ''next'') is null) from turno.page_knowledge_list(''{"before": %s}'') r',
    (select min(id) + 1 from turno.knowledge))), '1 true', 'R17: and the rest');

-- What the pages show of it.
select is(pg_temp.act('marco', 'reopen', pg_temp.on_(1)) || pg_temp.act('marco', 'describe', pg_temp.on_(1, '{"due_on": "2998-12-31"}')), 'reopeneddescribed', 'R17: reopened');
update turno.ticket set short_code = 'BCDF23' where id = 1;
select is(pg_temp.see('marco', 'select (turno.page_ticket(''{"ticket": 1, "language": "en"}'') - ''{posts,events}''::text[]) @> ''{"short_code": "BCDF23", "timing": "planned",
    "due_on": "2998-12-31", "effective": "partly", "place": {"address": "Via Roma 1", "latitude": 45.070339, "longitude": 7.68}}'''), 'true', 'R32, R33, R17: on the ticket');
select is(pg_temp.see('mario', 'select turno.page_conversation(''{"ticket": 1, "language": "it"}'') - ''{posts,office,opened_at,updated_at}''::text[]')::jsonb,
    '{"number": 1, "reference": "PRA-1", "subject": "Lampione spento", "turn": "operator", "status": "Turno operatore", "is_custom_status": false, "is_open": true, "may_answer": true, "short_code": "BCDF23",
    "place": {"address": "Via Roma 1", "latitude": 45.070339, "longitude": 7.680000}}', 'R24, R33: the contact sees code and place, no review, no date of ours');
select is(pg_temp.see('marco', 'select string_agg(x #>> ''{post,named}'', ''|'') from jsonb_array_elements(turno.page_ticket(''{"ticket": 1, "language": "it", "page": true}'') -> ''timeline'') x'),
    'Anna|Anna, Riccardo', 'R22: a note says whom it named');
select is(pg_temp.see('marco', format('select string_agg(concat_ws(''>'', x #>> ''{event,old}'', x #>> ''{event,new}''), ''|'') from jsonb_array_elements(turno.page_ticket(%L) -> ''timeline'') x
    where x #>> ''{event,type}'' = ''priority''', jsonb_build_object('ticket', 1, 'language', l, 'page', true))), words, 'R23: a timeline in ' || l)
from (values ('it', 'Normale>Urgente'), ('en', 'Normal>Urgent')) v(l, words);

select is(pg_temp.see('marco', 'select concat_ws('' '', c -> ''can_raise'', c -> ''can_lower'', c ->> ''raise_tells'', jsonb_array_length(c -> ''categories''), c #>> ''{statuses,0,name}'',
    c #>> ''{priorities,3,is_current}'') from turno.page_ticket_choices(''{"ticket": 1, "language": "en"}'') c'), 'true false all 4 Operator''s turn true', 'R7, R11, R16, R32: what the toolbar offers');
update turno.category set escalate_notify = 'chosen' where id = 1;
select is(pg_temp.see('marco', 'select turno.page_ticket_choices(''{"ticket": 1}'') ->> ''raise_tells'''), 'chosen', 'R11: as the category has it');
insert into turno.setting (key, value) values ('levels.enabled', 'false');
select is(pg_temp.see('marco', 'select turno.page_ticket_choices(''{"ticket": 1}'') ->> ''can_raise'''), 'false', 'R11: no raise while levels are off');
delete from turno.setting where key = 'levels.enabled';
select is(pg_temp.see(x, 'select turno.page_ticket_choices(''{"ticket": 2}'')'), case when x is null then 'TU004' else 'TU002' end, format('R9: %s is offered nothing', x))
from unnest(array['marco', 'mario', null]) x;
-- Each act that is offered is not refused for the turn, each other is.
select is(pg_temp.turn_after(t.turn, e.act, e.p) like 'TU003%', not (select a.acts ? e.act from (select pg_temp.see('anna',
    'select turno.page_ticket_choices(''{"ticket": 1}'') -> ''acts''')::jsonb as acts) a), format('R17: %s is %s', e.act, t.turn))
from every e, (select turn from turno.ticket where id = 1) t where e.act <> 'describe';
select is((select n ->> 'title' from jsonb_array_elements(turno.knowledge_list('{}')) n where n ->> 'author' = 'marco' limit 1), null, 'R17: knowledge notes at the terminal');
insert into turno.knowledge (id, category_id, level, title, text, operator_id, ticket_id) overriding system value values (9000, 2, 'advanced', 'Alla fine', 'x', 2, 1);
select is(turno.knowledge_list('{}') -> 0 ->> 'title', 'Alla fine', 'R17: the newest first, of any level');
select is(turno.knowledge_remove('{"id": "9000"}'), '{"removed": "Alla fine"}', 'R17: and removed');
select throws_ok('select turno.knowledge_remove(''{"id": "9000"}'')', 'TU003', 'There is no knowledge note 9000.', 'R17: once');

-- R13
update turno.category set assign = 'operator', assign_operator_id = 4 where id = 3;
insert into turno.post_notified select min(id), 4 from turno.post where kind = 'note';
insert into turno.knowledge (category_id, level, title, text, operator_id) values (1, 'base', 'Sua', 'x', 4);
update turno.ticket set opened_by = null where id = 5;
select throws_ok('select turno.operator_remove(''{"login": "nina"}'')', 'TU003', 'Operator nina is in use: 2 events, 1 note, 1 knowledge note, 1 category.',
    'R13: an operator who is named, wrote or is given tickets is not removed');
insert into turno.category (id, name) overriding system value values (30, 'Sola');
insert into turno.knowledge (category_id, level, title, text, operator_id) values (30, 'base', 'Sola', 'x', 1);
select throws_ok('select turno.category_remove(''{"path": "Sola"}'')', 'TU003', 'Category Sola is in use: 1 knowledge note.', 'R13: nor a category with a knowledge note');
delete from turno.knowledge where category_id = 30;
select lives_ok('select turno.category_remove(''{"path": "Sola"}'')', 'R13: one that nothing uses is');
select is_empty('select * from turno.verify_chain()', 'R23: all of it verifies');
select * from finish();
rollback;
