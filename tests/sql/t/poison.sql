-- What was left out of a mail is said to who reads it (M5); what was put aside is told (M3).
begin;
\ir ../office.psql
select no_plan();
update turno.operator set has_triage = login in ('anna', 'carla');
create function pg_temp.page(p_ticket bigint, p_language text) returns jsonb language sql as $$
    select jsonb_path_query_first(turno.page_ticket(jsonb_build_object('ticket', p_ticket, 'language', p_language, 'page', true)),
        '$.timeline[*].post') $$;
create function pg_temp.sign_in(p_operator text, p_contact text) returns void language sql as $$
    select set_config('turno.session', turno.session_for(p_operator, p_contact), true) $$;

-- A mail that met limits.
create temporary table cut as select (v ->> 'ticket')::bigint as ticket, (v ->> 'mail')::bigint as mail
from pg_temp.receive('{"notices": ["parts", "text"]}') v;
select is(turno.mail_show(mail) -> 'notices', '["parts", "text"]', 'M5: the ledger names the limits') from cut;
select pg_temp.sign_in('anna', null) \g /dev/null
select is(jsonb_path_query_array(pg_temp.page(ticket, 'it'), '$.notices[*].notice'), jsonb_build_array(
    'Alcune parti di questa mail mancano: sono più di 1000.', 'Il testo è tagliato: supera 1 MiB.',
    format('La mail originale è conservata intera: chi amministra la ottiene con «turno mail raw %s».', mail)),
    'M5: an operator reads on the page what is missing and where the rest is') from cut;
select is(pg_temp.page(ticket, 'en') #>> '{notices,0,notice}', 'Parts of this mail were left out: it has more than 1000.',
    'M5: in his language') from cut;
select is(turno.page_ticket(jsonb_build_object('ticket', ticket)) #> '{posts,0}' @> jsonb_build_object('notices', '["parts", "text"]'::jsonb,
    'mail', mail), true, 'M5: scripts get the names and the mail') from cut;
