-- Contacts and customers: codes, addresses, search, merging (R1, R2, R5, R13, R24).
begin;
\ir ../fixture.sql
select no_plan();
-- R5: written by people; the second column is what is kept, the third the warning.
select is(format('%s %s %s', c.normalised, c.is_valid, coalesce(c.warning, '-')), format('%s %s %s', k.normal, k.warning = '-', k.warning),
    format('R5: "%s": %s', k.written, k.why))
from (values
    ('RSSMRA85T10A562S', 'RSSMRA85T10A562S', '-', 'a fiscal code'),
    ('rss mra 85t10 a562 s', 'RSSMRA85T10A562S', '-', 'with blanks, in lower case'),
    ('RSS.MRA-85T10/A562S', 'RSSMRA85T10A562S', '-', 'with dots, dashes, slashes'),
    ('MRTMTT25D09F205Z', 'MRTMTT25D09F205Z', '-', 'another one'),
    ('RSSMRA85T10A56NH', 'RSSMRA85T10A56NH', '-', 'omocodia, one letter'),
    ('MRTMTT25D09F2LRF', 'MRTMTT25D09F2LRF', '-', 'omocodia, two letters'),
    ('RSSMRAURTMLARSNL', 'RSSMRAURTMLARSNL', '-', 'omocodia, seven letters'),
    ('RSSMRA85T10A562T', 'RSSMRA85T10A562T', 'check_character', 'a wrong check character'),
    ('RSSMRA85T10A56NS', 'RSSMRA85T10A56NS', 'check_character', 'omocodia with the check character of the plain one'),
    ('RSSMRA58T10A562S', 'RSSMRA58T10A562S', 'check_character', 'two digits swapped'),
    ('RSSMRA85Z10A562S', 'RSSMRA85Z10A562S', 'shape', 'no month has the letter Z'),
    ('RSSMRA85T10A562', 'RSSMRA85T10A562', 'shape', 'a character is missing'),
    ('RSSMRA85T10A5622S', 'RSSMRA85T10A5622S', 'shape', 'one too many'),
    ('RSSMRAW5T10A562S', 'RSSMRAW5T10A562S', 'shape', 'W stands for no digit'),
    ('80000000002', '80000000002', '-', 'a provisional or company''s fiscal code'),
    ('80000000003', '80000000003', 'check_character', 'the same with a wrong digit'),
    ('07643520567', '07643520567', '-', 'a VAT number'),
    ('IT 0764 3520 567', '07643520567', '-', 'with prefix and blanks'),
    ('it00743110157', '00743110157', '-', 'another one'),
    ('00743110175', '00743110175', 'check_character', 'its last digits swapped'),
    ('12345678903', '12345678903', '-', 'where doubling goes past nine'),
    ('99999999990', '99999999990', '-', 'all nines'),
    ('1234567890', '1234567890', 'shape', 'ten digits'),
    ('DE123456789', 'DE123456789', 'shape', 'of another country'),
    (' . ', '', '-', 'nothing')) k(written, normal, warning, why),
    lateral turno.tax_code_check(k.written) c;
select is((select c.normalised from turno.tax_code_check(null) c), null, 'R5: null is nothing');

create temporary table nora as select turno.contact_add('{"address": "n@x.it", "name": "Nora Bianchi", "tax_code": "rssmra85t10a562t", "vat_number": "IT 00743110157",
    "phone": "0039 (02) 123.45-67", "notes": "Chiamare la mattina", "pec": ["N@pec.it"]}') as a;
select is(a - '{id,wants_acknowledgement,warnings,addresses,pec,has_password,dead_addresses,merged,language}'::text[], '{"name": "Nora Bianchi", "customer": "Nora Bianchi", "tax_code": "RSSMRA85T10A562T",
    "vat_number": "00743110157", "phone": "+39021234567", "notes": "Chiamare la mattina"}'::jsonb, 'R1, R5: what is kept is normalised') from nora;
select is(a -> 'warnings', '[{"field": "tax_code", "warning": "check_character", "message": "The check character of RSSMRA85T10A562T is wrong: was it typed well?"}]'::jsonb,
    'R5: a wrong check character warns and is kept') from nora;
select is(concat(a -> 'addresses', a -> 'pec'), '["n@x.it", "N@pec.it"]["N@pec.it"]', 'R1: an e-mail and a PEC address') from nora;
select is(turno.contact_set('{"address": "n@x.it", "tax_code": "RSSMRA85T10A562S", "phone": ""}') - '{id,wants_acknowledgement,addresses,pec,has_password,dead_addresses,merged,language,name,customer,vat_number,notes}'::text[],
    '{"tax_code": "RSSMRA85T10A562S", "phone": null, "warnings": []}'::jsonb, 'R5: a right one does not warn; an empty phone is none');
