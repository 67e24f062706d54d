-- Contacts and customers on the web: operators read them, administrators change them (R1, R2, R3, R4, R9, R13, R39).
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();

-- Who reads, who changes
select is(pg_temp.said(t, f, '{"contact": 1, "customer": 1}'), case when t is null then 'TU004' else 'TU002' end, format('R24: %s is not for %s', f, coalesce(t, 'nobody')))
from unnest(array['page_contact_list', 'page_customer_list']) f, unnest(array['mario', 'mario_link', null]) t;
select is(pg_temp.said(t, f, '{"contact": 1, "customer": 1}'), 'TU002', format('R24: %s is not for %s', f, coalesce(t, 'nobody')))
from unnest(array['page_contact', 'page_customer', 'page_contact_form', 'page_customer_form']) f, unnest(array['mario', 'mario_link', null]) t;
select is(pg_temp.said('marco', f, '{"contact": 1, "customer": 1, "into": 2, "action": "add"}'), 'TU002', format('R4: %s is for administrators', f))
from unnest(array['act_contact_save', 'act_contact_address', 'act_contact_merge', 'act_contact_remove', 'act_contact_lock', 'act_customer_save',
    'act_customer_remove', 'page_contact_form', 'page_customer_form', 'page_contact_erase']) f;
select is(pg_temp.said('anna', f, '{"contact": 99, "customer": 99}'), 'TU002', format('%s: there is none', f))
from unnest(array['act_contact_save', 'act_contact_address', 'act_contact_merge', 'act_contact_remove', 'act_contact_lock', 'act_customer_save', 'act_contact_code',
    'act_customer_remove', 'page_contact', 'page_customer', 'page_contact_form', 'page_customer_form', 'page_contact_erase']) f;

-- Lists
select is((select string_agg(c ->> 'name', ', ') from jsonb_array_elements(pg_temp.call('marco', 'page_contact_list', '{"limit": 3}') -> 'contacts') c),
    'Amina Haddad, Edil Nord, Geometra', 'R26: contacts by name');
select is((select string_agg(c ->> 'name', ', ') from jsonb_array_elements(pg_temp.call('marco', 'page_contact_list',
        jsonb_build_object('limit', 3, 'after', pg_temp.call('marco', 'page_contact_list', '{"limit": 3}') ->> 'next')) -> 'contacts') c),
    'Mario Rossi', 'R26: and the page after');
select is(pg_temp.call('marco', 'page_contact_list', '{}') ->> 'next', null, 'R26: the last page says so');
update turno.contact set tax_code = 'RSSMRA80A01H501U' where id = 1;
update turno.customer set vat_number = '07643520567' where id = 2;
select is((select string_agg(c ->> 'name', ', ' order by c ->> 'name') from jsonb_array_elements(pg_temp.call('marco', 'page_contact_list', jsonb_build_object('text', t)) -> 'contacts') c),
    n, 'R26: found by ' || t)
from (values ('mario', 'Mario Rossi'), ('ross', 'Mario Rossi'), ('edil nord', 'Edil Nord, Geometra'), ('geometra@d', 'Geometra'), ('rssmra80', 'Mario Rossi'), ('zorro', null), ('%', null)) x(t, n);
select is((select c ->> 'open' from jsonb_array_elements(pg_temp.call(w, 'page_contact_list', '{"text": "mario"}') -> 'contacts') c), n, 'R9: open tickets counted for ' || w)
from (values ('anna', '2'), ('marco', '1'), ('nina', '0')) x(w, n);
select is((select string_agg(c ->> 'name', ', ') from jsonb_array_elements(pg_temp.call('marco', 'page_customer_list', jsonb_build_object('text', t)) -> 'customers') c), n, 'R1: customers by ' || t)
from (values ('nord', 'Edil Nord S.r.l.'), ('0764', 'Edil Nord S.r.l.'), ('', 'Amina Haddad, Edil Nord S.r.l., Mario Rossi'), ('zorro', null)) x(t, n);
select is((select string_agg(c ->> 'name', ', ') from jsonb_array_elements(pg_temp.call('marco', 'page_customer_list', '{"after": 3, "limit": 1}') -> 'customers') c), 'Edil Nord S.r.l.', 'R1: customers, the page after');

