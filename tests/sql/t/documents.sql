-- Documents of a contact across tickets and practices, and who downloaded them (R9, R24, R25, R37).
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();
select setval(pg_get_serial_sequence('turno.' || t, 'id'), 1, false) from unnest(array['practice', 'practice_model']) t \g /dev/null
create function pg_temp.upload(p_token text, p_name text) returns bigint language plpgsql as $$
declare
    v_handle text := pg_temp.see(p_token, 'select turno.upload_begin()');
begin
    perform pg_temp.see(p_token, format('select turno.upload_append(%L, 0, %L::bytea)', v_handle, 'Bytes of ' || p_name));
    return pg_temp.see(p_token, format('select turno.upload_finish(%L, %L, %L)', v_handle, p_name, 'application/pdf'))::bigint;
end
$$;
-- What a person's Documents hold, as "kind name ticket-or-practice", oldest first.
create function pg_temp.documents(p_token text, p jsonb default '{}') returns text language sql as $$
    select coalesce(string_agg(concat_ws(' ', d ->> 'kind', d ->> 'name', coalesce(d #>> '{ticket,number}', d #>> '{practice,reference}')), ', ' order by (d ->> 'id')::bigint), '')
    from jsonb_array_elements(pg_temp.call(p_token, 'page_documents', p) -> 'documents') d;
$$;
create function pg_temp.of(p_ticket bigint, p_kind text) returns bigint language sql as $$
    select a.id from turno.attachment a join turno.post q on q.id = a.post_id
    where q.ticket_id = p_ticket and p_kind = case when q.kind = 'note' then 'note' when q.author_kind = 'contact' then 'sent' else 'delivered' end;
$$;
create function pg_temp.document(p_practice bigint, p_name text) returns bigint language sql as $$
    select d.id from turno.practice_document d left join turno.attachment a on a.id = d.attachment_id
    where d.practice_id = p_practice and p_name in (d.title, a.name) order by d.id limit 1;
$$;
create function pg_temp.do(p_token text, p_practice bigint, p_action text, p jsonb) returns jsonb language sql as $$
    select pg_temp.call(p_token, 'act_practice_document', jsonb_build_object('practice', p_practice, 'action', p_action) || p);
$$;
create function pg_temp.history(p_token text) returns text language sql as $$
    select string_agg(concat_ws(' ', e ->> 'type', e ->> 'new', nullif(e ->> 'note', '')), ', ' order by n)
    from jsonb_array_elements(pg_temp.call(p_token, 'page_practice', '{"practice": 1}') -> 'events') with ordinality x(e, n)
    where e ->> 'type' in ('added', 'shared', 'unshared');
$$;
insert into turno.attachment (post_id, blob_id, name, type, size, sha256, is_inline)
select p.id, 40, 'logo.png', 'image/png', 1, sha256('l'), true from turno.post p where p.ticket_id = 1 and p.kind = 'message' order by p.id limit 1;
update turno.attachment a set name = 'note.pdf' from turno.post p where p.id = a.post_id and p.kind = 'note';

-- Documents of tickets.
select is(pg_temp.documents('mario'), 'sent message.pdf 1, delivered message.pdf 1, sent message.pdf 2, delivered message.pdf 2', 'R25: sent by him, delivered to him, in all his tickets; R24: no note''s; no image');
select is(pg_temp.documents('mario', '{"contact": 4}'), pg_temp.documents('mario'), 'R24: another''s he does not get by asking');
select is(pg_temp.documents('mario', '{"kind": "sent"}'), 'sent message.pdf 1, sent message.pdf 2', 'R25: sent by you');
select is(pg_temp.documents('mario', '{"kind": "delivered"}'), 'delivered message.pdf 1, delivered message.pdf 2', 'R25: delivered to you');
select is(pg_temp.documents('mario', '{"kind": "note"}'), '', 'R24: a contact has no notes to ask for');
select is(pg_temp.documents('edil'), 'sent message.pdf 4, delivered message.pdf 4', 'R24: of a ticket without contact');
select is(pg_temp.documents('geometra'), pg_temp.documents('edil'), 'R2: each contact of the customer has them');
update turno.ticket set contact_id = 3 where id = 4;
select is(pg_temp.documents('edil'), '', 'R24: a colleague''s are not his');
set local session_replication_role = replica;
update turno.ticket set contact_id = null where id = 4;
set local session_replication_role = origin;
select is(pg_temp.documents('mario_link'), '', 'M33: a session by link has those of its ticket, here another customer''s, only');
select is(pg_temp.call(null, 'page_documents', '{"contact": 1}'), '"TU004"', 'R9: nobody has documents');
select is(pg_temp.documents('marco', '{"contact": 1}'), 'sent message.pdf 1, delivered message.pdf 1, note note.pdf 1', 'R9: an operator has those of tickets that he sees, notes too');
select is(pg_temp.documents('anna', '{"contact": 1}'), 'sent message.pdf 1, delivered message.pdf 1, note note.pdf 1, sent message.pdf 2, delivered message.pdf 2, note note.pdf 2', 'R9: another sees more');
select is(pg_temp.documents('nina', '{"contact": 1}'), '', 'R9: who is enabled for nothing has none');
select is(pg_temp.documents('nina', '{"customer": 3}'), 'sent message.pdf 5, delivered message.pdf 5, note note.pdf 5', 'R9: but for what he opened');
select is(pg_temp.call('anna', 'page_documents', '{"contact": 99}'), '"TU002"', 'R25: no such contact');
select is(pg_temp.documents('anna', '{"contact": 1, "name": "NOTE"}'), 'note note.pdf 1, note note.pdf 2', 'R25: found by a part of the name');
select is(pg_temp.documents('anna', '{"contact": 1, "name": "%"}'), '', 'R25: which is no pattern');
select is(pg_temp.call('anna', 'page_documents', '{"contact": 1, "limit": 4}') ->> 'next' is not null, true, 'R25: page by page');
select is((select count(*) from jsonb_array_elements(pg_temp.call('anna', 'page_documents', jsonb_build_object('contact', 1, 'limit', 4, 'after',
    pg_temp.call('anna', 'page_documents', '{"contact": 1, "limit": 4}') ->> 'next')) -> 'documents')), 2::bigint, 'R25: the rest follows');
select is((select d - '{id,at,size,downloads}'::text[] from jsonb_array_elements(pg_temp.call('marco', 'page_documents', '{"contact": 1}') -> 'documents') d where (d ->> 'id')::bigint = pg_temp.of(1, 'delivered')),
    jsonb_build_object('name', 'message.pdf', 'type', 'application/pdf', 'sha256', encode(sha256('2-1'), 'hex'), 'kind', 'delivered', 'uploader', 'Anna',
        'ticket', '{"number": 1, "subject": "subject 1"}'::jsonb, 'practice', null, 'is_shared', false), 'R25: uploader, type, digest, ticket');

-- Practices: riccardo makes P1 (730, advanced) for mario, with a document to produce; anna P2 for the whole of Edil Nord.
select turno.model_add('{"name": "730", "categories": ["CAF > 730"], "documents": ["Modello 730", "Ricevuta"]}') \g /dev/null
select pg_temp.call('riccardo', 'act_practice_from_ticket', '{"ticket": 2}') \g /dev/null
select pg_temp.call('anna', 'act_practice_from_ticket', '{"ticket": 4, "subject": "Edil"}') \g /dev/null
create temporary table file (name text, id bigint);
insert into file select n, pg_temp.upload('riccardo', n) from unnest(array['modello.pdf', 'conto.pdf', 'lettera.pdf']) n;
insert into file select 'altrui.pdf', pg_temp.upload('marco', 'altrui.pdf');
create function pg_temp.file(p text) returns bigint language sql as $$ select id from file where name = p $$;
select is(pg_temp.do('riccardo', 1, 'fulfil', jsonb_build_object('document', pg_temp.document(1, 'Modello 730'), 'upload', pg_temp.file('modello.pdf'))), '{"ok": true}', 'R37: a document is produced');
select is(pg_temp.do('riccardo', 1, 'add', jsonb_build_object('uploads', jsonb_build_array(pg_temp.file('conto.pdf'), pg_temp.file('lettera.pdf')), 'attachments', jsonb_build_array(pg_temp.of(2, 'sent')), 'form_key', 'f')),
    '{"ok": true}', 'R37: others are added: uploads, and one of the ticket by reference');
select is(pg_temp.do('riccardo', 1, 'add', '{"form_key": "f"}'), '{"ok": true}', 'the same form again: the same answer');
select is((select count(*) from turno.practice_document where practice_id = 1), 5::bigint, 'R37: once');
select is((select count(*) from turno.attachment where sha256 = (select sha256 from turno.attachment where id = pg_temp.of(2, 'sent'))), 1::bigint, 'R37: referred to, never copied');
select is((select string_agg(concat_ws(' ', d ->> 'title', d #>> '{attachment,name}', d #>> '{attachment,ticket}', d ->> 'added_by'), ', ') from jsonb_array_elements(
    pg_temp.call('riccardo', 'page_practice', '{"practice": 1}') -> 'documents') d), 'Modello 730 modello.pdf Riccardo, Ricevuta,  conto.pdf Riccardo,  lettera.pdf Riccardo,  message.pdf 2 Riccardo', 'R37: the practice has them');
select is((select count(*) from jsonb_array_elements(pg_temp.call('riccardo', 'page_ticket', '{"ticket": 2, "page": true}') -> 'documents')), 3::bigint, 'R37: they do not show in the ticket');
select is(pg_temp.do('riccardo', 1, x.action, x.p) -> 'errors', x.errors, format('R37: refused: %s %s', x.action, x.p)) from (values
    ('add', '{}'::jsonb, '{"files": "files"}'::jsonb), ('add', jsonb_build_object('uploads', jsonb_build_array(pg_temp.file('altrui.pdf'))), '{"files": "files"}'),
    ('add', jsonb_build_object('attachments', jsonb_build_array(pg_temp.file('altrui.pdf'))), '{"files": "files"}'), ('add', jsonb_build_object('attachments', jsonb_build_array(pg_temp.of(4, 'sent'))), '{"files": "files"}'),
    ('fulfil', jsonb_build_object('document', 999, 'attachment', pg_temp.of(2, 'sent')), '{"document": "unknown"}'), ('fulfil', jsonb_build_object('document', pg_temp.document(1, 'conto.pdf'), 'attachment', pg_temp.of(2, 'sent')), '{"document": "unknown"}'),
    ('share', '{"document": 999}', '{"document": "share"}'), ('remove', '{"document": 999}', '{"document": "unknown"}'), ('burn', '{}', '{"action": "unknown"}')) x(action, p, errors);
select is(pg_temp.do('anna', 1, 'add', jsonb_build_object('attachments', jsonb_build_array(pg_temp.of(3, 'sent')))), '"TU003"', 'R2: no document of another customer');
select is(pg_temp.do('anna', 1, 'add', jsonb_build_object('attachments', (select jsonb_agg(id) from turno.attachment where is_inline))), '"TU003"', 'R25: an image within a text is no document');
select is(pg_temp.call('riccardo', 'act_reply', jsonb_build_object('ticket', 1, 'text', 'x', 'uploads', jsonb_build_array(pg_temp.file('conto.pdf')))) -> 'errors', '{"files": "files"}', 'R37: a practice''s file is no upload any more');
select is(pg_temp.see('riccardo', format('select turno.upload_list(''[%s]'')', pg_temp.file('conto.pdf'))), '[]', 'R37: nor in a form');
select throws_ok(format('select turno.post_add(1, ''message'', ''operator'', 1, ''web'', ''x'', ''x'', p_uploads => ''{%s}'')', pg_temp.file('conto.pdf')), 'TU003', null, 'R37: nor taken by a post');

-- Delivered or not.
select is(pg_temp.documents('mario', '{"kind": "practice"}'), '', 'R25: what is not delivered, the contact has not');
select is(pg_temp.see('mario', format('select count(*) from turno.attachment where id = %s', pg_temp.file('modello.pdf'))), '0', 'R24: nor by its id');
select is(pg_temp.call('mario', 'act_download', jsonb_build_object('attachment', pg_temp.file('modello.pdf'))), '"TU002"', 'R24: nor to download');
select is(pg_temp.do('riccardo', 1, 'share', jsonb_build_object('document', pg_temp.document(1, 'Modello 730'))), '{"ok": true}', 'R25: delivered');
select is(pg_temp.documents('mario', '{"kind": "practice"}'), 'practice modello.pdf P1', 'R25: from practices');
select is(pg_temp.see('mario', 'select count(*) from turno.practice_document'), '1', 'R24: he reads that line, no other');
select is(pg_temp.see('mario', 'select count(*) from turno.practice'), '0', 'R24: and no practice');
select is((select d - '{id,at,size,sha256}'::text[] from jsonb_array_elements(pg_temp.call('mario', 'page_documents', '{"kind": "practice"}') -> 'documents') d),
    '{"name": "modello.pdf", "type": "application/pdf", "kind": "practice", "uploader": null, "ticket": null, "practice": {"reference": "P1"}, "is_shared": true}', 'R24: of the practice its reference, of downloads nothing');
select is(pg_temp.documents('amina', '{"kind": "practice"}'), '', 'R24: another contact has it not');
select is(pg_temp.call('amina', 'act_download', jsonb_build_object('attachment', pg_temp.file('modello.pdf'))), '"TU002"', 'R24: nor to download');
select is(pg_temp.call('mario', 'act_download', jsonb_build_object('attachment', pg_temp.file('modello.pdf'))) ->> 'name', 'modello.pdf', 'R25: downloaded');
select is(pg_temp.see('mario', format('select convert_from(turno.attachment_chunk(%s, 0, 0), ''UTF8'')', pg_temp.file('modello.pdf'))), 'Bytes of modello.pdf', 'R25: with its bytes');
select is(pg_temp.see('mario', format('select turno.attachment_chunk(%s, 0, 0)', pg_temp.file('conto.pdf'))), null, 'R24: the others'' bytes are not his');
select is(pg_temp.documents('mario_link', '{"kind": "practice"}'), '', 'M33: not in a session by link to another ticket');
update turno.session set ticket_id = 2 where token_sha256 = sha256('mario_link');
select is(pg_temp.documents('mario_link', '{"kind": "practice"}'), 'practice modello.pdf P1', 'M33: in one by link to its ticket');
update turno.session set ticket_id = 6 where token_sha256 = sha256('mario_link');
select is(pg_temp.do('riccardo', 1, 'share', jsonb_build_object('document', pg_temp.document(1, 'message.pdf'))), '{"ok": true}', 'R25: a document of his ticket may be delivered');
select is(pg_temp.do('riccardo', 1, 'add', jsonb_build_object('attachments', jsonb_build_array(pg_temp.of(2, 'note')))), '{"ok": true}', 'R37: a note''s document serves a practice');
select is(pg_temp.do('riccardo', 1, 'share', jsonb_build_object('document', pg_temp.document(1, 'note.pdf'))) -> 'errors', '{"document": "share"}', 'R24: but is never delivered');
select is(pg_temp.do('riccardo', 1, 'unshare', jsonb_build_object('document', pg_temp.document(1, 'Modello 730'))), '{"ok": true}', 'R25: no longer delivered');
select is(pg_temp.documents('mario', '{"kind": "practice"}'), '', 'R25: is gone from his');
select is(pg_temp.do('riccardo', 1, 'share', jsonb_build_object('document', pg_temp.document(1, 'Modello 730'))), '{"ok": true}', 'R25: delivered again');
select is((select string_agg(concat_ws(' ', type, new, note), ', ' order by id) from turno.practice_event where type in ('added', 'shared', 'unshared')), 'added modello.pdf Modello 730, added conto.pdf , added lettera.pdf , added message.pdf , shared modello.pdf Modello 730, '
    || 'shared message.pdf , added note.pdf , unshared modello.pdf Modello 730, shared modello.pdf Modello 730', 'R37: all of it written down');

-- For a customer as a whole, and whose a ticket is.
select pg_temp.do('anna', 2, 'add', jsonb_build_object('uploads', jsonb_build_array(pg_temp.upload('anna', 'durc.pdf')))) \g /dev/null
select pg_temp.do('anna', 2, 'share', jsonb_build_object('document', pg_temp.document(2, 'durc.pdf'))) \g /dev/null
select is(pg_temp.documents(p, '{"kind": "practice"}'), 'practice durc.pdf P2', format('R2: each contact of the customer has what was delivered: %s', p)) from unnest(array['edil', 'geometra']) p;
select turno.practice_open(null, 2, 3, 1, 'base', null, 'Geometra', '', null, null, 1, 'web') \g /dev/null
select pg_temp.do('anna', 3, 'add', jsonb_build_object('uploads', jsonb_build_array(pg_temp.upload('anna', 'mappa.pdf')))) \g /dev/null
select pg_temp.do('anna', 3, 'share', jsonb_build_object('document', pg_temp.document(3, 'mappa.pdf'))) \g /dev/null
select is(pg_temp.documents('geometra', '{"kind": "practice"}'), 'practice durc.pdf P2, practice mappa.pdf P3', 'R24: his own');
select is(pg_temp.documents('edil', '{"kind": "practice"}'), 'practice durc.pdf P2', 'R24: not his colleague''s');
select is(pg_temp.do('anna', 2, 'add', jsonb_build_object('attachments', (select jsonb_build_array(id) from turno.attachment where name = 'mappa.pdf'))), '{"ok": true}', 'R37: a practice may refer to the file of another');
select turno.practice_open(null, 2, 2, 1, 'base', null, 'Edil', '', null, null, 1, 'web') \g /dev/null
select pg_temp.do('anna', 4, 'add', jsonb_build_object('attachments', (select jsonb_build_array(id) from turno.attachment where name = 'mappa.pdf'))) \g /dev/null
select is(pg_temp.do('anna', 4, 'share', jsonb_build_object('document', pg_temp.document(4, 'mappa.pdf'))) -> 'errors', '{"document": "share"}', 'R24: which is not delivered to somebody else');

-- Operators, again by what they see.
select is(pg_temp.documents('riccardo', '{"contact": 1, "kind": "practice"}'), 'practice modello.pdf P1, practice conto.pdf P1, practice lettera.pdf P1', 'R25: operators have those of practices, delivered or not');
select is(pg_temp.documents('marco', '{"contact": 1, "kind": "practice"}'), '', 'R9: of a practice that he does not see, none');
select is(pg_temp.see('marco', format('select count(*) from turno.attachment where id = %s', pg_temp.file('modello.pdf'))), '0', 'R9: delivered or not');
update turno.ticket set category_id = 4 where id = 2;
select is((select string_agg(concat_ws(' ', d ->> 'title', d #>> '{attachment,name}', d ->> 'is_there'), ', ') from jsonb_array_elements(pg_temp.call('riccardo', 'page_practice', '{"practice": 1}') -> 'documents') d),
    'Modello 730 modello.pdf true, Ricevuta false,  conto.pdf true,  lettera.pdf true', 'R9: a ticket that went out of sight takes its documents along');
select is(pg_temp.history('riccardo'), 'added modello.pdf Modello 730, added conto.pdf, added lettera.pdf, added, shared modello.pdf Modello 730, shared, added, unshared modello.pdf Modello 730, '
    || 'shared modello.pdf Modello 730', 'R9: and their names out of the history');
update turno.ticket set category_id = 2 where id = 2;
select is(pg_temp.history('riccardo'), (select string_agg(concat_ws(' ', type, new, nullif(note, '')), ', ' order by id) from turno.practice_event where practice_id = 1 and new is not null and type <> 'opened'),
    'R9: who sees the ticket reads all of it');

-- Taken out.
select is(pg_temp.do('riccardo', 1, 'remove', jsonb_build_object('document', pg_temp.document(1, 'message.pdf'))), '{"ok": true}', 'R37: a reference is taken out');
select is((select count(*) from turno.attachment where id = pg_temp.of(2, 'sent')), 1::bigint, 'R37: the document stays in its ticket');
select is(pg_temp.do('riccardo', 1, 'remove', jsonb_build_object('document', pg_temp.document(1, 'Modello 730'))), '{"ok": true}', 'R37: one to produce');
select is((select string_agg(format('%s %s %s', title, is_shared, attachment_id), ',') from turno.practice_document where title = 'Modello 730' and practice_id = 1), 'Modello 730 f ', 'R37: waits again');
select is(pg_temp.do('riccardo', 1, 'remove', jsonb_build_object('document', pg_temp.document(1, 'conto.pdf'))), '{"ok": true}', 'R37: an upload of its own');
select is((select string_agg(format('%s%s%s', practice_id, uploaded_session_id, customer_id), '') from turno.attachment where name in ('conto.pdf', 'modello.pdf')), '', 'R37: is nobody''s any more');
select is(pg_temp.do('anna', 3, 'remove', jsonb_build_object('document', pg_temp.document(3, 'mappa.pdf'))), '{"ok": true}', 'R37: one that others refer to');
select is((select practice_id from turno.attachment where name = 'mappa.pdf'), 3::bigint, 'R37: stays');
update turno.attachment set created_at = now() - interval '2 days' where post_id is null;
select turno.tidy_uploads() \g /dev/null
select is((select string_agg(name, ' ' order by id) from turno.attachment where post_id is null), 'lettera.pdf durc.pdf mappa.pdf', 'R37: the clocks remove what nobody refers to, nothing of a practice');
select is(pg_temp.do('riccardo', 1, 'fulfil', jsonb_build_object('document', pg_temp.document(1, 'Ricevuta'), 'attachment', pg_temp.of(2, 'sent'))), '{"ok": true}', 'R37: produced');
select is(pg_temp.do('riccardo', 1, 'fulfil', jsonb_build_object('document', pg_temp.document(1, 'Ricevuta'), 'attachment', pg_temp.of(2, 'delivered'))), '{"ok": true}', 'R37: and again, with another file');
select is((select attachment_id from turno.practice_document where title = 'Ricevuta'), pg_temp.of(2, 'delivered'), 'R37: the last one stands');

-- Erased: a document that goes, then all of a practice.
select pg_temp.do('riccardo', 1, 'add', jsonb_build_object('attachments', jsonb_build_array(pg_temp.of(2, 'sent')))) \g /dev/null
select lives_ok(format('delete from turno.attachment where id in (%s, %s)', pg_temp.of(2, 'sent'), pg_temp.of(2, 'delivered')), 'R39: a document that practices refer to may go');
select is((select count(*) from turno.practice_document where practice_id = 1 and attachment_id is not null and attachment_id <> pg_temp.file('lettera.pdf')), 1::bigint, 'R39: it leaves them');
select is(pg_temp.history('riccardo'), 'added modello.pdf Modello 730, added conto.pdf, added lettera.pdf, added, shared modello.pdf Modello 730, shared, added note.pdf, unshared modello.pdf Modello 730, '
    || 'shared modello.pdf Modello 730, added, added, added', 'R39: and its name the history');
select is((select string_agg(concat(title, attachment_id), ',' order by n) from turno.practice_document where practice_id = 1 and is_asked), 'Modello 730,Ricevuta', 'R39: what is to be produced waits again');
update turno.practice set description = 'Mario Rossi', reference = 'ROSSI/1' where id = 1;
insert into turno.practice_field (practice_id, n, name, label_it, label_en, type, value) values (1, 1, 'cf', 'CF', 'CF', 'tax code', 'RSSMRA80A01H501U');
select turno.practice_erase(1) \g /dev/null
select is((select format('%s|%s|%s|%s', p.subject, p.reference, p.description, f.value) from turno.practice p join turno.practice_field f on f.practice_id = p.id where p.id = 1), 'P1|P1||', 'R39: an erased practice tells of nobody');
select is((select count(*) from turno.practice_event where practice_id = 1 and num_nonnulls(old, new, note) > 0), 0::bigint, 'R39: nor does its history');
select isnt((select count(*) from turno.practice_event where practice_id = 1), 0::bigint, 'R39: which stays');
select is((select count(*) from turno.attachment where id = pg_temp.file('lettera.pdf')), 0::bigint, 'R39: its own files are gone');
select is((select count(*) from turno.attachment where id = pg_temp.of(2, 'note')), 1::bigint, 'R39: those of the ticket are the ticket''s');
select is((select string_agg(concat(title, attachment_id, is_shared), ',' order by n) from turno.practice_document where practice_id = 1), 'Modello 730f,Ricevutaf', 'R39: it holds no file');
select is((select string_agg(d.title || a.name, ',') from turno.practice_document d join turno.attachment a on a.id = d.attachment_id where d.practice_id = 2), 'durc.pdf,mappa.pdf', 'R39: other practices keep theirs');
select turno.practice_erase(3) \g /dev/null
select is((select string_agg(a.name, ',') from turno.practice_document d join turno.attachment a on a.id = d.attachment_id where d.practice_id in (2, 4)), 'durc.pdf', 'R39: but for what came from an erased one');

-- Downloads.
delete from turno.attachment_download;
select pg_temp.call('mario', 'act_download', jsonb_build_object('attachment', pg_temp.of(1, 'delivered'))) \g /dev/null
select pg_temp.call('mario', 'act_download', jsonb_build_object('attachment', pg_temp.of(1, 'delivered'), 'piece', true)) \g /dev/null
select pg_temp.call('marco', 'act_download', jsonb_build_object('attachment', pg_temp.of(1, 'delivered'))) \g /dev/null
select pg_temp.call('marco', 'act_download', jsonb_build_object('attachment', pg_temp.of(1, 'delivered'), 'piece', true)) \g /dev/null
select is((select string_agg(format('%s/%s', operator_id, contact_id), ' ' order by id) from turno.attachment_download), '/1 2/', 'R25: who downloaded, operators too; a piece of a download is none');
select is((select count(*) from turno.event where type = 'downloaded' and ticket_id = 1), 1::bigint, 'R23: a contact''s is an event on the ticket');
select is(pg_temp.call('marco', 'act_download', jsonb_build_object('attachment', pg_temp.of(2, 'delivered'))), '"TU002"', 'R9: no download of what is invisible');
select is((select count(*) from turno.attachment_download), 2::bigint, 'R25: nothing was recorded of it');
select is((select string_agg(x ->> 'who', ',' order by x ->> 'who') from jsonb_array_elements(pg_temp.call('marco', 'page_documents', '{"contact": 1}') -> 'documents') d, jsonb_array_elements(d -> 'downloads') x), 'Marco,Mario Rossi', 'R25: operators read who');
select is(pg_temp.see('marco', 'select count(*) from turno.attachment_download'), '2', 'R25: of documents that they see');
select is(pg_temp.see('nina', 'select count(*) from turno.attachment_download'), '0', 'R9: of no others');
select is(pg_temp.see('mario', 'select string_agg(contact_id::text, '','') from turno.attachment_download'), '1', 'R24 R39: a contact reads of his own downloads only');
select * from finish();
rollback;
