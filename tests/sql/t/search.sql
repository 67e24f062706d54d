-- What is found, by whom (R26), and what never is (R9, R21, R24).
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.found(p_token text, p_text text) returns text language sql as $$
    select string_agg(t ->> 'number', ',' order by (t ->> 'number')::bigint)
    from jsonb_array_elements(pg_temp.see(p_token, format('select turno.page_search(%L)', jsonb_build_object('q', p_text)))::jsonb -> 'tickets') t $$;
create function pg_temp.ranked(p_token text, p_text text) returns text language sql as $$
    select string_agg(t ->> 'number', ',' order by n)
    from jsonb_array_elements(pg_temp.see(p_token, format('select turno.page_search(%L)', jsonb_build_object('q', p_text)))::jsonb -> 'tickets')
        with ordinality x(t, n) $$;
create function pg_temp.say(p_ticket bigint, p_kind text, p_text text) returns bigint language sql as $$
    select turno.post_add(p_ticket, p_kind, 'operator', 1, 'web', p_text, p_text) $$;
select pg_temp.say(1, 'message', 'La pratica della città è già pronta: ritiri i documenti. Fattura 730/2026.') as one,
    pg_temp.say(2, 'message', 'The invoices were cancelled, please send an application.') as two,
    pg_temp.say(3, 'note', 'Il segreto della zebra.') as three,
    pg_temp.say(6, 'message', 'Permesso di soggiorno rinnovato') as six \gset

update turno.contact set tax_code = 'RSSMRA80A01H501U' where id = 1;
update turno.customer set vat_number = '01234567890' where id = 2;
update turno.ticket set reference = 'PROT-7' where id = 5;
update turno.ticket set short_code = 'BCDF23' where id = 3;
-- Twice: by what waits to be written, and by the index.
create temporary table case_of (name text, person text, query text, expected text);
insert into case_of values
    ('Italian: singular for plural', 'anna', 'documento', '1'), ('Italian: plural for singular', 'anna', 'pratiche', '1'),
    ('Italian: another form of the verb', 'anna', 'rinnovare', '6'),
    ('English: singular for plural', 'anna', 'invoice', '2'), ('English: plural for singular', 'anna', 'applications', '2'),
    ('English: another form of the verb', 'anna', 'cancelling', '2'),
    ('accents folded in the query', 'anna', 'citta', '1'), ('accents folded in the text', 'anna', 'cittâ', '1'),
    ('capitals', 'anna', 'FATTURA', '1'), ('part of a number with marks', 'anna', '2026', '1'), ('number with marks', 'anna', '730/2026', '1'),
    ('all words', 'anna', 'pratica documenti', '1'), ('not one of them alone', 'anna', 'pratica invoice', null),
    ('or', 'anna', 'pratica or invoice', '1,2'), ('without', 'anna', 'pratica or permesso -soggiorno', '1'),
    ('without a word in any form', 'anna', 'documenti -pratiche', null),
    ('a phrase', 'anna', '"permesso di soggiorno"', '6'), ('a phrase in the wrong order', 'anna', '"soggiorno permesso"', null),
    ('the beginning of the last word', 'anna', 'perm', '6'), ('not of one before', 'anna', 'sogg permesso', null),
    ('small words are passed over', 'anna', 'la invoice', '2'),
    ('words of the subject', 'anna', 'subject', '1,2,3,4,5,6'), ('subject and text together', 'anna', 'subject zebra', '3'),
    ('name of the contact', 'anna', 'haddad', '3,5,6'), ('name of the customer', 'anna', 'edil', '4'),
    ('name and text together', 'anna', 'rossi fattura', '1'), ('a note, for an operator', 'anna', 'zebra', '3'),
    ('R9: only what he sees', 'marco', 'subject', '1,6'), ('R9: not an advanced ticket''s text', 'marco', 'invoice', null),
    ('R9: nor by number', 'marco', '2', null), ('R9: nor its people', 'marco', 'edil', null), ('R9: nor a note', 'marco', 'zebra', null),
    ('R9: what he opened himself', 'nina', 'subject', '5'), ('R9: or''s other side stays hidden', 'marco', 'invoice or pratica', '1'),
    ('R24: a contact finds his own', 'mario', 'subject', '1,2,6'), ('R24: not another''s', 'mario', 'note3', null),
    ('R24: nor a note on his ticket', 'mario', 'note1', null), ('R24: nor on any', 'amina', 'zebra', null),
    ('R24: not by number', 'mario', '3', null), ('R24: by number his own', 'mario', '1', '1'),
    ('R24: with no contact set, the customer''s', 'edil', 'subject', '4'), ('R24: a link''s session finds its ticket only', 'mario_link', 'subject', '6'),
    ('R26: number', 'anna', '4', '4'), ('R26: number as people write it', 'anna', '#4', '4'),
    ('R26: address', 'anna', 'Amina.Haddad@demo.example', '3,5,6'), ('R9: address within what he sees', 'marco', 'amina.haddad@demo.example', '6'),
    ('R26: fiscal code as people write it', 'anna', 'rssmra 80a01 h501u', '1,2'), ('R26: VAT number of a customer', 'anna', '01234567890', '4'),
    ('R9: fiscal code within what he sees', 'marco', 'RSSMRA80A01H501U', '1'), ('R26: reference set by hand', 'anna', 'prot-7', '5'),
    ('R26: short code', 'anna', 'bcdf23', '3'), ('nothing typed', 'anna', '', null), ('only what not to find', 'anna', '-pratica', null), ('a small word alone', 'anna', 'zzzz', null);
