-- Certified mail (M27-M30): what comes, what providers tell of what went, and how it leaves.
begin;
\ir ../office.psql
\ir ../pec.psql
set local role turno_gateway;
select no_plan();

-- M27: the mail in an envelope is decided as its sender's.
create temporary table opened as select pg_temp.receive(pg_temp.envelope('mario@pec.example') || jsonb_build_object('attachments', jsonb_build_array(
    jsonb_build_object('name', 'a.pdf', 'type', 'application/pdf', 'size', 1, 'sha256', encode(sha256('x'), 'hex'), 'offset', 0, 'length', 1,
        'encoding', '7bit', 'inline', false))), 'pec') as v;
create temporary table mine as select (v ->> 'ticket')::bigint as ticket from opened;
select is(v ->> 'outcome', 'ticket', 'M27: an envelope of transport opens its sender''s ticket') from opened;
select is(concat_ws(' ', t.channel, p.channel, t.contact_id = pg_temp.contact_id('mario'), t.subject), 'pec pec t Domanda',
    'M27: by PEC, in the name of <mittente>, with the subject of the mail inside')
from mine join turno.ticket t on t.id = ticket join turno.post p on p.ticket_id = t.id;
select is(m.from_address, 'mario@pec.example', 'M27: the ledger names him, not the provider') from mine join turno.mail m on m.ticket_id = ticket;
select is(turno.pec_effective(m.id, m.evidence), m.evidence, 'M27: read again it is the same') from mine join turno.mail m on m.ticket_id = ticket;
create temporary table stranger as select pg_temp.receive(pg_temp.envelope('Ditta@PEC.example'), 'pec') as v;
select is(concat_ws(' ', c.name, a.address, a.kind), 'Signor Rossi Ditta@PEC.example pec', 'R3, M27: an unknown sender becomes a contact with a certified address')
from stranger join turno.contact c on c.id = (v ->> 'contact')::bigint join turno.address a on a.contact_id = c.id;
reset role;
update turno.address set kind = 'email' where folded = 'mario@pec.example';
set local role turno_gateway;
select pg_temp.pec_ticket() \g /dev/null
select is(kind, 'pec', 'M27: who writes by transport has a certified address') from turno.address where folded = 'mario@pec.example';
select is(v ->> 'outcome', 'triage', 'M27: elsewhere these headers prove nothing: in an ordinary mailbox the provider is the sender, whom nobody knows')
from pg_temp.receive(pg_temp.envelope('mario@pec.example')) v;
select is((select count(*) from turno.message_alias a join turno.mail m on m.id = a.mail_id join turno.mailbox b on b.id = m.mailbox_id where b.kind <> 'pec'),
    0::bigint, 'M16: nor do they give it another id');
select is(concat_ws(' ', v ->> 'outcome', v ->> 'reason'), 'triage PEC envelope that proves nothing', format('M27, M30: triage for an envelope with %s', c))
from jsonb_array_elements('[{"signature": "absent"}, {"signature": "invalid"}, {"sender_agrees": false}, {"data": "malformed", "data_kind": ""},
    {"data": "absent", "data_kind": ""}, {"data_kind": "accettazione"}]') c,
    pg_temp.receive(pg_temp.envelope('mario@pec.example', c), 'pec') v;
select is(v ->> 'outcome', 'ticket', 'M30: without authorities to check by, the provider of the mailbox is believed')
from pg_temp.receive(pg_temp.envelope('mario@pec.example', '{"signature": "unchecked"}'), 'pec') v;
-- An anomaly is ordinary mail in an envelope.
create temporary table odd as select pg_temp.receive(pg_temp.envelope('amina@demo.example',
    '{"kind": "errore", "data": "absent", "data_kind": "", "sender": "", "reply_to": "", "sender_agrees": false, "ref_message_id": ""}'), 'pec') as v;
