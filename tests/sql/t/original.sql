-- Mails as they came, for operators (R9, R24).
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.look(p_token text, p_mail bigint) returns text language sql as
    $$ select pg_temp.see(p_token, format('select turno.page_original(''{"mail": %s}'')::jsonb ->> ''size''', p_mail)) $$;
create function pg_temp.bytes(p_token text, p_mail bigint, p_skip bigint default 0) returns text language sql as
    $$ select pg_temp.see(p_token, format('select convert_from(turno.original_chunk(%s, %s, 0), ''UTF8'')', p_mail, p_skip)) $$;
create temporary table paper as select 1::bigint as his, 7::bigint as waiting, 10::bigint as ours;
set session_replication_role = replica;
update turno.post set mail_id = 10 where ticket_id = 1 and kind = 'message' and author_kind = 'operator';
update turno.blob_chunk set bytes = 'Subject: x' where blob_id = 1;
update turno.blob set size = 10 where id = 1;
update turno.mail set evidence = jsonb_build_object('html', jsonb_build_array(jsonb_build_object('name', 'text.html', 'type', case id when 7 then 'text/html; charset=x' || e'\r\nSet-Cookie: a' else 'text/html; charset=utf-8' end, 'size', 1, 'sha256', 'ab',
    'offset', 8, 'length', 2, 'encoding', '7bit', 'line_chars', 0, 'line_bytes', 0))) where id in (1, 7, 10);
reset session_replication_role;
create function pg_temp.shown(p_token text, p_mail bigint) returns text language sql as
    $$ select pg_temp.see(p_token, format('select turno.page_html(''{"mail": %s}'')::jsonb ->> ''type''', p_mail)) $$;
create function pg_temp.piece(p_token text, p_mail bigint, p_skip bigint) returns text language sql as
    $$ select pg_temp.see(p_token, format('select convert_from(turno.html_chunk(%s, %s, 0), ''UTF8'')', p_mail, p_skip)) $$;

select is(pg_temp.look('marco', his), '10', 'R9: who sees the ticket reads the mail that the contact wrote') from paper;
select is(pg_temp.bytes('marco', his), 'Subject: x', 'R9: its bytes') from paper;
select is(pg_temp.bytes('marco', his, 9), 'x', 'a part of them') from paper;
select is(pg_temp.see('marco', format('select turno.ticket_posts(1) @? ''$[*] ? (@.original == %s)''', his)), 'true', 'the ticket names it') from paper;
select is(pg_temp.look('marco', ours), 'TU002', 'R24: not one of an operator: it holds his tokens') from paper;
select is(pg_temp.bytes('marco', ours), null, 'R24: nor its bytes') from paper;
select is(pg_temp.see('marco', format('select turno.ticket_posts(1) @? ''$[*] ? (@.original == %s)''', ours)), 'false', 'R24: nor is it named') from paper;
select is(pg_temp.shown('marco', his), 'text/html; charset=utf-8', 'the HTML of a mail, with its charset') from paper;
select is(pg_temp.piece('marco', his, 0) || pg_temp.piece('marco', his, 1), ' xx', 'its bytes, and a part of them: nothing around it') from paper;
select is(pg_temp.shown('marco', ours), 'TU002', 'R24: not of one of an operator') from paper;
select is(pg_temp.piece('marco', ours, 0), null, 'R24: nor its bytes') from paper;
update turno.operator set has_triage = true where login = 'anna';
select is(pg_temp.shown('anna', waiting), 'TU002', 'a type that is none is never sent') from paper;
select is(pg_temp.shown('mario', his), 'TU002', 'R24: nor by a contact') from paper;
select is(pg_temp.piece('mario', his, 0), null, 'R24: nor the bytes') from paper;
select is(pg_temp.shown('marco', 2), 'TU002', 'R9: nor of what he does not see');
select is(pg_temp.shown('anna', 2), 'TU002', 'a mail without HTML has none');
select is(pg_temp.shown(null, his), 'TU004', 'nor by nobody') from paper;
select is(pg_temp.look('anna', waiting), case when (select has_triage from turno.operator where login = 'anna') then '1' else 'TU002' end, 'R9: what waits in triage is for the triage right') from paper;
select is(pg_temp.look('marco', waiting), case when (select has_triage from turno.operator where login = 'marco') then '1' else 'TU002' end, 'R9: and for nobody else') from paper;
select is(pg_temp.look('mario', his), 'TU002', 'R24: a contact has none, not even his own') from paper;
select is(pg_temp.bytes('mario', his), null, 'R24: nor its bytes') from paper;
select is(pg_temp.see('mario', format('select turno.page_conversation(''{"ticket": 1}'') #>> ''{posts,0,original}''')), null, 'R24: nor its number');
select is(pg_temp.look(null, his), 'TU004', 'nobody signs in first') from paper;
select is(pg_temp.bytes(null, his), null, 'nobody has no bytes') from paper;
select is(pg_temp.look('marco', 99999999), 'TU002', 'a mail that is not there');
update turno.ticket set category_id = (select id from turno.category c where not exists (select from turno.operator_category oc where oc.category_id = c.id and oc.operator_id = 2) limit 1), opened_by = null where id = 1;
select is(pg_temp.look('marco', his), 'TU002', 'R9: not for who sees the ticket no more') from paper;
select is(pg_temp.bytes('marco', his), null, 'R9: nor its bytes') from paper;
select * from finish();
rollback;
