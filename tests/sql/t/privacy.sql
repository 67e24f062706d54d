-- Privacy (R27, R39): notice and consent, exports, holds.
begin;
\ir ../office.psql
select no_plan();
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
select is(turno.privacy_notice('en'), '{"version": "1", "language": "en", "text": ""}', 'R39: without a notice there is none');
select is(turno.consent_add(pg_temp.contact_id('mario'), ticket), null, 'R39: and nothing to agree to') from mine;
select turno.setting_set('{"key": "privacy.notice.it", "value": "Trattiamo i tuoi dati."}'), turno.setting_set('{"key": "privacy.version", "value": "2026-1"}') \g /dev/null
grant select on mine to public;
set local role turno_act;
select isnt(turno.consent_add(pg_temp.contact_id('mario'), ticket), null, 'R39: an acknowledgement is kept') from mine;
select is(turno.consent_add(pg_temp.contact_id('amina')), null, 'R39: not in a language in which there is no notice');
reset role;
select is((select row(contact_id, ticket_id, version, language, notice_sha256)::text from turno.consent),
    row(pg_temp.contact_id('mario'), ticket, '2026-1', 'it', sha256(convert_to('Trattiamo i tuoi dati.', 'UTF8')))::text, 'R39: whose, for which ticket, of which words') from mine;
select turno.consent_add(pg_temp.contact_id('amina')) \g /dev/null
-- What somebody reads with his session.
create function pg_temp.see(p_login text, p_address text, p_query text) returns text language plpgsql as $$
declare
    v text;
begin
    perform set_config('turno.session', turno.session_for(p_login, p_address), true);
    set local role turno_web;
    execute p_query into v;
    reset role;
    perform set_config('turno.session', '', true);
    return v;
end $$;
select is(pg_temp.see(null, 'mario.rossi@demo.example', 'select string_agg(version, '','') from turno.consent'), '2026-1', 'R39: a contact reads what he acknowledged');
select is(pg_temp.see(null, 'amina@demo.example', 'select count(*)::text from turno.consent'), '0', 'R39: nobody else''s');
select is(pg_temp.see('anna', null, 'select count(*)::text from turno.consent'), '0', 'R39: which no operator reads');
-- Exports (R27, R39): what the viewer sees, and no more.
create function pg_temp.json(p_login text, p_address text, p_query text) returns jsonb language plpgsql as $$
begin
    return pg_temp.see(p_login, p_address, p_query)::jsonb;
exception when others then
    reset role;
    return to_jsonb(sqlstate);
end $$;
create temporary table full_ticket as select (pg_temp.receive(jsonb_build_object('subject', 'Con allegati', 'body_text', 'Ecco la CU', 'attachments', jsonb_build_array(
    jsonb_build_object('name', 'cu.pdf', 'type', 'application/pdf', 'size', 3, 'sha256', encode(sha256('abc'), 'hex'), 'offset', 2, 'length', 3, 'encoding', '7bit'))), 'support') ->> 'ticket')::bigint as ticket;
create temporary table said as select ticket, turno.post_add(ticket, 'note', 'operator', pg_temp.operator_id('anna'), 'web', 'Segreto', 'Segreto') as note,
    turno.post_add(ticket, 'message', 'operator', pg_temp.operator_id('anna'), 'web', 'Grazie', 'Grazie') as reply from full_ticket;
