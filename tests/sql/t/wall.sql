-- What turno_web could send of itself, beyond what the pages ever do: no argument opens more than its sender may (R3, R4, R7, R9, R24, R27, R28, R32, R36).
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();

-- Who has no password cannot be signed in by sending none.
select is(pg_temp.call(null, 'session_open', p), '{"ok": false, "errors": {"login": "refused"}}', 'R3: no key opens nothing: ' || p::text)
from unnest(array['{"login": "marco"}', '{"login": "marco", "key": null}', '{"login": "mario.rossi@demo.example"}', '{"login": "anna"}', '{"login": "nobody"}', '{}']::jsonb[]) p;
select is(pg_temp.call(null, 'session_open', '{"login": "marco", "key": ""}') ->> 'ok', 'false', 'R3: nor an empty one');
select is(pg_temp.call(null, 'session_open', jsonb_build_object('login', 'anna', 'key', encode('k', 'hex'))) ->> 'ok', 'true', 'R3: the right one does');
select is(pg_temp.call('marco', 'act_password', jsonb_build_object('salt', repeat('ab', 16), 'key', repeat('cd', 32))),
    '{"ok": false, "errors": {"old_password": "refused"}}', 'R4: no old password changes none');
select is((select password_digest from turno.operator where login = 'marco'), null, 'R4: and none is kept');
select is(pg_temp.call(null, 'password_reset', jsonb_build_object('login', 'marco', 'salt', repeat('ab', 16), 'key', repeat('cd', 32))),
    '{"ok": false, "errors": {"code": "refused"}}', 'R4: nor does no code');

-- Below a hidden category nothing is offered, nor told of.
insert into turno.category (id, parent_id, name) overriding system value values (50, 4, 'Sotto');
insert into turno.practice_model (id, name, instructions) overriding system value values (50, 'Modello', 'Leggi');
insert into turno.practice_model_category (model_id, category_id) values (50, 50), (50, 3);
select is(pg_temp.see('mario', 'select turno.model_instructions(50)'), '[]', 'R7: nothing is said of a category below a hidden one');
select isnt(pg_temp.see('mario', 'select turno.model_instructions(3)'), '[]', 'R7: of one that is offered there is');
select isnt(pg_temp.see('marco', 'select turno.model_instructions(50)'), '[]', 'R7: an operator reads it');

-- A link has two ends.
select is(pg_temp.call('riccardo', 'act_lock', '{"ticket": 6, "action": "start"}') ->> 'ok', 'true', 'R28: one answers');
select is(pg_temp.call('marco', 'act_link', '{"ticket": 6, "other": 1}'), '"TU003"', 'R28: another links it not');
select is(pg_temp.call('marco', 'act_link', '{"ticket": 1, "other": 6}'), '"TU003"', 'R28: nor from the other end');
select is(pg_temp.call('riccardo', 'act_link', '{"ticket": 1, "other": 6}') ->> 'ok', 'true', 'R41: who answers it does');
select is(pg_temp.call('marco', 'act_unlink', '{"ticket": 1, "other": 6}'), '"TU003"', 'R28: and the other takes it not away');

-- A draft's file is the draft's.
select pg_temp.call('marco', 'act_draft_save', jsonb_build_object('contact', 4, 'category', 1, 'subject', 'Bozza', 'text', 'y',
    'uploads', (select jsonb_agg(id) from turno.attachment where name = 'upload.pdf'))) as draft \gset
select pg_temp.call('riccardo', 'act_practice_from_ticket', '{"ticket": 1}') as practice \gset
select is(pg_temp.call('marco', 'act_link', jsonb_build_object('ticket', 1, 'other', :'draft'::jsonb -> 'ticket')), '"TU003"', 'R32: a draft is linked from neither end');
select is(pg_temp.call(who, 'act_practice_document', jsonb_build_object('practice', :'practice'::jsonb -> 'practice', 'action', 'add',
    'attachments', (select jsonb_agg(id) from turno.attachment where name = 'upload.pdf'))), '"TU003"', 'R32: no practice takes the file of a draft: ' || who)
from unnest('{marco,riccardo}'::text[]) who;
select is(pg_temp.call('marco', 'act_practice_from_ticket', jsonb_build_object('ticket', 1,
    'documents', (select jsonb_agg(id) from turno.attachment where name = 'upload.pdf'))), '"TU003"', 'R32: nor a new one');
select is((select count(*) from turno.attachment where name = 'upload.pdf' and practice_id is null and draft_id is not null), 1::bigint, 'R32: it is still there');
select is(pg_temp.call('marco', 'act_draft_send', jsonb_build_object('ticket', :'draft'::jsonb -> 'ticket')) ->> 'done', 'opened', 'R32: and goes out with it');

