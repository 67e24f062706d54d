-- Erasure and retention (R39): what goes, what stays, and that the timelines still prove themselves.
begin;
\ir ../office.psql
\ir ../counted.psql
select no_plan();
create function pg_temp.findings(p jsonb default '{"bytes": true}') returns text language plpgsql as $$
declare
    v_report jsonb;
    v_found text[] := '{}';
begin
    while p is not null loop
        v_report := turno.verify_report(p);
        v_found := v_found || array(select f ->> 'problem' from jsonb_array_elements(v_report -> 'findings') f);
        p := nullif(v_report -> 'next', 'null');
    end loop;
    return nullif(array_to_string(v_found, '; '), '');
end $$;
create function pg_temp.document(p_name text) returns jsonb language sql as $$
    select jsonb_build_array(jsonb_build_object('name', p_name, 'type', 'application/pdf', 'size', 3, 'sha256', encode(sha256('abc'), 'hex'), 'offset', 0, 'length', 3, 'encoding', '7bit')) $$;
-- Six tickets of mario: plain, held, certified, in a category that keeps, open in it, and amina's in which he wrote too.
create temporary table mine as
select n, (pg_temp.receive(jsonb_build_object('subject', 'Mario ' || n, 'body_text', 'Sono Mario Rossi', 'attachments', pg_temp.document('mario.pdf')),
    'support') ->> 'ticket')::bigint as ticket from unnest('{plain,held,pec,kept,open}'::text[]) n;
insert into mine select 'amina', (pg_temp.receive('{"subject": "Amina", "from_address": "amina@demo.example", "body_text": "Sono Amina"}') ->> 'ticket')::bigint;
create function pg_temp.of(p text) returns bigint language sql as $$ select ticket from mine where n = p $$;
select turno.post_add(pg_temp.of('amina'), 'message', 'contact', pg_temp.contact_id('mario'), 'web', 'Anche Mario', 'Anche Mario'),
    turno.event_add(pg_temp.of('plain'), 'subject', 'operator', pg_temp.operator_id('anna'), 'web', null, 'a', 'Il 730 di Mario'),
    pg_temp.anna_replies(pg_temp.of('plain')),
    turno.post_add(pg_temp.of('plain'), 'note', 'operator', pg_temp.operator_id('anna'), 'web', 'Mario ha chiamato', 'Mario ha chiamato'),
    turno.link_issue(pg_temp.of('plain'), pg_temp.contact_id('mario')), turno.session_for(null, 'mario.rossi@demo.example') \g /dev/null
select turno.hold_add(jsonb_build_object('ticket', pg_temp.of('held')::text, 'reason', 'causa civile')) \g /dev/null
insert into turno.category (name, retention_days) values ('Conservata', 100);
insert into turno.category (name) values ('Altra');
set local session_replication_role = replica;
update turno.ticket set channel = 'pec' where id = pg_temp.of('pec');
update turno.ticket set category_id = pg_temp.category_id('Conservata') where id in (pg_temp.of('kept'), pg_temp.of('open'));
update turno.ticket t set turn = 'closed', closed_at = now() - interval '10 days', status_id = (select id from turno.status where is_closing)
    where id in (pg_temp.of('kept'), pg_temp.of('pec'), pg_temp.of('held'));
set local session_replication_role = origin;
-- In triage and waiting for deliver.
create temporary table loose as select (pg_temp.receive('{"from_address": "MARIO.rossi@demo.example", "subject": "Auto", "automatic": "auto-replied"}', 'quiet') ->> 'mail')::bigint as mail, pg_temp.store('support') as waiting;
select is(pg_temp.findings(), null, 'R23: all verifies before');
create function pg_temp.all_rows() returns text language sql as $$
    select md5(string_agg(x, e'\n' order by x)) from (
        select c::text from turno.contact c union all select p::text from turno.post p union all select e::text from turno.event e
        union all select a::text from turno.attachment a union all select m::text from turno.mail m union all select o::text from turno.outbox o
        union all select b::text from turno.blob b union all select r::text from turno.erasure r union all select a::text from turno.address a) y(x) $$;