select is(jsonb_array_length(turno.outbox_envelope(o.id) -> 'notices'), 3, 'M5: the notification says so too')
from turno.outbox o join cut on cut.ticket = o.ticket_id where o.kind = 'notification';
select is(turno.outbox_envelope(o.id) -> 'notices', '[]', 'R24: the contact''s mail does not')
from turno.outbox o join cut on cut.ticket = o.ticket_id where o.kind = 'acknowledgement';
select pg_temp.sign_in(null, 'mario.rossi@demo.example') \g /dev/null
grant select on cut to turno_web;
set local role turno_web;
select is((select count(*) from turno.mail), 0::bigint, 'R24: he sees no mail of the ledger');
select ok(not (turno.page_conversation(jsonb_build_object('ticket', ticket)) #> '{posts,0}') ?| '{notices,mail,trust}', 'R24: nor does his page')
from cut;
reset role;
select pg_temp.sign_in('anna', null) \g /dev/null
set local role turno_web;
select is(turno.page_ticket(jsonb_build_object('ticket', ticket)) #> '{posts,0,notices}', '["parts", "text"]', 'M5: the web''s role reads them for an operator')
from cut;
reset role;

-- A mail like any other.
create temporary table whole as select (v ->> 'ticket')::bigint as ticket from pg_temp.receive('{}') v;
select is(pg_temp.page(ticket, 'it') -> 'notices', '[]', 'M5: a mail that met no limit has no notice') from whole;
select is(turno.notice_text('{unknown}', 1, 'it'), '[]', 'M5: a name that is none says nothing');
select is((select count(*) from unnest('{it,en}'::text[]) l, unnest('{raw,header,parts,depth,addresses,references,text}'::text[]) n
    where jsonb_array_length(turno.notice_text(array[n], 1, l)) <> 2), 0::bigint, 'M5: every limit has its words in both languages');

-- A mail above limit_raw_mib, of which the header was taken.
create temporary table large as select turno.mail_store(pg_temp.mailbox_id('support'), 1, 7, now(), sha256('h'), 1, 'h', 'test',
    turno.lease_take('mailbox:' || pg_temp.mailbox_id('support'), 'test', 60), 300000000) as mail;
create temporary table kept as select (v ->> 'ticket')::bigint as ticket, mail
from large, lateral pg_temp.deliver(mail, pg_temp.evidence('{"body_text": "", "reply_visible_text": ""}')) v;
select is(turno.mail_show(mail) @> '{"notices": ["raw"], "server_size": 300000000, "outcome": "ticket"}', true, 'M5: the ledger says that it is a header')
from kept;
select is(turno.mail_explain(mail) #> '{trace,0}', '{"step": "raw", "kept": "header", "server_size": 300000000}', 'M5: explain says so first') from kept;
select is(jsonb_path_query_array(pg_temp.page(ticket, 'it'), '$.notices[*].notice'), jsonb_build_array(
    'Di questa mail è stata presa solo l''intestazione: è più grande di quanto si conserva.',
    'La mail intera resta nella casella di posta, contrassegnata.'), 'M5: an operator reads where the mail is') from kept;

-- Quarantine is told to who has the triage right, and not for each mail.
create function pg_temp.put_aside() returns bigint language plpgsql as $$
declare
    v_mail bigint := pg_temp.store('support');
begin
    perform turno.mail_reader_died(v_mail, 'the reader was ended by signal 11', 'test', turno.lease_take('writer', 'test', 600))
    from generate_series(1, 2);
    return v_mail;
end $$;
create function pg_temp.told() returns text language sql as $$
    select string_agg(o.recipient, ' ' order by o.recipient) from turno.outbox o where o.kind = 'quarantine' $$;
select is(pg_temp.told(), null, 'M3: nobody is told while nothing is put aside');
select is(turno.quarantine_tell(), 0, 'M3: nor when asked');
create temporary table aside as select pg_temp.put_aside() as mail;
select is(pg_temp.told(), 'Anna@demo.example Carla@demo.example', 'M3: those with the triage right are told');
select is(turno.outbox_envelope(o.id) @> jsonb_build_object('kind', 'quarantine', 'quarantined', 1, 'mail', aside.mail, 'ticket', null,
    'auto_submitted', 'auto-generated', 'mailbox', 'support', 'reason', 'the reader was ended by signal 11'), true, 'M3: which, how many and why')
from turno.outbox o, aside where o.kind = 'quarantine' and o.recipient like 'Carla%';
select pg_temp.put_aside(), pg_temp.put_aside() \g /dev/null
select is(pg_temp.told(), 'Anna@demo.example Carla@demo.example', 'M3: once an hour');
select is(turno.tidy('test') ->> 'told', '0', 'M3: tidy waits for the hour');
update turno.outbox set created_at = created_at - interval '61 minutes' where kind = 'quarantine';
select is(turno.tidy('test') ->> 'told', '2', 'M3: at its end tidy tells the rest');
select is((select max((turno.outbox_envelope(o.id) ->> 'quarantined')::integer) from turno.outbox o where o.kind = 'quarantine'), 3,
    'M3: and how many there are');
update turno.outbox set created_at = created_at - interval '61 minutes' where kind = 'quarantine';
select is(turno.tidy('test') ->> 'told', '0', 'M3: nothing new, no mail');
select is(jsonb_path_query_first(turno.check_report(), '$[*] ? (@.kind == "mail")') ->> 'message',
    '3 mails are in quarantine.', 'M3: turno check says so');
select is(turno.mail_retry(mail) ->> 'outcome', null, 'M3: "try again"') from aside;
select is(pg_temp.deliver(mail, pg_temp.evidence('{}')) ->> 'outcome', 'ticket', 'M3: which works when the cause is gone') from aside;
update turno.operator set has_triage = false;
select pg_temp.put_aside() \g /dev/null
select is(turno.quarantine_tell(), 0, 'M3: without such an operator nobody is told');
update turno.operator set has_triage = true, wants_mail = login <> 'anna';
select is(turno.quarantine_tell(), 2, 'M3: until there is one; who wants no mail gets none');
select * from finish();
rollback;