-- Histories name what their reader may see. Marco sees the practice and not ticket 2, ticket 1 and not the second practice.
select is(pg_temp.call('riccardo', 'act_practice_link', jsonb_build_object('practice', :'practice'::jsonb -> 'practice', 'ticket', 2)), '{"ok": true}', 'R37: a practice of two tickets');
select pg_temp.call('riccardo', 'act_practice_from_ticket', '{"ticket": 1}') as second \gset
select is(pg_temp.call('riccardo', 'act_practice_set', jsonb_build_object('practice', :'second'::jsonb -> 'practice', 'level', 'advanced')), '{"ok": true}', 'R37: a second one is raised');
create function pg_temp.told(p_token text, p_function text, p jsonb) returns text language sql as $$
    select string_agg((e ->> 'type') || ' ' || coalesce(e ->> 'new', '-'), ', ' order by n)
    from jsonb_array_elements(pg_temp.call(p_token, p_function, p) -> 'events') with ordinality x(e, n)
    where e ->> 'type' in ('opened', 'linked', 'converted', 'practice') $$;
select is(pg_temp.told('riccardo', 'page_practice', jsonb_build_object('practice', :'practice'::jsonb -> 'practice')), 'opened 1, linked 2', 'R9: the history of a practice names its tickets');
select is(pg_temp.told('marco', 'page_practice', jsonb_build_object('practice', :'practice'::jsonb -> 'practice')), 'opened 1, linked -', 'R9: to who sees them');
select is(pg_temp.told('riccardo', 'page_ticket', '{"ticket": 1}'), format('linked 6, converted %s, converted %s', :'practice'::jsonb ->> 'reference', :'second'::jsonb ->> 'reference'), 'R9: that of a ticket its practices');
select is(pg_temp.told('marco', 'page_ticket', '{"ticket": 1}'), format('linked 6, converted %s, converted -', :'practice'::jsonb ->> 'reference'), 'R9: to who sees them');

-- Marco sees the practice, not the file of ticket 2 that lies in it.
select is(pg_temp.call('riccardo', 'act_practice_document', jsonb_build_object('practice', :'practice'::jsonb -> 'practice', 'action', 'add',
    'attachments', (select jsonb_agg(a.id) from turno.attachment a join turno.post p on p.id = a.post_id
        where p.ticket_id = 2 and p.kind = 'message' and p.author_kind = 'operator'))), '{"ok": true}', 'R37: a practice with a file');
create function pg_temp.file(p_token text, p_action text, p_practice jsonb) returns jsonb language sql as $$
    select pg_temp.call(p_token, 'act_practice_document', jsonb_build_object('practice', p_practice -> 'practice', 'action', p_action,
        'document', (select d.id from turno.practice_document d where d.attachment_id is not null))) $$;
select is(pg_temp.file('marco', a, :'practice'), jsonb_build_object('ok', false, 'errors', jsonb_build_object('document', case a when 'share' then 'share' else 'unknown' end)),
    'R9: who does not see a file does not ' || a || ' it')
from unnest('{share,unshare,remove}'::text[]) a;
select is(pg_temp.file('riccardo', a, :'practice'), '{"ok": true}', 'R25: who does may ' || a || ' it')
from unnest('{share,unshare,remove}'::text[]) with ordinality x(a, n) order by n;

-- A key of the API opens tickets and reads none of what is said there; what it opened is ticket 1.
select turno.api_key_add('{"name": "sito", "categories": ["CAF"]}') \g /dev/null
insert into turno.api_opened (api_key_id, ticket_id) select k.id, 1 from turno.api_key k;
update turno.api_key set key_sha256 = sha256('sito');
create function pg_temp.document(p_kind text, p_author text) returns bigint language sql as $$
    select a.id from turno.attachment a join turno.post p on p.id = a.post_id where p.ticket_id = 1 and p.kind = p_kind and p.author_kind = p_author $$;
create function pg_temp.reads(p_what text) returns text language sql as $$
    select case p_what when 'chunk' then format('select turno.attachment_chunk(%s, 0, 0)::text', pg_temp.document('message', 'operator'))
        when 'export' then format('select turno.export_chunk_seen(%L, %s, 0)::text', 'document', pg_temp.document('message', 'operator'))
        when 'original' then 'select turno.export_chunk_seen(''original'', 1, 0)::text'
        when 'files' then 'select nullif(jsonb_array_length(turno.export_files_seen(1)), 0)::text' end $$;