create temporary table before as select pg_temp.all_rows() as rows, (select count(*) from turno.blob) as blobs;
create temporary table tried as select turno.contact_erase('{"address": "mario.rossi@demo.example", "dry_run": true}') as r;
select is(pg_temp.all_rows(), rows, 'R39: a dry run changes nothing') from before;
select throws_ok($$ select turno.contact_erase('{"address": "nessuno@demo.example"}') $$, 'TU003', null, 'R39: nobody is no contact');
create temporary table done as select turno.contact_erase('{"address": "mario.rossi@demo.example", "reason": "Richiesta del 3 maggio"}') as r;
select is(d.r - 'dry_run', t.r - 'dry_run', 'R39: a dry run tells what is then done') from done d, tried t;
select is(d.r - '{kept,bytes,events,address,dry_run}'::text[], '{"tickets": 2, "posts": 4, "documents": 1, "mails": 2, "blobs": 2}', 'R39: what went is counted') from done d;
select is((select jsonb_agg(k ->> 'why' order by (k ->> 'ticket')::bigint) from done, jsonb_array_elements(r -> 'kept') k), '["held", "pec", "retention", "open"]', 'R39: what must stay is named, with the reason');
select is((select row(name, erased_at is not null)::text from turno.contact where name like 'erased-%'), row('erased-' || (select contact_id from turno.ticket where id = pg_temp.of('plain')), true)::text, 'R39: a pseudonym stands for him');
select is((select count(*) from turno.address where folded like 'mario%') + (select count(*) from turno.customer where name ~ 'Mario'), 0::bigint, 'R39: name and addresses are gone');
select is((select string_agg(text || visible_text, '') from turno.post where ticket_id = pg_temp.of('plain')), '', 'R39: so is every text of his ticket');
select is((select string_agg(concat(old, new, note), '') from turno.event where ticket_id = pg_temp.of('plain') and type not in ('erased')), '', 'R39: and every word of its timeline');
select is((select subject from turno.ticket where id = pg_temp.of('plain')), '–', 'R39: and its subject');
select is((select array_agg(text order by id) from turno.post where ticket_id = pg_temp.of('amina')), '{"Sono Amina",""}', 'R39: in another''s ticket only his words go');
select is((select array_agg(subject || coalesce((select text from turno.post p where p.ticket_id = t.id order by p.id limit 1), '') order by id) from turno.ticket t where id in (pg_temp.of('held'), pg_temp.of('pec'))),
    '{"Mario heldSono Mario Rossi","Mario pecSono Mario Rossi"}', 'R39: what is held or certified stays whole');
select is((select count(*) from turno.attachment a join turno.post p on p.id = a.post_id where p.ticket_id = pg_temp.of('plain')), 0::bigint, 'R39: documents go');
select is((select row(blob_id, evidence, from_address, subject, body_sha256, message_id, outcome)::text from turno.mail where ticket_id = pg_temp.of('plain')), '(,,,,,,ticket)', 'R39: of his mail stays that it was taken');
select is((select row(blob_id, from_address)::text from turno.mail where id = mail), '(,)', 'R39: also of one that no ticket has') from loose;
select isnt((select blob_id from turno.mail where id = waiting), null, 'R39: what is not decided yet is left alone') from loose;
select is((select count(*) from turno.blob), blobs - 2, 'R39: bytes that nothing refers to are gone') from before;
select is((select count(*) from turno.outbox o where o.recipient ~* 'mario' or o.detail <> '{}' and o.ticket_id = pg_temp.of('plain') and o.contact_id is not null), 0::bigint, 'R39: what was sent to him names him no more');
select is((select count(*) from turno.link l join turno.contact c on c.id = l.contact_id where c.erased_at is not null), 0::bigint, 'R39: his links are gone');
select is((select count(*) from turno.session s join turno.contact c on c.id = s.contact_id where c.erased_at is not null and s.ended_at is null), 0::bigint, 'R39: his sessions are over');
select is(pg_temp.findings(), null, 'R23 R39: the timelines still prove themselves');
select is((select row(type, note, new ~ '^p\d+ p\d+ p\d+ e\d+')::text from turno.event where ticket_id = pg_temp.of('plain') order by seq desc limit 1), '(erased,"Richiesta del 3 maggio",t)', 'R39: an event tells of it');
select is((select row(kind, reason, tickets, posts)::text from turno.erasure), '(contact,"Richiesta del 3 maggio",2,4)', 'R39: and the log of erasures');
select throws_ok(format('select turno.hold_add(%L)', jsonb_build_object('ticket', pg_temp.of('plain')::text, 'reason', 'x')), 'TU003', null, 'R39: nothing is left to hold');