select is(turno.contact_set('{"address": "mario.rossi@demo.example", "tax_code": "RSSMRA85T10A562S"}') -> 'warnings' -> 0 ->> 'message', 'Nora Bianchi has the same fiscal code.', 'R1: two with one code are warned of');
select is(turno.customer_set('{"name": "Edil Nord S.r.l.", "vat_number": "it 07643520567", "tax_code": "80000000003", "phone": "02 33"}') - '{id,contacts}'::text[],
    '{"name": "Edil Nord S.r.l.", "kind": "company", "vat_number": "07643520567", "tax_code": "80000000003", "phone": "0233", "warnings":
        [{"field": "tax_code", "warning": "check_character", "message": "The check character of 80000000003 is wrong: was it typed well?"}]}'::jsonb, 'R5: a customer has codes too');
select is(turno.customer_add('{"name": "Ditta", "vat_number": "RSSMRA85T10A562S"}') -> 'warnings' -> 0 ->> 'warning', 'shape', 'R5: a person''s code is no VAT number');
select throws_ok($$select turno.customer_add('{"name": " ditta "}')$$, 'TU003', 'There is a customer "ditta" already.', 'R1: a name is one, with blanks around it too');
select throws_ok(format('select turno.%s(%L)', f, p), 'TU003', m, format('%s refuses: %s', r, m))
from (values
    ('R5', 'contact_set', '{"address": "n@x.it", "tax_code": "RSSMRA85T10A562S?"}', '"RSSMRA85T10A562S?" is no fiscal code.'),
    ('R5', 'contact_set', '{"address": "n@x.it", "vat_number": "à"}', '"à" is no VAT number.'),
    ('R1', 'contact_set', '{"address": "n@x.it", "phone": "casa"}', '"casa" is no phone number.'),
    ('R1', 'contact_set', '{"address": "n@x.it", "add_addresses": ["ANNA@demo.example"]}', 'ANNA@demo.example belongs to operator anna.'),
    ('R1', 'contact_set', '{"address": "n@x.it", "pec": ["support@demo.example"]}', 'support@demo.example is the address of a mailbox of the office.'),
    ('R1', 'contact_set', '{"address": "n@x.it", "remove_addresses": ["mario.rossi@demo.example"]}', 'An address that is to be removed is not his.'),
    ('R1', 'contact_set', '{"address": "n@x.it", "remove_addresses": ["n@x.it", "n@PEC.it"]}', 'A contact needs an address.'),
    ('R1', 'contact_set', '{"address": "n@x.it", "main_address": "mario.rossi@demo.example"}', 'mario.rossi@demo.example is not among his addresses.'),
    ('R1', 'contact_set', '{"address": "n@x.it", "adresses": []}', null),
    ('R1', 'contact_merge', '{"address": "n@x.it"}', 'Name an address of the contact that stays: into.'),
    ('R1', 'contact_merge', '{"address": "n@x.it", "into": "N@pec.it"}', 'Two different contacts are needed, neither of them merged before.'),
    ('R2', 'contact_merge', '{"address": "n@x.it", "into": "mario.rossi@demo.example"}', 'They belong to different customers, and a ticket never moves to another: Nora Bianchi and Mario Rossi stay two.')) c(r, f, p, m);
select is(turno.contact_set('{"address": "n@x.it", "add_addresses": ["o@x.it"], "main_address": "N@pec.it", "remove_addresses": ["n@x.it"]}') -> 'addresses', '["N@pec.it", "o@x.it"]'::jsonb,
    'R1: an address more, one less, another main one');
select is(turno.contact_set('{"address": "o@x.it", "remove_addresses": ["N@pec.it"]}') -> 'addresses', '["o@x.it"]'::jsonb, 'R1: without the main one the next is main');
select is((select count(*) from turno.address where folded = 'o@x.it' and is_main), 1::bigint, 'R1: there is always one');
select is(turno.operator_set('{"login": "nina", "add_addresses": ["nina@x.it"]}') -> 'addresses', '["nina@x.it"]'::jsonb, 'R4: operators'' addresses likewise');
select is(turno.operator_set('{"login": "nina", "remove_addresses": ["nina@x.it"]}') -> 'addresses', '[]'::jsonb, 'R4: he may have none');

-- Notes are the office's.
select is(pg_temp.see('marco', 'select text from turno.contact_note'), 'Chiamare la mattina', 'R24: operators read what is noted of a contact');
insert into turno.contact_note (contact_id, text) values (1, 'x');
select is(pg_temp.see('mario', 'select count(*) from turno.contact_note'), '0', 'R24: he does not');
select turno.contact_set('{"address": "mario.rossi@demo.example", "notes": ""}') \g /dev/null
select is((select count(*) from turno.contact_note where contact_id = 1), 0::bigint, 'R1: an empty note is none');

-- Found by what is known of them.
select is((select string_agg(f ->> 'name', ', ' order by f ->> 'name') from jsonb_array_elements(turno.contact_list(jsonb_build_object('find', q))) f), found, format('R26: "%s" finds %s', q, found))
from (values ('nora', 'Nora Bianchi'), ('BIANCHI nor', 'Nora Bianchi'), ('o@x', 'Nora Bianchi'), ('rss mra85', 'Mario Rossi, Nora Bianchi'), ('007431', 'Nora Bianchi'),
    ('edil', 'Edil Nord, Geometra'), ('0764', 'Edil Nord, Geometra'), ('8000000', 'Edil Nord, Geometra'), ('nessuno', null), ('!&|', null), ('ross', 'Mario Rossi')) c(q, found);
