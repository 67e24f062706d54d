-- Contacts and categories from CSV rows (R1, R5, R6).
begin;
\ir ../fixture.sql
select no_plan();
-- A file as rows: lines with ";" between the fields, the first line being 1.
create function pg_temp.rows(p_text text) returns jsonb language sql as $$
    select jsonb_build_object('rows', jsonb_agg(jsonb_build_object('line', n, 'fields', to_jsonb(string_to_array(l, ';'))) order by n))
    from regexp_split_to_table(p_text, '\n') with ordinality x(l, n) where l <> '';
$$;
create temporary table contacts as select pg_temp.rows($$Nome;Cognome;E-Mail;PEC;Codice Fiscale;P. IVA;Azienda;Cell.;Lingua;Note;Colore
Nora;Bianchi;n@x.it;n@pec.it;rssmra85t10a562s;;;02 123;it;Cliente da anni;blu
Ugo;Verdi;u@x.it, u2@x.it;;RSSMRA85T10A562T;IT 07643520567;Ditta S.r.l.;;English;;

Ada;Neri;a@x.it;;;07643520567;Ditta S.r.l.;;;;
Eva;;anna@demo.example;;;;;;;;
Ivo;Blu;non un indirizzo;;;;;;;;
Lia;Rosa;;;;;;;;;
Pia;Viola;p@x.it;;;00743110157;Ditta S.r.l.;;;;
Zoe;Gialli;z@x.it;;;;;casa;;;
Leo;Neri;l@x.it;;;;;;klingon;;$$) as p;
create temporary table report as select turno.contact_import(p) as r from contacts;
select is(r - '{refused,warnings}'::text[], '{"added": 3, "changed": 0, "unchanged": 0, "is_done": true, "ignored": ["Colore"]}'::jsonb, 'R1: the good rows are taken') from report;
select is(r -> 'refused', '[
    {"line": 6, "column": "E-Mail", "reason": "anna@demo.example belongs to operator anna."},
    {"line": 7, "column": "E-Mail", "reason": "\"non\" is no mail address."},
    {"line": 8, "column": null, "reason": "A contact needs an address."},
    {"line": 9, "column": "P. IVA", "reason": "Customer Ditta S.r.l. has another VAT number than 00743110157: 07643520567."},
    {"line": 10, "column": "Cell.", "reason": "\"casa\" is no phone number."},
    {"line": 11, "column": "Lingua", "reason": "language can be it, en, not \"klingon\"."}]'::jsonb, 'R1: each refused line with its column and the reason') from report;
select is(r -> 'warnings', '[{"line": 3, "column": "Codice Fiscale", "reason": "The check character of RSSMRA85T10A562T is wrong: was it typed well?"}]'::jsonb, 'R5: a wrong check character is a warning') from report;
select is(turno.contact_show('{"address": "n@pec.it"}') - '{id,dead_addresses,merged,has_password,wants_acknowledgement}'::text[], '{"name": "Nora Bianchi", "customer": "Nora Bianchi", "language": "it", "tax_code": "RSSMRA85T10A562S", "vat_number": null,
    "phone": "02123", "notes": "Cliente da anni", "addresses": ["n@x.it", "n@pec.it"], "pec": ["n@pec.it"], "warnings": []}'::jsonb, 'R1, R5: a contact with all that its row holds');