select is(pg_temp.found(person, query), expected, format('R26, waiting: %s: %s', name, query)) from case_of;
select cmp_ok(turno.search_fill(1000), '>', 0, 'words are written');
select is((select count(*) from turno.search_job), 0::bigint, 'nothing waits');
select is((select count(*) from turno.search_text), (select count(*) from turno.post), 'each post has words');
select is(pg_temp.found(person, query), expected, format('R26: %s: %s', name, query)) from case_of;
select is(pg_temp.see('anna', format('select jsonb_typeof(turno.page_search(%L))', jsonb_build_object('q', q, 'limit', q, 'after', q))), 'object', 'R26: bad input is no error: ' || q)
from unnest(array['''', '"', '"a', '-', '--', '-"', '()', 'a & | !', ':*', 'a:*b', '\', 'or', 'or or', '-or', '~0', '<->', repeat('x ', 500), '999999999999999999999', E'\u00a0', '%', '{"a"}']) q;
select is(pg_temp.see(null, 'select turno.page_search(''{"q": "subject"}'')'), 'TU004', 'R9: nobody finds anything');
select is(pg_temp.see(null, 'select turno.search_tickets(''subject'', 10)'), 'TU004', 'R9: by no way');
select is(pg_temp.see(p, 'select count(*) from turno.search_words(''x'', true, 0, 0)'), '42501', 'R9: ' || p || ' cannot ask past the policies') from unnest(array['anna', 'mario']) p;
select is(pg_temp.see('anna', 'select count(*) from turno.search_text'), '42501', 'R9: nor read the words');
select is(pg_temp.found('anna', '~0'), null, 'the mark of a bucket is no word');

-- Ranked: what it names, then what fits best, then the latest.
update turno.ticket set updated_at = now() - interval '2 years' where id in (3, 4);
select is(left(pg_temp.ranked('anna', 'subject'), 7), '6,5,2,1', 'R26: of equals the latest first');
select is(right(pg_temp.ranked('anna', 'subject'), 3), '4,3', 'R26: the oldest last');
select is(left(pg_temp.ranked('anna', 'subject or 3'), 1) <> '3', true, 'R26: a number among words is a word');
select pg_temp.say(1, 'message', 'haddad haddad'), pg_temp.say(3, 'message', 'numero 4') \g /dev/null
select is(left(pg_temp.ranked('anna', '4'), 1), '4', 'R26: what was named comes first');
select is(pg_temp.see('anna', 'select turno.page_search(''{"q": "4"}'') #>> ''{tickets,0,is_exact}'''), 'true', 'R26: and is marked');
select is(pg_temp.see('anna', 'select string_agg(e ->> ''text'', ''|'' order by n) from jsonb_array_elements(turno.page_search(''{"q": "citta"}'')
    #> ''{tickets,0,excerpt}'') with ordinality x(e, n) where (e ->> ''is_hit'')::boolean'), 'città', 'R26: the excerpt shows the hit');
select is(pg_temp.see('mario', 'select turno.page_search(''{"q": "subject"}'') -> ''tickets'' -> 0 ?| array[''level'', ''category'', ''assignee'', ''priority'']'), 'false',
    'R24: a contact''s hits have no level, category, assignment or priority');

-- What changes is found as it is, and not as it was.
select turno.search_fill(1000) \g /dev/null
update turno.ticket set subject = 'cammello' where id = 1;
select is(pg_temp.found('anna', 'cammello'), '1', 'R26: a new subject, at once');
select is(pg_temp.found('anna', 'subject'), '2,3,4,5,6', 'R26: the former one no more');
update turno.contact set name = 'Erased' where id = 1;
update turno.customer set name = 'Erased' where id = 1;
select is(pg_temp.found('anna', 'rossi'), null, 'R39: a name that was erased is not found');
update turno.post p set content_digest = turno.post_content_of(p), text = '', visible_text = '', salt = '' where visible_text like '%zebra%';
select is(pg_temp.found('anna', 'zebra'), null, 'R39: nor a text');
select turno.search_fill(1000) \g /dev/null
select is(pg_temp.found('anna', 'rossi zebra or cammello'), '1', 'R39: nor after the words were written anew');
select is(pg_temp.found('anna', 'erased'), '1,2', 'R26: the new name is');
update turno.contact set name = 'Leila Karimi' where id = 4;
select is(pg_temp.found('anna', 'karimi'), '3,5,6', 'R26: a contact alone is found by his new name');
update turno.customer set name = 'Tre Ponti' where id = 2;
select is(pg_temp.found('anna', 'ponti'), '4', 'R26: so is a customer');
select turno.search_fill(1000) \g /dev/null
select pg_temp.say(5, 'message', 'Un ornitorinco') \g /dev/null
select is(pg_temp.found('anna', 'ornitorinco'), '5', 'R26: what is written to an old ticket is found at once');
select turno.search_fill(1000) \g /dev/null
select is(pg_temp.found('anna', 'ornitorinco'), '5', 'R26: and later');
update turno.ticket set level = 'advanced' where id = 6;
select is(pg_temp.found('marco', 'soggiorno'), null, 'R9: a raise hides it from search at once');
update turno.ticket set level = 'base', category_id = 3 where id = 6;
select is(pg_temp.found('marco', 'soggiorno'), null, 'R9: so does a move');
select is(pg_temp.found('amina', 'soggiorno'), '6', 'R24: its contact still finds it');
insert into turno.ticket (reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, channel, subject)
select '', 1, 1, 1, 'base', 'operator', s.id, p.id, 'phone', 'senza messaggi' from turno.status s, turno.priority p where s.is_opening and p.is_default;
select is(pg_temp.found('marco', 'messaggio'), '1001', 'R26: a ticket without posts is found by its subject');
select turno.search_fill(1000) \g /dev/null
select is(pg_temp.found('marco', 'messaggio'), '1001', 'R26: by the index too');
delete from turno.ticket where id = 1001;
select is((select count(*) from turno.search_text where ticket_id = 1001), 0::bigint, 'R39: what is gone leaves no words');

-- More tickets than are looked through one by one: by buckets, the latest first, and the bound is said.
set local session_replication_role = replica;
insert into turno.ticket (id, reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, channel, subject, closed_at) overriding system value
select n, n::text, 3, 4, case when n % 2 = 0 then 1 else 3 end, 'base', 'closed', s.id, p.id, 'mail', 'massa', now()
from generate_series(2001, 6000) n, turno.status s, turno.priority p where s.is_closing and p.is_default;
set local session_replication_role = origin;
insert into turno.search_job (ticket_id) select generate_series(2001, 6000);
select turno.search_fill(10000) \g /dev/null
select is(pg_temp.see('marco', 'select (p ->> ''count'') || '' '' || (p ->> ''is_more'') from turno.page_search(''{"q": "massa"}'') p'), '2000 false', 'R26: all that he sees is counted');
select is(pg_temp.see('marco', 'select bool_and((t ->> ''number'')::bigint % 2 = 0) from jsonb_array_elements(turno.page_search(''{"q": "massa"}'') -> ''tickets'') t'), 'true',
    'R9: nothing else');
update turno.search_text set id = id + 100000, words = words || array_to_tsvector(array['~' || ((id + 100000) >> 13)]) where ticket_id > 5000;
select is(pg_temp.see('marco', 'select p ->> ''is_more'' from turno.page_search(''{"q": "massa"}'') p'), 'true', 'R26: where the bound was met it says so');
select is(pg_temp.found('marco', 'erased'), '1', 'R26: a rare word is found in the oldest bucket');
select is(pg_temp.see('marco', format('select string_agg(t ->> ''number'', '','') from jsonb_array_elements(turno.page_search(''{"q": "massa", "limit": 2, "after": %s}'') -> ''tickets'') t', n)),
    pg_temp.see('marco', format('select string_agg(t ->> ''number'', '','' order by n) from jsonb_array_elements(turno.page_search(''{"q": "massa", "limit": 100}'') -> ''tickets'')
        with ordinality x(t, n) where n between %s + 1 and %s + 2', n, n)), 'R26: the next page goes on, from ' || n) from unnest(array[2, 4, 50]) n;
select * from finish();
rollback;