create temporary table paper as select a.id, p.mail_id from turno.attachment a join turno.post p on p.id = a.post_id join full_ticket t on t.ticket = p.ticket_id;
grant select on full_ticket, paper to public;
select pg_temp.see(null, 'mario.rossi@demo.example', format('select turno.act_download(''{"attachment": %s}'')::text', id)) from paper \g /dev/null
create temporary table his as select pg_temp.json(null, 'mario.rossi@demo.example', 'select turno.contact_export(''{"language": "it"}'')') as j;
select is((select array_agg((t ->> 'number')::bigint order by 1) from his, jsonb_array_elements(j -> 'tickets') t), array(select t.id from turno.ticket t where t.contact_id = pg_temp.contact_id('mario') order by 1), 'R39: a contact gets his tickets');
select is((select row(j #>> '{contact,name}', j #>> '{contact,addresses,0,address}')::text from his), '("Mario Rossi",Mario.Rossi@Demo.example)', 'R39: who he is');
select is((select j #>> '{consents,0,version}' from his), '2026-1', 'R39: what he acknowledged');
select is((select j #>> '{downloads,0,document}' from his), 'cu.pdf', 'R39: what he downloaded');
select is((select jsonb_agg(f - '{id,post,at,sha256}'::text[]) from his, jsonb_array_elements(j -> 'files') f), (select jsonb_build_array(jsonb_build_object('source', 'document', 'folder', 'ticket-' || ticket, 'name', 'cu.pdf', 'type', 'application/pdf', 'size', 3, 'encoding', '7bit')) from full_ticket), 'R24: documents, not the mails they came in');
select ok((select j::text from his) !~ 'Segreto|"level"|"events"|CAF', 'R24: no note, level, timeline or category');
select is(pg_temp.json(null, 'amina@demo.example', 'select turno.contact_export()') #> '{downloads}', '[]', 'R39: nobody else''s downloads');
select is(pg_temp.json('anna', null, 'select turno.contact_export()'), '"TU002"', 'R39: an operator is no contact');
select is(pg_temp.json(null, 'mario.rossi@demo.example', format('select turno.ticket_export(''{"ticket": %s}'')', ticket)), '"TU002"', 'R24: a contact has no operators'' export') from full_ticket;
select is((select array_agg(distinct f ->> 'source' order by f ->> 'source') from full_ticket, jsonb_array_elements(pg_temp.json('anna', null, format('select turno.ticket_export(''{"ticket": %s}'')', ticket)) -> 'files') f), '{document,original}', 'R27: an operator gets documents and originals');
select ok(pg_temp.json('anna', null, format('select turno.ticket_export(''{"ticket": %s}'')', ticket))::text ~ 'Segreto', 'R27: and notes') from full_ticket;
select is(pg_temp.json('carla', null, format('select turno.ticket_export(''{"ticket": %s}'')', ticket)), '"TU002"', 'R9 R27: who does not see it gets none') from full_ticket;
select isnt(pg_temp.see('anna', null, format('select turno.export_chunk_seen(''original'', %s, 0)', mail_id)), null, 'R27: bytes of an original') from paper;
select is(pg_temp.see('carla', null, format('select turno.export_chunk_seen(''original'', %s, 0)', mail_id)), null, 'R9: not for who does not see the ticket') from paper;
select is(pg_temp.see(null, 'mario.rossi@demo.example', format('select turno.export_chunk_seen(''original'', %s, 0)', mail_id)), null, 'R24: nor for a contact') from paper;
select is(octet_length(pg_temp.see(null, 'mario.rossi@demo.example', format('select turno.export_chunk_seen(''document'', %s, 0)', id))::bytea), 3, 'R24: who gets those of his documents') from paper;
select is(pg_temp.see(null, 'amina@demo.example', format('select turno.export_chunk_seen(''document'', %s, 0)', id)), null, 'R24: and nobody else') from paper;
select is(jsonb_array_length(turno.ticket_export(jsonb_build_object('ticket', ticket)) -> 'files'), 2, 'R27: the owner of the database gets all') from full_ticket;

-- Holds are seen by who sees the ticket.
select turno.hold_add(jsonb_build_object('ticket', ticket::text, 'reason', 'causa')) from full_ticket \g /dev/null
select is(turno.hold_list('{}') #>> '{0,reason}', 'causa', 'R39: a hold is listed');
select is(pg_temp.see('anna', null, 'select count(*)::text from turno.ticket_hold'), '1', 'R39: who sees the ticket sees its hold');
select is(pg_temp.see('carla', null, 'select count(*)::text from turno.ticket_hold'), '0', 'R9: nobody else');
select is(pg_temp.see(null, 'mario.rossi@demo.example', 'select count(*)::text from turno.ticket_hold'), '0', 'R24: no contact does');
select * from finish();
rollback;