select is(turno.contact_show('{"address": "u2@x.it"}') ->> 'customer', 'Ditta S.r.l.', 'R1: of the customer that the row names');
select is(turno.customer_show('{"name": "ditta s.r.l."}') - '{id,warnings}'::text[], '{"name": "Ditta S.r.l.", "kind": "company", "tax_code": null, "vat_number": "07643520567", "phone": null, "contacts": ["Ada Neri", "Ugo Verdi"]}'::jsonb, 'R1: which is made once');
create temporary table before as select * from turno.address;
select is(turno.contact_import(p) - '{refused,warnings,ignored}'::text[], '{"added": 0, "changed": 0, "unchanged": 3, "is_done": true}'::jsonb, 'R1: the same file again changes nothing') from contacts;
select set_eq('select * from turno.address', 'select * from before', 'R1: no address either');
select is(turno.contact_import(pg_temp.rows(E'email;telefono\nN@X.it;06 99')) - '{refused,warnings,ignored}'::text[], '{"added": 0, "changed": 1, "unchanged": 0, "is_done": true}'::jsonb, 'R1: another value changes him');
select is(turno.contact_show('{"address": "n@x.it"}') ->> 'notes', 'Cliente da anni', 'R1: a column that is not there changes nothing');
select is(turno.contact_import(pg_temp.rows(E'email;nome\nnew@x.it;Nuovo') || '{"dry_run": true}') - '{refused,warnings,ignored}'::text[], '{"added": 1, "changed": 0, "unchanged": 0, "is_done": false}'::jsonb, 'R1: a dry run says what it would do');
select is((select count(*) from turno.address where folded = 'new@x.it'), 0::bigint, 'R1: and does nothing');
select is(turno.contact_import(pg_temp.rows(E'email;nome\nnew@x.it;Nuovo\nx;y') || '{"all_or_nothing": true}') ->> 'is_done', 'false', 'R1: all or nothing: a refused line');
select is((select count(*) from turno.address where folded = 'new@x.it'), 0::bigint, 'R1: keeps the others out too');
select is(turno.contact_import(pg_temp.rows(E'email;nome\nnew@x.it;Nuovo') || '{"all_or_nothing": true}') ->> 'is_done', 'true', 'R1: without one, all are taken');
select is(turno.contact_import(pg_temp.rows(E'email\nnew@x.it\nNEW@x.it')) ->> 'unchanged', '2', 'R1: the same address twice in a file is one contact');
select is(turno.contact_import(pg_temp.rows(E'email;email;azienda\nmario.rossi@demo.example;no@x.it;Edil Nord S.r.l.')) #>> '{refused,0,reason}', 'The contact has tickets or practices of his present customer: a ticket never moves to another customer.', 'R2: no file moves tickets to another customer');
select throws_ok($$select turno.contact_import('{"rows": [{"line": 1, "fields": ["Nome", "Telefono"]}]}')$$, 'TU003', 'The first row must hold headings, and one of them must be "email" or "pec".', 'R1: a file without addresses is refused');
select throws_ok($$select turno.contact_import('{"rows": []}')$$, 'TU003', null, 'R1: so is an empty one');
select throws_ok($$select turno.contact_import('{"rows": [], "file": "x"}')$$, 'TU003', null, 'R1: and a word that is not known');

create temporary table categories as select pg_temp.rows($$Percorso;Nascosta;Istruzioni;Livello
Scuola > Mensa;;Portare l'ISEE;
scuola>Trasporto;sì;;Avanzato
CAF › 730;no;;base
;;Chi sa;
Scuola > Nido;forse;;
Scuola > Corsi;;;esperto$$) as p;
update report set r = turno.category_import(p) from categories;
select is(r - 'refused', '{"added": 2, "changed": 0, "unchanged": 1, "warnings": [], "ignored": [], "is_done": true}'::jsonb, 'R6: categories by their path') from report;
select is(r -> 'refused', '[{"line": 5, "column": null, "reason": "A category needs a name."}, {"line": 6, "column": "Nascosta", "reason": "\"forse\" is neither yes nor no."},
    {"line": 7, "column": "Livello", "reason": "initial_level can be base, advanced, not \"esperto\"."}]'::jsonb, 'R6: with what was refused') from report;
select is((select string_agg(format('%s %s %s', path, is_hidden, initial_level), ', ' order by path) from turno.category where path like 'Scuola%'),
    'Scuola f base, Scuola › Mensa f base, Scuola › Trasporto t advanced', 'R6: parents are made, what was refused is not');
select is(turno.category_import(p) - 'refused', '{"added": 0, "changed": 0, "unchanged": 3, "warnings": [], "ignored": [], "is_done": true}'::jsonb, 'R6: the same file again changes nothing') from categories;
select is(turno.category_import(pg_temp.rows(E'nome;padre\nNido;Scuola\nAsili;')) ->> 'added', '2', 'R6: by name and parent');
select is((select string_agg(path, ', ' order by path) from turno.category where name in ('Nido', 'Asili')), 'Asili, Scuola › Nido', 'R6: each in its place');
select is(turno.category_import(pg_temp.rows(E'nome;padre;nascosta\nNido;Scuola;x')) ->> 'changed', '1', 'R6: another value changes it');
select finish();
rollback;