update turno.contact set phone = '+390233' where id = 3;
select is((select string_agg(f ->> 'name', ', ') from jsonb_array_elements(turno.contact_list(jsonb_build_object('find', q))) f), found, format('R26: of phone numbers "%s" finds %s', q, found))
from (values ('0039 (02) 33', 'Geometra'), ('+39 02/3', 'Geometra'), ('0039 03', null), ('02 33', null)) c(q, found);
select is((select jsonb_agg(f -> 'id') from jsonb_array_elements(turno.contact_list('{"limit": 2, "after": 1}')) f), '[2, 3]'::jsonb, 'R26: page by page');

-- Merging: geometra (3) becomes edil (2).
update turno.ticket set contact_id = 3 where id = 4;
create temporary table said as select turno.post_add(4, 'message', 'contact', 3, 'mail', 'sono il geometra', 'sono il geometra') as post;
insert into turno.participant (ticket_id, contact_id) values (1, 2), (1, 3), (3, 3);
insert into turno.link (ticket_id, contact_id, token_sha256, expires_at) values (4, 3, sha256('geo'), now() + interval '1 day');
insert into turno.contact_note (contact_id, text) values (2, 'uno'), (3, 'due');
insert into turno.contact_password (contact_id, salt, digest) values (3, decode(repeat('00', 16), 'hex'), sha256(''));
update turno.contact set phone = '123' where id = 3;
create temporary table token as select turno.subject_token(4, 3) as t;
select is(pg_temp.ids('edil', 'ticket'), '1', 'R24: edil sees nothing of geometra''s ticket');
create temporary table merged as select turno.contact_merge('{"address": "geometra@demo.example", "into": "EDILNORD@demo.example"}') as a;
select is(a - 'contact', '{"merged": "Geometra", "into": "Edil Nord", "tickets": 3}'::jsonb, 'R1: two contacts become one') from merged;
select is(a -> 'contact' -> 'addresses', '["edilnord@demo.example", "geometra@demo.example"]'::jsonb, 'R1: with the addresses of both, the main one stays') from merged;
select is(concat(a -> 'contact' ->> 'notes', a -> 'contact' ->> 'phone', a -> 'contact' ->> 'merged'), E'uno\ndue123["Geometra"]', 'R1: notes and phone too') from merged;
select is(pg_temp.ids('edil', 'ticket'), '1,3,4', 'R24: he sees the tickets of both');
select is(pg_temp.see('edil', 'select count(*) from turno.post where ticket_id = 4 and text = ''sono il geometra'''), '1', 'R24: and what the other wrote');
select is((select contact_id from turno.post where id = post), 3::bigint, 'R23: a post keeps its author') from said;
select is_empty('select * from turno.verify_chain()', 'R23: every timeline verifies');
select is((select string_agg(concat_ws(' ', e.ticket_id, e.old, e.new, e.note), ', ' order by e.ticket_id) from turno.event e where e.type = 'contact'),
    '1 Geometra Edil Nord merged, 3 Geometra Edil Nord merged, 4 Geometra Edil Nord merged', 'R2: with an event on each ticket');
select is((select string_agg(ticket_id || ':' || contact_id, ' ' order by ticket_id, contact_id) from turno.participant where ticket_id in (1, 3)), '1:2 3:2', 'M16: takes part once');
select is((select contact_id from turno.link where token_sha256 = sha256('geo')), 2::bigint, 'M33: his link is the other''s');
select is(pg_temp.see('geometra', 'select count(*) from turno.ticket'), '0', 'R3: the merged one''s session is over');
select is((select count(*) from turno.contact_password where contact_id = 3), 0::bigint, 'R3: so is his password');
select is(turno.deliver_thread(jsonb_build_object('tokens', jsonb_build_object('subject', jsonb_build_array(jsonb_build_object('ticket', m[1]::bigint, 'key', m[2]::bigint, 'mac', m[3])))),
    '{"kind": "contact", "contact": 2}') ->> 'ticket', '4', 'M16: a subject that he was sent before still finds the ticket')
from token, lateral regexp_match(t, '^\[#(\d+)\.(\d+)\.([a-z2-7]{16})\]') m;
select ok(not turno.contact_list('{}') @> '[{"name": "Geometra"}]' and not turno.contact_list('{"find": "geometra"}') @> '[{"name": "Geometra"}]', 'R1: the merged one is listed no more');
select throws_ok('select turno.contact_join(3, 2, null)', 'TU003', null, 'R1: nobody is merged twice');
select throws_ok('update turno.ticket set contact_id = 3 where id = 4', 'TU003', null, 'R2: nor does a ticket go back');
select throws_ok('select turno.contact_remove(''{"address": "edilnord@demo.example"}'')', 'TU003', null, 'R13: who is somebody''s alias is not removed');
select throws_ok('update turno.contact set merged_into = 1 where id = 1', '23514', null, 'R1: nobody is merged into himself');
select finish();
rollback;