select is(concat_ws(' ', v ->> 'outcome', t.channel, c.name), 'ticket mail Amina Haddad', 'M27: an anomaly is ordinary mail of who wrote the mail inside')
from odd join turno.ticket t on t.id = (v ->> 'ticket')::bigint join turno.contact c on c.id = t.contact_id;
select is((select kind from turno.address where folded = 'amina@demo.example'), 'email', 'M27: his address is not certified');
select is(v ->> 'outcome', 'triage', 'M30: an anomaly that no provider signed goes to triage') from pg_temp.receive(pg_temp.envelope('amina@demo.example',
    '{"kind": "errore", "signature": "absent"}'), 'pec') v;
select is(v ->> 'outcome', 'ticket', 'M27: mail without such headers is any mail, also there') from pg_temp.receive('{"from_address": "amina@demo.example"}', 'pec') v;
select is(v ->> 'channel', null, 'M27: evidence cannot claim the channel itself')
from pg_temp.store('support') m, turno.pec_effective(m, '{"channel": "pec", "pec": {"kind": ""}}') v;

-- M29: how it leaves.
create temporary table reply as select pg_temp.anna_replies(ticket) as outbox from mine;

select is(concat_ws(' ', b.name, o.recipient), 'pec mario@pec.example', 'M29: a ticket by PEC is answered by PEC, at the certified address')
from reply join turno.outbox o on o.id = outbox join turno.mailbox b on b.id = o.mailbox_id;
select is(array_agg(distinct b.kind), '{email}', 'M29: operators are written to by ordinary mail: an answer of theirs can come back')
from mine join turno.outbox o on o.ticket_id = ticket and o.operator_id is not null join turno.mailbox b on b.id = o.mailbox_id;
create temporary table letter as select turno.outbox_envelope(outbox) as e from reply;
select is(concat_ws(' ', e ->> 'is_pec', e ->> 'envelope_from', e #>> '{from,address}', e ->> 'reply_to'),
    'true pec@demo.example pec@demo.example pec@demo.example', 'M29: MAIL FROM is From, and no address has a detail') from letter;
select is(turno.outbox_envelope(pg_temp.anna_replies(pg_temp.ticket_of_mario())) -> 'is_pec', 'false', 'M29: ordinary mail is none');
select is(turno.envelope_references(outbox) @> array['own-' || m.message_id, m.message_id]
    and (turno.envelope_references(outbox))[cardinality(turno.envelope_references(outbox))] <> m.message_id, true, 'M32: it cites the id under which its sender keeps the mail')
from reply, mine join turno.mail m on m.ticket_id = ticket;
select is(turno.envelope_post(p.id) #>> '{documents,0,sha256}', encode(sha256('x'), 'hex'), 'M29: documents are told with their SHA-256')
from mine join turno.post p on p.ticket_id = ticket and p.author_kind = 'contact';

-- M28: receipts.
update turno.outbox set state = 'sent', sent_at = now() where id = (select outbox from reply);
create temporary table mark as select pg_temp.turn_of(ticket) as turn, pg_temp.last_outbox() as last from mine;
create temporary table accepted as select pg_temp.told(outbox, 'accettazione') as v from reply;
select is(concat_ws(' ', v ->> 'outcome', (v ->> 'ticket')::bigint = ticket, m.trust, m.reason), 'event t signed PEC: accettazione', 'M28: a receipt is an event of its ticket')
from accepted, mine, turno.mail m where m.id = (select max(id) from turno.mail);
select is(pg_temp.delivery(outbox), 'sent accepted', 'M28: accepted') from reply;
select is((select e.new || ' ' || e.channel || ' ' || (e.post_id = o.post_id) from turno.event e where e.ticket_id = o.ticket_id and e.type = 'delivery_accepted'),
    'mario@pec.example pec true', 'M28, R23: on its post, for its recipient') from reply join turno.outbox o on o.id = outbox;
select is(concat_ws(' ', turn = pg_temp.turn_of(ticket), pg_temp.last_outbox() = last), 't t', 'M28, R15: it flips nothing and is not acknowledged') from mark, mine;
select pg_temp.told(outbox, 'presa-in-carico') from reply \g /dev/null
select is(pg_temp.delivery(outbox), 'sent accepted', 'M28: taken in charge by the other provider, not delivered yet') from reply;
select pg_temp.told(outbox, 'avvenuta-consegna') from reply \g /dev/null
select is(pg_temp.delivery(outbox), 'sent delivered', 'M28: delivered') from reply;
select is((pg_temp.events(ticket))[cardinality(pg_temp.events(ticket)) - 2:], '{delivery_accepted,delivery_taken,delivered}', 'R23: each is in the timeline') from mine;
select is(pg_temp.turn_of(ticket), turn, 'R15: receipts of success never touch the turn') from mine, mark;
reset role;
select is((select p ->> 'state' from jsonb_array_elements(turno.ticket_posts(ticket)) q, jsonb_array_elements(q -> 'delivery') p), 'delivered',
    'M28: operators see it at the post') from mine;
-- Receipts prove what was sent and when: they go with the ticket, to who sees it (R27).
create temporary table proof as select m.id from mine join turno.mail m on m.ticket_id = ticket and m.reason like 'PEC: %';
select is((select jsonb_agg(f ->> 'name' order by f ->> 'name') from jsonb_array_elements(pg_temp.call('anna', 'ticket_export', jsonb_build_object('ticket', ticket)) -> 'files') f
    where f ->> 'source' = 'receipt' and f ->> 'folder' = 'receipts'), (select jsonb_agg(n order by n) from (select substr(m.reason, 6) || format('-%s.eml', m.id) as n
    from proof join turno.mail m using (id)) x), 'R27 M28: receipts go with the ticket') from mine;
create function pg_temp.piece(p_login text, p_mail bigint) returns boolean language plpgsql as $$
declare
    v boolean;
begin
    perform set_config('turno.session', case when p_login like '%@%' then turno.session_for(null, p_login) else turno.session_for(p_login, null) end, true);
    set local role turno_web;
    v := turno.export_chunk_seen('receipt', p_mail, 0) is not null;
    reset role;
    perform set_config('turno.session', '', true);
    return v;
end $$;
select is(array(select distinct pg_temp.piece('anna', id) from proof), '{t}', 'R27: with their bytes');
select is(array(select distinct pg_temp.piece(who, id) from proof, unnest('{carla,mario@pec.example}'::text[]) who), '{f}', 'R9 R24: for nobody else');
select is(pg_temp.piece('anna', m.id), false, 'R27: no other mail is had that way') from mine join turno.mail m on m.ticket_id = ticket and m.outcome = 'ticket';
set local role turno_gateway;

-- M16, M28: the provider's id is an alias.
select is(array_agg(a.outbox_id = outbox), '{t}', 'M28: the provider''s id is another id of our mail')
from reply, turno.message_alias a where a.message_id = 'one@provider.example';
select is(array_agg(distinct a.ticket_id = ticket), '{t}', 'M16: the sender''s own id is another id of his mail')
from mine join turno.mail m on m.ticket_id = ticket and m.message_id is not null join turno.message_alias a on a.mail_id = m.id;

-- A certified answer cites the provider's id; a second mail of the sender, his own id of the first.
select is(concat_ws(' ', v ->> 'outcome', (v ->> 'ticket')::bigint = ticket), 'post t', 'M16, M28: an answer that cites the provider''s id threads')
from mine, pg_temp.receive(pg_temp.envelope('mario@pec.example') || '{"in_reply_to": "one@provider.example"}', 'pec') v;
select is(concat_ws(' ', v ->> 'outcome', (v ->> 'ticket')::bigint = ticket), 'post t', 'M16: so does one that cites the id under which he keeps his own mail')
from mine, (select a.message_id from mine join turno.message_alias a on a.ticket_id = ticket and a.message_id like 'own-%' limit 1) a,
    pg_temp.receive(pg_temp.envelope('mario@pec.example') || jsonb_build_object('in_reply_to', a.message_id), 'pec') v;
select is(concat_ws(' ', v ->> 'outcome', (v ->> 'ticket')::bigint = ticket), 'ticket f', 'M16: of somebody who does not take part it is a new one')
from mine, pg_temp.receive(pg_temp.envelope('ditta@pec.example') || '{"in_reply_to": "one@provider.example"}', 'pec') v;

-- M28, R15: a failure returns the turn.
create function pg_temp.fresh() returns bigint language sql volatile as $$
    select pg_temp.anna_replies(pg_temp.pec_ticket());
    update turno.outbox set state = 'sent', sent_at = now() where id = (select max(o.id) from turno.outbox o where o.kind = 'reply') returning id $$;
create temporary table failed as select pg_temp.fresh() as outbox;
select is(pg_temp.turn_of(o.ticket_id), 'contact', '(the contact''s turn)') from failed join turno.outbox o on o.id = outbox;
create temporary table before as select pg_temp.last_outbox() as id;
create temporary table refused as select pg_temp.told(outbox, 'errore-consegna', '{"identifier": "two@provider.example", "error": "no-dest",
    "error_ext": "5.1.1 - no such address"}') as v from failed;
select is(concat_ws(' ', v ->> 'outcome', v ->> 'turn'), 'event operator', 'M28, R15: a failure gives the turn back') from refused;
select is(pg_temp.delivery(outbox), 'failed failed', 'M28: failed') from failed;
select is((select e.note from turno.event e where e.ticket_id = o.ticket_id and e.type = 'delivery_failed'), 'no-dest 5.1.1 - no such address', 'R15: with the reason')
from failed join turno.outbox o on o.id = outbox;
select isnt(pg_temp.written(o.ticket_id, before.id), '{}', 'R34: operators are told') from before, failed join turno.outbox o on o.id = outbox;
select isnt(dead_reason, null, 'M12: that there is no such recipient marks the address') from turno.address where folded = 'mario@pec.example';
select pg_temp.told(outbox, 'avvenuta-consegna', '{"identifier": "two@provider.example"}') from failed \g /dev/null
select is(pg_temp.delivery(outbox), 'sent delivered', 'M28: a delivery that comes after all undoes the failure') from failed;
select is(dead_at, null, 'M12: and clears the address') from turno.address where folded = 'mario@pec.example';
create temporary table virus as select pg_temp.fresh() as outbox;
select is(concat_ws(' ', v ->> 'outcome', v ->> 'turn'), 'event operator', 'M28: so does what was not accepted')
from virus, pg_temp.told(outbox, 'non-accettazione', '{"identifier": "three@provider.example", "error": "virus", "error_ext": "Eicar"}') v;
select is(dead_at, null, 'M12: which says nothing of the address') from turno.address where folded = 'mario@pec.example';
select is((select count(*) from turno.message_alias where message_id = 'three@provider.example'), 0::bigint, 'M28: what was not accepted has no other id');
create temporary table found as select pg_temp.fresh() as outbox;
select is(concat_ws(' ', v ->> 'turn', pg_temp.delivery(outbox)), 'operator failed failed', 'M28: so does a virus found at the other provider')
from found, pg_temp.told(outbox, 'rilevazione-virus', '{"identifier": "four@provider.example", "error": "virus"}') v;
-- Twelve hours, then twenty-four.
create temporary table late as select pg_temp.fresh() as outbox;
select pg_temp.told(outbox, 'accettazione', '{"identifier": "five@provider.example"}') from late \g /dev/null
select is(concat_ws(' ', v ->> 'turn', pg_temp.delivery(outbox)), 'contact sent doubtful', 'M28, R15: a warning makes it doubtful and leaves the turn')
from late, pg_temp.told(outbox, 'preavviso-errore-consegna', '{"identifier": "five@provider.example", "date": "2026-05-04T22:05:00+02:00", "error": "altro"}') v;
select is(concat_ws(' ', v ->> 'turn', pg_temp.delivery(outbox)), 'operator failed failed', 'M28: the second one, after a day, is the last word')
from late, pg_temp.told(outbox, 'preavviso-errore-consegna', '{"identifier": "five@provider.example", "date": "2026-05-05T08:30:00+02:00", "error": "altro"}') v;
-- Sent again: a new identifier, and only that sending counts.
reset role;
select turno.outbox_retry(outbox) from late \g /dev/null
set local role turno_gateway;
select is(delivery, null, 'M31: sent again, nothing is known of it') from late join turno.outbox o on o.id = outbox;
select pg_temp.told(outbox, 'accettazione', '{"identifier": "six@provider.example", "date": "2026-05-06T09:00:00+02:00"}') from late \g /dev/null
select is(pg_temp.delivery(outbox), 'sent accepted', 'M28: of two sendings the later counts') from late;
select is((select count(*) from turno.outbox_job j join late on j.outbox_id = outbox), 0::bigint, 'M31: what the provider has is not sent again');
-- An answer of the server that got lost.
create temporary table lost as select pg_temp.fresh() as outbox;
update turno.outbox set state = 'uncertain' where id = (select outbox from lost);
select pg_temp.told(outbox, 'accettazione', '{"identifier": "seven@provider.example"}') from lost \g /dev/null
select is(pg_temp.delivery(outbox), 'sent accepted', 'M31: a receipt shows that an uncertain mail was sent') from lost;
-- M28: by local part, where a provider wrote another domain.
create temporary table moved as select pg_temp.fresh() as outbox;
select is(v ->> 'outcome', 'event', 'M28: the signed local part alone names the mail')
from moved, pg_temp.receive(pg_temp.receipt('accettazione', split_part(pg_temp.message_id(outbox), '@', 1) || '@other.example')
    || pg_temp.message_token(pg_temp.message_id(outbox)), 'pec') v;
select is(v ->> 'outcome', 'filtered', 'M28: an altered one does not')
from moved, pg_temp.receive(pg_temp.receipt('accettazione', 'm.1.1.1.aaaa@other.example')
    || jsonb_set(pg_temp.message_token(pg_temp.message_id(outbox)), '{tokens,message,0,mac}', '"aaaaaaaaaaaaaaaa"'), 'pec') v;

-- What changes nothing.
create temporary table kept as select pg_temp.fresh() as outbox;
create temporary table heads as select count(*) as n from turno.event;
create temporary table orphan as select r.c, v.v from (values
    ('unknown', pg_temp.receipt('accettazione', 'nobody@elsewhere.example')),
    ('signature', pg_temp.receipt('errore-consegna', pg_temp.message_id((select outbox from kept)), '{"signature": "absent"}')),
    ('signature', pg_temp.receipt('errore-consegna', pg_temp.message_id((select outbox from kept)), '{"signature": "invalid"}')),
    ('data', pg_temp.receipt('errore-consegna', pg_temp.message_id((select outbox from kept)), '{"data": "malformed", "data_kind": ""}')),
    ('data', pg_temp.receipt('avvenuta-consegna', pg_temp.message_id((select outbox from kept)), '{"data_kind": "accettazione"}'))) r(c, e),
    pg_temp.receive(e, 'pec') v;
select is(v ->> 'outcome', 'filtered', format('M28, M30: a receipt is filtered that fails by its %s', c)) from orphan;
select is(pg_temp.delivery(outbox), 'sent', 'M30: what no provider signed changes no state') from kept;
select is((select count(*) from turno.event), n, 'M28: nor any timeline') from heads;
select is((select string_agg(r ->> 'refused', ' ' order by (r ->> 'mail')::bigint) from jsonb_array_elements(turno.receipt_list('{"orphan": true, "limit": 5}')) r),
    'unknown signature signature data data', 'M28: all of them stand in the log of triage, with the reason');
select is(jsonb_array_length(turno.receipt_list(jsonb_build_object('outbox', outbox))), 0, 'M28: none stands at the mail that it names') from kept;
select is(jsonb_array_length(turno.receipt_list(jsonb_build_object('ticket', ticket))), 3, 'M28: those of a ticket are found by it') from mine;
select is(v ->> 'outcome', 'triage', 'M27: in an ordinary mailbox a receipt is mail of a robot nobody knows')
from kept, pg_temp.receive(pg_temp.receipt('errore-consegna', pg_temp.message_id(outbox))) v;
select is(pg_temp.delivery(outbox), 'sent', 'M27: and proves nothing') from kept;

-- R39: what a provider certified is kept as certified mail is, also on a ticket that came otherwise.
reset role;
create temporary table plain as select pg_temp.ticket_of_mario() as ticket;
grant all on plain to turno_gateway;
update turno.ticket set turn = 'closed', closed_at = now() - interval '2 days', status_id = (select id from turno.status where is_closing)
    where id = (select ticket from plain);
select is(turno.ticket_kept(ticket), null, '(an ordinary ticket that nothing keeps)') from plain;
update turno.outbox set delivery = 'delivered' where ticket_id = (select ticket from plain);
select is(turno.ticket_kept(ticket), 'pec', 'R39: a mail of it that a provider certified keeps it') from plain;
update turno.category set retention_days = 1 where id in (select category_id from turno.ticket, plain where id = ticket);
select is((select count(*) from turno.retention_due(1000) d, plain where d.ticket_id = plain.ticket), 0::bigint, 'R39: and it is not due');
update turno.outbox set delivery = null where ticket_id = (select ticket from plain);
select is((select count(*) from turno.retention_due(1000) d, plain where d.ticket_id = plain.ticket), 1::bigint, 'R39: as it is without');
-- R31: a mail that waited in triage has its other ids as well.
set local role turno_gateway;
create temporary table waited as select (pg_temp.receive(pg_temp.envelope('mario@pec.example', '{"data_kind": "errore"}') || '{"from_address": "x@provider.example"}', 'pec') ->> 'mail')::bigint as mail;
update turno.mail set evidence = evidence || '{"channel": "pec"}' where id = (select mail from waited);
create temporary table made as select t.ticket from waited, turno.mail_open(mail, pg_temp.operator_id('anna'), pg_temp.contact_id('mario'), pg_temp.category_id('CAF'), 'Domanda', 'Ecco.', '{}', 'pec', false) t(ticket);
select isnt((select count(*) from turno.message_alias a join made on a.ticket_id = ticket), 0::bigint, 'R31, M16: a ticket made of a certified mail is found by its sender''s own id');
-- M29: an office with a certified mailbox only.
reset role;
update turno.mailbox set is_active = kind = 'pec';
select is(b.name, 'pec', 'M29: where there is no other mailbox operators are written to from the certified one')
from mine, turno.outbox o join turno.mailbox b on b.id = o.mailbox_id
where o.id = turno.outbox_add(ticket, null, 'notification', null, pg_temp.operator_id('anna'), 'anna@demo.example', 'it');
select is(turno.outbox_envelope(max(o.id)) ->> 'reply_to', 'pec@demo.example', 'M29: whose address takes no detail') from turno.outbox o where o.operator_id is not null;

-- R39: what is erased is known by no id.
select turno.ticket_erase(ticket, null, 'system', null, 'web', 'test') from mine \g /dev/null
select is((select count(*) from turno.message_alias a join mine on a.ticket_id = ticket), 0::bigint, 'R39: erasing a ticket takes its other ids away');
select is((select count(*) from turno.receipt r join turno.outbox o on o.id = r.outbox_id join mine on o.ticket_id = ticket), 0::bigint, 'R39: and its receipts');
select finish();
rollback;