-- The card
select is((select string_agg(t ->> 'number', ',' order by t ->> 'number') from jsonb_array_elements(pg_temp.call(w, 'page_contact', '{"contact": 1}') -> 'tickets') t), n, 'R9: the card shows tickets that are seen by ' || w)
from (values ('anna', '1,2'), ('marco', '1'), ('nina', null)) x(w, n);
select is((select string_agg(t ->> 'number', ',' order by t ->> 'number') from jsonb_array_elements(pg_temp.call(w, 'page_customer', '{"customer": 3}') -> 'tickets') t), n, 'R9: the card of a customer likewise: ' || w)
from (values ('anna', '3,5,6'), ('marco', '6'), ('nina', '5')) x(w, n);
select is((select count(distinct t) from jsonb_array_elements(pg_temp.call(w, 'page_contact', '{"contact": 1}') -> 'documents') d, lateral (select d #>> '{ticket,number}') x(t)), n, 'R9: and documents: ' || w)
from (values ('anna', 2::bigint), ('marco', 1), ('nina', 0)) x(w, n);
select is(pg_temp.call('marco', 'page_contact', '{"contact": 1}') ->> 'tax_code', 'RSSMRA80A01H501U', 'R1: operators read codes');
select is((select string_agg(u ->> 'name', ',') from jsonb_array_elements(pg_temp.call('marco', 'page_contact', '{"contact": 2}') -> 'users') u), 'Geometra', 'R1: users of the customer');
select is(pg_temp.call('marco', 'page_contact', '{"contact": 1}') #>> '{may,change}', 'false', 'R4: an operator changes nothing');
select is(pg_temp.call('anna', 'page_contact', '{"contact": 1}') #>> '{may,change}', 'true', 'R4: an administrator does');
insert into turno.link (ticket_id, contact_id, token_sha256, expires_at) values (2, 1, sha256('x'), now() + interval '1 day'), (1, 1, sha256('y'), now() - interval '1 day');
select is((select string_agg(concat(l ->> 'ticket', l ->> 'state'), ',') from jsonb_array_elements(pg_temp.call('marco', 'page_contact', '{"contact": 1}') -> 'links') l
    where l ->> 'state' = 'over'), '1over', 'R9: links of tickets that are seen');
select is((select count(*) from jsonb_array_elements(pg_temp.call('marco', 'page_contact', '{"contact": 1}') -> 'links') l where l ->> 'ticket' = '2'), 0::bigint, 'R9: and of no others');

-- Added, changed
create function pg_temp.save(p jsonb) returns jsonb language sql as $$ select pg_temp.call('anna', 'act_contact_save',
    '{"name": "Nora", "contact_language": "it", "mail": "nora@x.it"}'::jsonb || p) $$;
select is(pg_temp.save(p::jsonb) -> 'errors', e::jsonb, 'R1: refused by field: ' || e)
from (values ('{"name": " "}', '{"name": "empty"}'), ('{"contact_language": "fr"}', '{"contact_language": "unknown"}'), ('{"mail": "x"}', '{"mail": "address"}'),
    ('{"mail": ""}', '{"mail": "empty"}'), ('{"mail": "Mario.Rossi@demo.example"}', '{"mail": "owned"}'), ('{"mail": "support@demo.example"}', '{"mail": "office"}'),
    ('{"customer": "Zorro"}', '{"customer": "unknown"}'), ('{"customer": "#99"}', '{"customer": "unknown"}'), ('{"phone": "abc"}', '{"phone": "phone"}'), ('{"tax_code": "è?"}', '{"tax_code": "code"}')) x(p, e);
create temporary table made as select pg_temp.save('{"form_key": "k1", "customer": "edil nord s.r.l.", "is_pec": true, "phone": "06 123-456", "notes": "x"}') as r;
select is((select format('%s %s %s %s %s', k.customer_id, k.phone, a.kind, n.text, k.wants_acknowledgement) from made, turno.contact k join turno.address a on a.contact_id = k.id
    join turno.contact_note n on n.contact_id = k.id where k.id = (r ->> 'contact')::bigint), '2 06123456 pec x f', 'R1: a new user of a customer');
select is(pg_temp.save('{"form_key": "k1", "customer": "edil nord s.r.l.", "is_pec": true}') ->> 'contact', (select r ->> 'contact' from made), 'a form sent twice makes one contact');
select is(pg_temp.save(jsonb_build_object('contact', r -> 'contact', 'name', 'Nora B.', 'customer', '#2')) ->> 'done', 'described', 'R1: changed') from made;
select is(pg_temp.save(jsonb_build_object('contact', r -> 'contact', 'customer', '')) -> 'errors', '{"customer": "empty"}'::jsonb, 'R1: a customer he keeps') from made;
insert into turno.customer (name) values ('mario rossi');
select is(pg_temp.save(jsonb_build_object('contact', r -> 'contact', 'customer', 'Mario Rossi')) -> 'errors', '{"customer": "several"}'::jsonb, 'R1: a name of two') from made;
select is(pg_temp.said('anna', 'act_contact_save', '{"contact": 1, "name": "M", "contact_language": "it", "customer": "#2"}'), 'TU003', 'R2: tickets keep a contact with his customer');
select is(pg_temp.call('anna', 'act_contact_save', '{"contact": 1, "name": "Mario Rossi", "contact_language": "it", "customer": "Mario Rossi"}') ->> 'ok', 'true', 'R1: his own customer is no other, whoever is called so');
select is(pg_temp.call('anna', 'page_contact_form', '{"contact": 1}') #>> '{values,customer}', '#1', 'R1: the form says which of the two');
select is((select string_agg(l.verb || ' ' || l.key, ', ' order by l.id) from turno.admin_log l where l.noun = 'contact' and l.verb = 'set' and l.key = '#1'), 'set #1', 'R4: noted');
select is(pg_temp.call('anna', 'act_customer_save', '{"name": "mario rossi", "kind": "person"}') -> 'errors', '{"name": "exists"}'::jsonb, 'R1: one of this name is there');
select is(pg_temp.call('anna', 'act_customer_save', '{"name": "", "kind": "x", "vat_number": "-?"}') -> 'errors', '{"kind": "unknown", "name": "empty", "vat_number": "code"}'::jsonb, 'R1: fields of a customer');
create temporary table ditta as select pg_temp.call('anna', 'act_customer_save', '{"name": "Ditta", "kind": "company", "form_key": "k2"}') as r;
select is(pg_temp.call('anna', 'act_customer_save', '{"name": "Ditta", "kind": "company", "form_key": "k2"}') -> 'customer', r -> 'customer', 'a form sent twice makes one customer') from ditta;
select is(pg_temp.call('anna', 'act_customer_save', jsonb_build_object('customer', r -> 'customer', 'name', 'Ditta & C.', 'kind', 'company', 'tax_code', 'x1')) ->> 'ok', 'true', 'R1: changed') from ditta;
select is((select concat(u.name, u.tax_code) from turno.customer u, ditta where u.id = (r ->> 'customer')::bigint), 'Ditta & C.X1', 'R1: as it was written');
select is(pg_temp.said('anna', 'act_customer_remove', '{"customer": 1}'), 'TU003', 'R13: a customer with tickets stays');
select is(pg_temp.call('anna', 'act_customer_remove', jsonb_build_object('customer', r -> 'customer')) ->> 'ok', 'true', 'R13: one with nothing goes') from ditta;

-- Addresses
create function pg_temp.address(p_action text, p_mail text, p jsonb default '{}') returns text language sql as
    $$ select pg_temp.said('anna', 'act_contact_address', p || jsonb_build_object('contact', 3, 'action', p_action, 'mail', p_mail)) $$;
select is(pg_temp.address('remove', 'geometra@demo.example'), 'TU003', 'R1: the last address stays');
select is(pg_temp.address('add', 'geo@x.it')::jsonb ->> 'ok', 'true', 'R1: another address');
select is(pg_temp.address('add', 'amina.haddad@demo.example')::jsonb -> 'errors', '{"mail": "owned"}'::jsonb, 'R1: not somebody else''s');
select is(pg_temp.address('add', 'g@pec.it', '{"is_pec": true}')::jsonb ->> 'ok', 'true', 'R1: a certified one');
select is(pg_temp.address('main', 'GEO@x.it')::jsonb ->> 'ok', 'true', 'R1: another main one');
select is(pg_temp.address('pec', 'geometra@demo.example')::jsonb ->> 'ok', 'true', 'R1: certified, as was found out');
select is(pg_temp.address(a, 'amina.haddad@demo.example'), 'TU002', 'R1: ' || a || ': not his') from unnest(array['main', 'remove', 'pec', 'alive']) a;
select is(pg_temp.address('x', 'geo@x.it'), 'TU002', 'no such action');
update turno.address set dead_at = now(), dead_reason = '550' where folded = 'geo@x.it';
select is(pg_temp.address('alive', 'geo@x.it')::jsonb ->> 'ok', 'true', 'M12: mail arrives there again');
select is((select string_agg(concat_ws(' ', a.folded, a.kind, case when a.is_main then 'main' end, a.dead_at), ', ' order by a.folded) from turno.address a where a.contact_id = 3),
    'g@pec.it pec, geo@x.it email main, geometra@demo.example pec', 'R1: what he has now');
select is(pg_temp.address('remove', 'g@pec.it', '{"form_key": "k3"}')::jsonb ->> 'ok', 'true', 'R1: removed');
select is(pg_temp.address('remove', 'g@pec.it', '{"form_key": "k3"}')::jsonb ->> 'ok', 'true', 'a form sent twice is one');

-- The code and the password
select is(pg_temp.said('mario', 'act_contact_code', '{"contact": 4}'), 'TU002', 'R3: contacts send no codes');
select is(pg_temp.call('marco', 'act_contact_code', '{"contact": 4, "form_key": "c"}') ->> 'done', 'code_sent', 'R3: any operator has a code sent');
select is(pg_temp.call('marco', 'act_contact_code', '{"contact": 4, "form_key": "c"}') ->> 'done', 'code_sent', 'R3: the same form again');
select is((select string_agg(o.recipient, ',') from turno.outbox o where o.kind = 'password_code'), 'amina.haddad@demo.example', 'R3: once, to the registered address');
select is(pg_temp.call('marco', 'act_contact_code', '{"contact": 4}') ->> 'done', n, 'R3: three in an hour') from (values (1, 'code_sent'), (2, 'code_sent'), (3, null)) x(i, n);
update turno.address set dead_at = now() where contact_id = 3;
select is(pg_temp.said('marco', 'act_contact_code', '{"contact": 3}'), 'TU003', 'R3: nowhere to send it');
insert into turno.contact_password (contact_id, salt, digest) values (4, decode(repeat('11', 16), 'hex'), sha256('x'));
select is(pg_temp.call('anna', 'page_contact', '{"contact": 4}') #>> '{may,lock}', 'true', 'R3: a password can be taken away');
select is(pg_temp.call('anna', 'act_contact_lock', '{"contact": 4}') ->> 'ok', 'true', 'R3: and is');
select is((select count(*) from turno.contact_password), 0::bigint, 'R3: he has none');
select is(pg_temp.call('anna', 'act_admin', '{"noun": "operator", "verb": "set", "values": {"login": "marco", "password": null}}') ->> 'ok', 'false', 'R4: an operator''s is not');

-- Exported
select is(pg_temp.said(w, 'contact_export_seen', '{"contact": 1}'), 'TU002', 'R39: not exported by ' || coalesce(w, 'nobody')) from unnest(array['marco', 'mario', null]) w;
select is(pg_temp.said('anna', 'contact_export_seen', '{"contact": 99}'), 'TU002', 'R39: there is none');
select is((select string_agg(t ->> 'number', ',') from jsonb_array_elements(pg_temp.call('anna', 'contact_export_seen', '{"contact": 1}') -> 'tickets') t), '1,2', 'R39: his tickets');
select is((select string_agg(distinct q ->> 'kind', ',') from jsonb_array_elements(pg_temp.call('anna', 'contact_export_seen', '{"contact": 1}') -> 'tickets') t, jsonb_array_elements(t -> 'posts') q), 'message', 'R24: without notes');
select is((select count(*) from jsonb_array_elements(pg_temp.call('anna', 'contact_export_seen', '{"contact": 1}') -> 'files') f), 4::bigint, 'R39: with the documents of both sides');
update turno.operator_category set level = 'base' where operator_id = 1 and category_id = 2;
select is((select string_agg(t ->> 'number', ',') from jsonb_array_elements(pg_temp.call('anna', 'contact_export_seen', '{"contact": 1}') -> 'tickets') t), '1', 'R9: an administrator exports what he sees');
update turno.operator_category set level = 'advanced' where operator_id = 1 and category_id = 2;

-- Merged, removed, erased
select is(pg_temp.call('anna', 'act_contact_merge', '{"contact": 3, "into": 1}') -> 'errors', '{"into": "unknown"}'::jsonb, 'R2: of another customer');
select is(pg_temp.call('anna', 'act_contact_merge', '{"contact": 3, "into": 3}') -> 'errors', '{"into": "unknown"}'::jsonb, 'R1: nobody becomes himself');
select is(pg_temp.call('anna', 'act_contact_merge', '{"contact": 3, "into": 2, "form_key": "m"}') ->> 'into', '2', 'R1: merged');
select is(pg_temp.call('anna', 'act_contact_merge', '{"contact": 3, "into": 2, "form_key": "m"}') ->> 'into', '2', 'R1: the same form again');
select is(pg_temp.call('marco', 'page_contact', '{"contact": 3}') #>> '{merged_into,number}', '2', 'R1: who is gone says where');
select is(pg_temp.said('anna', f, '{"contact": 3}'), 'TU002', format('%s: not of one who was merged', f))
from unnest(array['act_contact_save', 'act_contact_remove', 'act_contact_lock', 'page_contact_form']) f;
select is(pg_temp.said('anna', 'act_contact_remove', '{"contact": 1}'), 'TU003', 'R13: with him something passed');
select is(pg_temp.call('anna', 'act_contact_remove', jsonb_build_object('contact', r -> 'contact', 'form_key', 'r')) ->> 'ok', 'true', 'R13: with her nothing') from made;
select is(pg_temp.call('anna', 'act_contact_remove', jsonb_build_object('contact', r -> 'contact', 'form_key', 'r')) ->> 'ok', 'true', 'R13: the same form again') from made;
select is(pg_temp.call('anna', 'page_contact_erase', '{"contact": 1}') ->> 'tickets', '2', 'R39: what it would take');
select is((select k.name from turno.contact k where k.id = 1), 'Mario Rossi', 'R39: and did not');
select is(pg_temp.call('anna', 'act_contact_erase', '{"contact": 1}') ->> 'ok', 'true', 'R39: erased');
select is(pg_temp.call('marco', 'page_contact', '{"contact": 1}') ->> 'name', 'erased-1', 'R39: what is left of him');
select is((select count(*) from jsonb_array_elements(pg_temp.call('marco', 'page_contact_list', '{}') -> 'contacts') c where c ->> 'number' = '1'), 0::bigint, 'R39: the list has him no more');
select * from finish();
rollback;