-- Who wipes by himself is found, in a ticket that was erased too.
create function pg_temp.after(p_spoil text) returns text language plpgsql as $$
declare
    v_found text;
begin
    begin
        execute p_spoil;
        v_found := pg_temp.findings();
        raise exception 'undo' using errcode = 'ZZ999';
    exception when sqlstate 'ZZ999' then
        return v_found;
    end;
end $$;
set local session_replication_role = replica;
select matches(pg_temp.after(format('update turno.post p set content_digest = turno.post_content_of(p), text = '''', visible_text = '''', salt = '''' where ticket_id = %s and text <> ''''', pg_temp.of('amina'))),
    '^wiped: post \d+ is empty without an erasure$', 'R39: an erased post needs the event that names it');
select matches(pg_temp.after(format('update turno.post set at = at + interval ''1 s'' where ticket_id = %s', pg_temp.of('plain'))), 'altered: post \d+ differs', 'R23 R39: who wrote when is proved of erased posts too');
select matches(pg_temp.after(format('update turno.post set text = ''x'' where id = (select min(id) from turno.post where ticket_id = %s)', pg_temp.of('plain'))), '^wiped: post', 'R39: nothing is written into an erased post');
select matches(pg_temp.after(format('insert into turno.attachment (post_id, blob_id, name, type, size, sha256) select min(p.id), (select max(id) from turno.blob), ''x'', ''x'', 1, ''x'' from turno.post p where ticket_id = %s', pg_temp.of('plain'))), 'wiped: post', 'R39: nor a document added to it');
select matches(pg_temp.after(format('update turno.event set new = ''p1'' where ticket_id = %s and type = ''erased''', pg_temp.of('plain'))), 'wiped: post.*altered: the event differs', 'R39: the event is proved itself');
set local session_replication_role = origin;

-- Retention.
select is(turno.retention_report('{}'), '[]', 'R39: nothing is due');
select is(turno.retention_run() ->> 'tickets', '0', 'R39: so nothing goes');
set local session_replication_role = replica;
update turno.ticket set closed_at = now() - interval '101 days' where id = pg_temp.of('kept');
update turno.ticket set closed_at = now() - interval '101 days', category_id = pg_temp.category_id('Conservata') where id = pg_temp.of('pec');
update turno.ticket set deleted_at = now() - interval '31 days' where id = pg_temp.of('amina');
set local session_replication_role = origin;
select is((select jsonb_agg(l - '{oldest,bytes}'::text[]) from jsonb_array_elements(turno.retention_report('{}')) l), '[
    {"category": "Amministrazione", "why": "deleted", "days": 30, "tickets": 1, "posts": 2, "documents": 0},
    {"category": "Conservata", "why": "request", "days": 100, "tickets": 1, "posts": 1, "documents": 1},
    {"category": "Conservata", "why": "retention", "days": 100, "tickets": 1, "posts": 1, "documents": 1}]', 'R39: a dry run tells by category what is due; not what is held or certified');
select is(turno.retention_run() - '{bytes,events}'::text[], '{"tickets": 2, "posts": 2, "documents": 1, "mails": 2, "blobs": 2, "more": true}', 'R39: then it goes');
select is((select array_agg(n order by n) from mine join turno.ticket t on t.id = ticket where t.erased_at is not null), '{amina,kept,plain}', 'R27 R39: closed for long and deleted ones are erased');
select is(turno.hold_remove(jsonb_build_object('ticket', pg_temp.of('held')::text)) ->> 'removed', pg_temp.of('held')::text, 'R39: a hold ends');
select throws_ok(format('select turno.hold_remove(%L)', jsonb_build_object('ticket', pg_temp.of('held')::text)), 'TU003', null, 'R39: once');
select is(turno.retention_run() ->> 'tickets', '1', 'R39: what was kept of somebody forgotten goes when it need not be kept any longer');
select turno.setting_set('{"key": "retention.pec_days", "value": "100"}') \g /dev/null
select is(turno.retention_run() ->> 'tickets', '1', 'R39: certified mail when its own time is over');
select is(turno.retention_run() ->> 'more', 'false', 'R39: then nothing is left to do');
select is((select array_agg(concat(kind, ' ', reason, ' ', tickets) order by id) from turno.erasure where kind = 'ticket'), '{"ticket retention 1","ticket deleted 1","ticket request 1","ticket retention 1"}', 'R39: what went is logged');

