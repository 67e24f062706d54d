-- Who reads what providers of certified mail told (M28, R9).
begin;
\ir ../fixture.sql
select no_plan();
insert into turno.receipt (mail_id, outbox_id, kind, at, recipient, identifier, reference, subject, provider, error, note, signature, refused)
select m.id, case when m.id <= 6 then (select o.id from turno.outbox o where o.ticket_id = m.id) end, 'accettazione', now(), '', '', '', '', '', '',
    '', 'valid', case when m.id > 6 then 'unknown' end
from turno.mail m where m.id <= 7;
create function pg_temp.receipts(p_token text) returns text language sql as
    $$ select pg_temp.see(p_token, 'select coalesce(string_agg(r.mail_id::text, '','' order by r.mail_id), '''') from turno.receipt r') $$;
select is(pg_temp.receipts('anna'), '1,2,3,4,5,6,7', 'M28: the triage right shows receipts that are about no mail of ours');
select is(pg_temp.receipts('marco'), '1,6', 'R9: receipts are seen by who sees the ticket, those about nothing only in triage');
select is(pg_temp.receipts('mario'), '', 'R24: a contact sees none');
select is(pg_temp.receipts(null), '', 'R9: nor does nobody');
select is(pg_temp.see('anna', 'select count(*) from turno.message_alias'), '42501', 'M16: the web does not read ids by which mail threads');
select finish();
rollback;