select set_config('turno.api_key', 'sito', true) \g /dev/null
select is(pg_temp.see(null, pg_temp.reads(w)), null, 'R36: a key alone reads no ' || w) from unnest('{chunk,export,original,files}'::text[]) w;
select isnt(pg_temp.see(null, 'select turno.api_caller()::text'), null, 'R36: it is a good one');
select is(pg_temp.call(who, act, '{"ticket": 1, "text": "x"}'), '"TU002"', format('R9, R24: a key beside a session opens nothing more: %s %s', who, act))
from (values ('edil', 'act_answer'), ('nina', 'act_reply'), ('nina', 'act_note')) x(who, act);
select is(pg_temp.see(who, pg_temp.reads('chunk')), null, 'R9, R24: nor does it read more: ' || who) from unnest('{edil,nina}'::text[]) who;
select is(pg_temp.call('edil', 'api_ticket', '{"key": "k", "body": {"ticket": 1, "text": "x"}}') ->> 'status', '401', 'R36: it is none then');
select set_config('turno.api_key', '', true) \g /dev/null
select is(pg_temp.see('marco', pg_temp.reads(w)) is not null, true, 'R27: an operator who sees the ticket reads the ' || w) from unnest('{chunk,export,original,files}'::text[]) w;
select is(pg_temp.see('mario', pg_temp.reads(w)) is not null, w <> 'original', 'R24: its contact reads but the mails as they came: ' || w) from unnest('{chunk,export,original,files}'::text[]) w;
select is(pg_temp.see('edil', pg_temp.reads(w)), null, 'R24: another contact reads no ' || w) from unnest('{chunk,export,original,files}'::text[]) w;

-- Who sees a mail that waits gives its sender to a contact, and no address of his own: by that he would sign in as the contact (R9).
update turno.operator set has_triage = true where login = 'riccardo';
update turno.mail set evidence = '{"from_address": "Amina.Privata@x.example", "body_text": "x", "reply_visible_text": "x", "subject": "s",
    "forwarded": {"is_forwarded": true, "from_address": "amina.ufficio@x.example", "body_text": "y"}}', trace = '[]' where id = 7;
create function pg_temp.take(p_address text) returns jsonb language sql as $$
    select pg_temp.call('riccardo', 'act_mail_open', jsonb_build_object('mail', 7, 'contact', 4, 'add_address', true, 'address', p_address,
        'category', 1, 'subject', 's', 'text', 't')) $$;
select is(pg_temp.take('riccardo@x.example'), '{"ok": false, "errors": {"address": "other"}}', 'R31: no address that the mail does not come from');
select is(pg_temp.take(null) ->> 'ok', 'false', 'R31: nor none');
savepoint before_taking;
select is(pg_temp.take('amina.ufficio@x.example') ->> 'ok', 'true', 'R31: that of the original sender');
rollback to before_taking;
select is(pg_temp.take('amina.privata@x.example') ->> 'ok', 'true', 'R31: or of the sender');

-- A magic link opens one ticket, while it is there, and nothing of its contact besides.
select is(pg_temp.see('mario_link', 'select turno.contact_export()'), 'TU002', 'R24: who came by link exports nothing');
select is(pg_temp.call('mario', 'contact_export', '{}') ->> 'kind', 'contact', 'R39: who signed in does');
select is(pg_temp.call(null, 'link_look', '{"token": "link"}') ->> 'valid', 'true', 'M33: a link is good');
update turno.ticket set deleted_at = now() where id = 1;
select is(pg_temp.call(null, 'link_look', '{"token": "link"}') ->> 'valid', 'false', 'R27: that of a deleted ticket is not');
select is(pg_temp.call(null, 'link_enter', '{"token": "link"}'), '{"ok": false}', 'R27: and opens nothing');
select is((select count(*) from turno.event where ticket_id = 1 and type = 'link_opened'), 0::bigint, 'R27: nor is anything told of it');
update turno.ticket set deleted_at = null where id = 1;
select is(pg_temp.call(null, 'link_enter', '{"token": "link"}') ->> 'ticket', '1', 'R27: of one that was given back it is again');

-- Acts write no more than they need.
select is(has_table_privilege('turno_act', 'turno.attachment', p), p in ('SELECT', 'INSERT'), 'turno_act and documents: ' || p) from unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) p;
select is(has_table_privilege('turno_act', 'turno.throttle', 'INSERT'), false, 'turno_act begins no bucket by itself');

-- What one contact writes costs the office mails to many operators.
create temporary table written as select n, pg_temp.see('amina', format('select turno.act_answer(''{"ticket": 3, "text": "testo %s"}'') ->> ''ok''', n)) as answer
from generate_series(1, 32) n;
select is((select string_agg(distinct answer, ' ') from written where n <= 30), 'true', 'R24: thirty messages of a contact within the hour are taken');
select is((select answer from written where n = 32), 'TU003', 'R24: then he has to wait');
select is(pg_temp.see('mario', 'select turno.act_answer(''{"ticket": 1, "text": "testo"}'') ->> ''ok'''), 'true', 'R24: others have not');

select * from finish();
rollback;
