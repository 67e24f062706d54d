-- The functions behind turno operator, contact, customer, category, mailbox, status, route, check.
begin;
\ir ../fixture.sql
select no_plan();
select throws_ok(format('select turno.%s(%L)', f, p), 'TU003', m, format('%s refuses: %s', f, m))
from (values
    ('operator_add', '{"login": "luca", "triage": true}', '"triage" is not known here; known are: login, name, language, signature, is_admin, has_triage, wants_mail, is_active, addresses, add_addresses, remove_addresses, main_address, pec, password, category, level, below.'),
    ('operator_add', '{"login": "Anna"}', 'There is an operator "anna" already.'),
    ('operator_add', '{"login": "a b"}', 'A login has letters, digits, dot, dash and underscore only.'),
    ('operator_set', '{"login": "luca"}', 'There is no operator "luca".'),
    ('operator_set', '{"login": "marco", "language": "fr"}', 'language can be it, en, not "fr".'),
    ('operator_set', '{"login": "marco", "category": "CAF", "level": "expert"}', 'level can be none, base, advanced, not "expert".'),
    ('operator_set', '{"login": "marco", "category": "CAF"}', 'A category needs a level, and a level a category.'),
    ('operator_set', '{"login": "marco", "category": "Caff", "level": "base"}', 'There is no category "Caff".'),
    ('operator_set', '{"login": "marco", "addresses": ["MARIO.rossi@demo.example"]}', 'MARIO.rossi@demo.example belongs to contact Mario Rossi.'),
    ('operator_set', '{"login": "marco", "addresses": ["Support@demo.example"]}', 'Support@demo.example is the address of a mailbox of the office.'),
    ('operator_remove', '{"login": "anna"}', 'Operator anna is in use: 12 posts, 12 events.'),
    ('contact_add', '{"name": "x"}', 'A contact needs an address.'),
    ('contact_add', '{"address": "x"}', '"x" is no mail address.'),
    ('contact_add', '{"address": "anna@demo.example"}', 'anna@demo.example belongs to operator anna.'),
    ('contact_add', '{"address": "n@demo.example", "customer": "Nessuno"}', 'There is no customer "Nessuno".'),
    ('contact_set', '{"address": "mario.rossi@demo.example", "customer": "Edil Nord S.r.l."}', 'The contact has tickets or practices of his present customer: a ticket never moves to another customer.'),
    ('contact_show', '{"address": "anna@demo.example"}', 'There is no contact with the address "anna@demo.example".'),
    ('customer_remove', '{"name": "edil nord s.r.l."}', 'Customer edil nord s.r.l. is in use: 2 contacts, 1 ticket.'),
    ('category_add', '{"path": "caf > 730"}', 'There is a category "caf › 730" already.'),
    ('category_add', '{"path": "730", "parent": "caf"}', 'There is a category of this name in this place already.'),
    ('ticket_list', '{"category": "caf > nessuna"}', 'There is no category "caf > nessuna".'),
    ('category_remove', '{"path": "CAF"}', 'Category CAF is in use: 2 tickets, 1 sub-category.'),
    ('category_remove', '{"path": "CAF › 730"}', 'Category CAF › 730 is in use: 1 ticket, 1 route.'),
    ('category_set', '{"path": "CAF", "is_fallback": false}', 'Mail needs a fallback: make another category the fallback instead.'),
    ('category_set', '{"path": "CAF", "parent": "CAF › 730"}', 'Category "CAF" would be its own parent.'),
    ('mailbox_add', '{"name": "b", "address": "anna@demo.example"}', 'anna@demo.example is the address of a contact or an operator.'),
    ('mailbox_add', '{"name": "b", "address": "SUPPORT@demo.example"}', 'There is a mailbox b or one with the address SUPPORT@demo.example already.'),
    ('mailbox_set', '{"name": "support", "after": "move"}', 'Moving mails needs after_folder.'),
    ('mailbox_set', '{"name": "support", "accept_new": "all"}', 'accept_new can be none, known, anyone, not "all".'),
    ('mailbox_set', '{"name": "support", "imap_pin": "ab:cd"}', '"ab:cd" is no pin: that is the SHA-256 of the public key of the server, 64 hex digits (see turno(1)), or nothing for none.'),
    ('mailbox_remove', '{"name": "support"}', 'Mailbox support is in use: 10 mails, 6 tickets, 6 outgoing mails.'),
    ('status_add', '{"name_it": "x"}', 'A status needs a name and a turn.'),
    ('status_remove', '{"name_it": "Turno operatore"}', 'Status Turno operatore is in use: 6 tickets.'),
    ('status_remove', '{"name_it": "Closed"}', 'A built-in, default, opening or closing status cannot be removed.'),
    ('status_set', '{"name_it": "Chiuso", "turn": "contact"}', 'The turn of a built-in status, or of one in use, cannot change.'),
    ('status_set', '{"name_it": "Chiuso", "is_closing": false}', 'One status must be default, opening or closing: choose another one for it instead.'),
    ('status_set', '{"name_it": "Chiuso", "colour": "red"}', 'A colour is written #rrggbb, in lower case.'),
    ('route_add', '{"pattern": "x"}', 'A route needs a category, or another thing to do: --then "ACTION VALUE".'),
    ('route_show', '{"id": "999"}', 'There is no route 999.'),
    ('setting_set', '{"key": "Name", "value": "x"}', 'There is no setting "Name"; the nearest is office.name. All of them: turno setting list.')) c(f, p, m);