-- Mails without a ticket.
create temporary table stranger as select (pg_temp.receive('{"from_address": "x@altrove.example"}') ->> 'mail')::bigint as mail;
update turno.mail set decided_at = now() - interval '40 days' where id = (select mail from stranger);
select is(turno.retention_run() ->> 'mails', '0', 'R39: mails that wait in triage are kept unless the office says so');
select turno.setting_set('{"key": "retention.mail_days", "value": "30"}') \g /dev/null
select is((select jsonb_agg(l - '{oldest,bytes}'::text[]) from jsonb_array_elements(turno.retention_report('{}')) l), '[{"category": null, "why": "mail", "days": 30, "tickets": 0, "posts": 0, "documents": 1}]', 'R39: then they are told of');
select is((turno.tidy('t') ->> 'erased'), '1', 'R39: and tidy lets them go');
select throws_ok(format('select turno.mail_retry(%s)', mail), 'TU003', null, 'R39: a mail without bytes is not tried again') from stranger;
select is(turno.mail_json(mail) -> 'sha256', 'null', 'R39: and is still shown') from stranger;
select is(pg_temp.findings(), null, 'R23 R39: all still verifies');

-- By the web.
create function pg_temp.as_operator(p_login text, p jsonb) returns text language plpgsql as $$
declare
    v text;
begin
    perform set_config('turno.session', turno.session_for(p_login, null), true);
    set local role turno_web;
    v := turno.act_contact_erase(p);
    reset role;
    return v;
exception when others then
    return sqlstate;
end $$;
update turno.operator set is_admin = true where login = 'anna';
create temporary table amina as select jsonb_build_object('contact', pg_temp.contact_id('amina')) as p;
select is(pg_temp.as_operator('marco', p), 'TU002', 'R39: who is no administrator erases nobody') from amina;
select is(pg_temp.as_operator('anna', p || '{"dry_run": true}')::jsonb -> 'dry_run', 'true', 'R39: an administrator may try') from amina;
select is(pg_temp.as_operator('anna', p || '{"form_key": "k"}')::jsonb -> 'ok', 'true', 'R39: and do it') from amina;
select is(pg_temp.as_operator('anna', p), 'TU002', 'R39: once') from amina;
select is((select operator_id from turno.erasure order by id desc limit 1), pg_temp.operator_id('anna'), 'R39: in his name');
select is(pg_temp.miscounted(), null, 'R39: the list counts no document that went');
-- A draft's files are counted; a held ticket is not deleted.
create temporary table late as select (pg_temp.receive('{"from_address": "amina2@demo.example"}', 'help') ->> 'ticket')::bigint as ticket;
select turno.hold_add(jsonb_build_object('ticket', ticket::text, 'reason', 'x')) from late \g /dev/null
select is(turno.ticket_hangs(ticket), '{hold}', 'R27: a ticket that is held is not deleted') from late;
select set_config('turno.session', turno.session_for('anna', null), true) \g /dev/null
create temporary table file as select turno.upload_begin() as handle;
select turno.upload_append(handle, 0, 'bytes') from file \g /dev/null
create temporary table upload as select turno.upload_finish(handle, 'a.txt', 'text/plain') as id from file;
insert into turno.ticket_draft (ticket_id, saved_by) select ticket, pg_temp.operator_id('anna') from late;
select turno.upload_keep(array[id], ticket) from upload, late \g /dev/null
select is((select draft_id from turno.attachment a join upload u using (id)), ticket, 'R32: a file goes to a draft') from late;
select is(pg_temp.findings(), null, 'R23: and verify knows');
select matches(pg_temp.after('update turno.attachment set draft_id = null where name = $q$a.txt$q$'), 'upload: one is not as it was stored', 'R23: who takes it out without the desk is found');
select turno.upload_keep(array[id], null), turno.upload_drop(array[id]) from upload \g /dev/null
select is(pg_temp.findings(), null, 'R23: out of it and gone, likewise');
select * from finish();
rollback;
