-- Privacy (R39): notice and consent.
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
select * from finish();
rollback;