select is(turno.operator_add('{"login": "luca", "name": "Luca", "addresses": ["l@x.it", "m@x.it"], "category": "caf", "level": "base", "below": true}') -> 'categories',
    '[{"level": "base", "category": "CAF"}, {"level": "base", "category": "CAF › 730"}]'::jsonb, 'R8: a grant with everything below');
select is(turno.operator_set('{"login": "luca", "category": "CAF", "level": "none"}') -> 'categories', '[{"level": "base", "category": "CAF › 730"}]'::jsonb, 'R8: none takes it away');
select is(turno.operator_set('{"login": "luca", "addresses": ["M@x.it", "n@x.it"]}') -> 'addresses', '["M@x.it", "n@x.it"]'::jsonb, 'R1: addresses are replaced, the first is the main one');
select is((select count(*) from turno.address where folded = 'l@x.it'), 0::bigint, 'R1: the address left out is free again');
select is(turno.operator_set('{"login": "luca", "password": {"salt": "00112233445566778899aabbccddeeff", "key": "abcd"}}') -> 'has_password', 'true'::jsonb, 'R4: a password');
select is((select password_digest from turno.operator where login = 'luca'), sha256('\xabcd'), 'R4: only the digest of the key is kept');
select ok(turno.operator_list('{}')::text !~ '(digest|salt)', 'R4: no list shows it');
select is(turno.operator_remove('{"login": "luca"}') ->> 'removed', 'luca', 'R13: who left no trace can be removed');
select is(turno.contact_add('{"address": "n@x.it", "name": "Nora"}') - 'id', '{"name": "Nora", "customer": "Nora", "language": "it", "addresses": ["n@x.it"], "dead_addresses": [],
    "pec": [], "merged": [], "warnings": [], "tax_code": null, "vat_number": null, "phone": null, "notes": null, "has_password": false, "wants_acknowledgement": true}'::jsonb,
    'R1: a contact without a customer becomes one');
select is(turno.contact_remove('{"address": "n@x.it"}') ->> 'removed', 'n@x.it', 'R13: removed again');
select is((select count(*) from turno.customer where name = 'Nora'), 0::bigint, 'R13: with the customer that was only she');
select is(turno.contact_set('{"address": "amina.haddad@demo.example", "language": "en", "addresses": ["amina.haddad@demo.example", "a@x.it"]}') -> 'addresses',
    '["amina.haddad@demo.example", "a@x.it"]'::jsonb, 'R1: several addresses');
select is(turno.category_add('{"path": "Scuola > Iscrizioni > Mensa", "is_hidden": true}') ->> 'path', 'Scuola › Iscrizioni › Mensa', 'R6: parents are made where missing');
select is(turno.category_set('{"path": "Scuola", "is_fallback": true}') ->> 'is_fallback', 'true', 'R10: another fallback');
select is((select string_agg(path, ',') from turno.category where is_fallback), 'Scuola', 'R10: takes the place of the old one');
select is(turno.status_add('{"name_it": "In attesa", "turn": "contact", "is_default": true}') ->> 'is_default', 'true', 'R16: a custom status as default');
select is((select count(*) from turno.status where turn = 'contact' and is_default), 1::bigint, 'R16: one default per turn');
select is(turno.route_add('{"pattern": "ISEE", "category": "CAF", "mailbox": "support"}') - 'id',
    '{"rank": 20, "name": "", "mailbox": "support", "if": ["subject contains ISEE"], "then": ["category CAF"], "is_active": true}'::jsonb, 'M14: a route goes to the end');
select is(turno.mailbox_set(jsonb_build_object('name', 'support', 'imap_pin', repeat('AB', 32))) ->> 'imap_pin', repeat('ab', 32), 'F4: a mailbox with a pin');
select is(turno.mailbox_set('{"name": "support", "imap_pin": ""}') ->> 'imap_pin', '', 'F4: and without it again');
select is(turno.mailbox_set('{"name": "support", "accept_new": "anyone", "category": "CAF"}') ->> 'category', 'CAF', 'M14: a mailbox with its category');
select is(turno.setting_set('{"key": "office.name", "value": "Comune"}') ->> 'value', 'Comune', 'a setting');
select is((select value #>> '{}' from turno.setting where key = 'office.name'), 'Comune', 'is kept');

select ok(turno.check_report() @> j, format('check: %s', j -> 0 ->> 'message')) from (values
    ('[{"kind": "operator", "name": "nina", "message": "Has no mail address: he is never notified and cannot answer by mail."}]'::jsonb),
    ('[{"kind": "operator", "name": "nina", "message": "Has no category: he sees only tickets that he opened."}]'),
    ('[{"kind": "category", "name": "Scuola", "message": "No active operator sees its tickets."}]'),
    ('[{"kind": "mailbox", "name": "support", "message": "Is active and has no IMAP server, login or secret: nothing is fetched."}]')) c(j);
select ok(not turno.check_report() @> '[{"name": "CAF"}]', 'R10: a category with an operator is not reported');
delete from turno.operator_category where operator_id in (1, 3);
update turno.category set is_fallback = false;
select ok(turno.check_report() @> j, format('R10: check: %s', j -> 0 ->> 'message')) from (values
    ('[{"kind": "category", "name": "CAF › 730", "message": "1 raised tickets and no operator at Advanced."}]'::jsonb),
    ('[{"kind": "category", "message": "No category is the fallback for mail.", "advice": "turno category set PATH --fallback."}]')) c(j);
select finish();
rollback;
