-- The form of a new ticket: for whom, a search on the way, a new contact, a draft (R1, R7, R30, R32).
begin;
\ir ../office.psql
select no_plan();
create function pg_temp.base(p jsonb default '{}') returns jsonb language sql as $$ select jsonb_build_object('what', 'open', 'category', pg_temp.category_id('CAF'),
    'subject', 'Domanda', 'address', '127.0.0.1') || p $$;
create function pg_temp.mario() returns text language sql as $$ select 'contact-' || pg_temp.contact_id('mario') $$;
create function pg_temp.newest() returns turno.ticket language sql as $$ select t from turno.ticket t order by t.id desc limit 1 $$;

select is(turno.open_who(p), w, 'R30: ' || p::text)
from (values ('{}'::jsonb, '{"contact": null, "customer": null, "is_new": false, "is_search": false}'::jsonb),
    ('{"contact": 5, "found": "new", "contact_text": "Mario"}', '{"contact": 5, "customer": null, "is_new": false, "is_search": false}'),
    ('{"found": "contact-7"}', '{"contact": 7, "customer": null, "is_new": false, "is_search": false}'),
    ('{"found": "customer-7"}', '{"contact": null, "customer": 7, "is_new": false, "is_search": false}'),
    ('{"found": "contact-7", "contact_text": "ros"}', '{"contact": null, "customer": null, "is_new": false, "is_search": true}'),
    ('{"found": "contact-99999999999999999999"}', '{"contact": null, "customer": null, "is_new": false, "is_search": false}'),
    ('{"found": "new", "contact_text": "ros"}', '{"contact": null, "customer": null, "is_new": true, "is_search": false}'),
    ('{"found": "contact-7", "what": "find"}', '{"contact": 7, "customer": null, "is_new": false, "is_search": true}')) x(p, w);

select is(pg_temp.call(l, f, '{}'), to_jsonb(e), 'R24: ' || f || ' is not for ' || coalesce(nullif(l, ''), 'nobody'))
from unnest('{act_open_form,page_open}'::text[]) f, (values ('', 'TU004 Nobody is signed in.'), ('mario.rossi@demo.example', null)) x(l, e) where e is not null;
select matches(pg_temp.call('mario.rossi@demo.example', f, '{}')::text, 'TU002', 'R24: ' || f || ' is not for contacts') from unnest('{act_open_form,page_open}'::text[]) f;

select is(pg_temp.call('anna', 'act_open_form', pg_temp.base('{"contact_text": "mar"}')), '{"ok": false, "errors": {}}', 'R30: words not chosen are a search');
select is(pg_temp.call('anna', 'page_open', jsonb_build_object('values', pg_temp.base('{"contact_text": "mar"}'))) #>> '{found,0,name}', 'Mario Rossi', 'R30: which finds people');
create function pg_temp.is_proposed() returns text language sql as $$
    select pg_temp.call('anna', 'page_open', jsonb_build_object('values', pg_temp.base('{"contact_text": "mario.rossi@demo.example"}'))) #>> '{found,0,is_only}' $$;
select is(pg_temp.is_proposed(), 'true', 'R30: who alone is found is proposed');
savepoint of_company;
update turno.customer set name = 'Ditta Rossi' where id = (select customer_id from turno.contact where id = pg_temp.contact_id('mario'));
select is(pg_temp.is_proposed(), 'false', 'R30: not where it may be for all of his customer');
rollback to of_company;
select is(pg_temp.call('anna', 'page_open', jsonb_build_object('values', pg_temp.base(jsonb_build_object('found', pg_temp.mario())))) #>> '{chosen,name}', 'Mario Rossi', 'R30: who was chosen stays');
select is(pg_temp.call('anna', 'page_open', jsonb_build_object('customer', (select customer_id from turno.contact where id = pg_temp.contact_id('mario')))) #>> '{chosen,is_all}', 'true', 'R2: or all of a customer');
select is(pg_temp.call('anna', 'page_open', '{}') -> 'chosen', 'null', 'R30: nobody is proposed');
select is((select jsonb_agg(c -> 'path') from jsonb_array_elements(pg_temp.call('marco', 'page_open', '{}') -> 'categories') c), '["CAF", "CAF › 730"]', 'R7: his own categories only');
update turno.category set instructions = 'Portare la CU.' where name = '730';
select is(pg_temp.call('marco', 'page_open', '{}') -> 'instructions', '[{"path": "CAF › 730", "text": "Portare la CU.", "is_chosen": null}]', 'R30: with their instructions');

create temporary table mark as select (select count(*) from turno.contact) as contacts;
select is(pg_temp.call('anna', 'act_open_form', pg_temp.base('{"found": "new", "new_name": " ", "new_mail": "Mario.Rossi@demo.example"}')) -> 'errors', '{"new_name": "empty", "new_mail": "owned"}', 'R1: a new contact needs a name, and an address of his own');
select is(pg_temp.call('anna', 'act_open_form', pg_temp.base('{"found": "new", "new_name": "Ugo", "new_mail": "ugo@x.example", "subject": ""}')) -> 'errors', '{"subject": "empty"}', 'R30: and the ticket must be right');
select is((select count(*) from turno.contact), contacts, 'R1: else nobody is made') from mark;
select is(pg_temp.call('anna', 'act_open_form', pg_temp.base('{"found": "new", "new_name": "Ugo", "new_mail": "ugo@x.example", "new_customer": "Nessuno"}')) -> 'errors', '{"new_customer": "unknown"}', 'R1: of a customer that there is');
savepoint of_customer;
select is(pg_temp.call('anna', 'act_open_form', pg_temp.base('{"found": "new", "new_name": "Ugo", "new_mail": "ugo@x.example"}' || jsonb_build_object('new_customer', '#' || (select customer_id from turno.contact where id = pg_temp.contact_id('mario'))))) ->> 'done', 'opened', 'R1: opened for a new user of it');
select is((select c.customer_id from turno.contact c where c.name = 'Ugo'), (select customer_id from turno.contact where id = pg_temp.contact_id('mario')), 'R1: he is one');
rollback to of_customer;
select is(pg_temp.call('anna', 'act_open_form', pg_temp.base('{"found": "new", "new_name": "Ugo", "new_mail": "ugo@x.example"}')) ->> 'done', 'opened', 'R30: opened for a new contact');
select is((select c.name || ' ' || t.place_address from pg_temp.newest() t join turno.contact c on c.id = t.contact_id), 'Ugo ', 'R1: for him, and the address of the request is no place');
select is((select count(*) from turno.contact), contacts + 1, 'R1: one contact') from mark;

-- Drafts
select is(pg_temp.call('anna', 'act_open_form', pg_temp.base(jsonb_build_object('what', 'draft', 'found', pg_temp.mario(), 'subject', '', 'place', 'Via Po 1'))) ->> 'done', 'drafted', 'R32: a draft needs no subject');
create temporary table d as select id from pg_temp.newest();
select is(pg_temp.call('anna', 'page_open', jsonb_build_object('draft', id)) -> 'values' ->> 'place', 'Via Po 1', 'R32: and is gone on with') from d;
select is(pg_temp.call('carla', 'page_open', jsonb_build_object('draft', id)), '"TU002 There is no such draft."', 'R9: by who sees it') from d;
select is(pg_temp.call('anna', 'act_open_form', pg_temp.base(jsonb_build_object('draft', id, 'found', pg_temp.mario(), 'subject', ''))) -> 'errors', '{"subject": "empty"}', 'R32: it is sent whole') from d;
select is(pg_temp.call('anna', 'act_open_form', pg_temp.base(jsonb_build_object('draft', id, 'found', 'contact-' || pg_temp.contact_id('amina')))) -> 'errors', '{"contact": "other_customer"}', 'R2: to its customer') from d;
select is(pg_temp.call('anna', 'act_open_form', pg_temp.base(jsonb_build_object('draft', id, 'found', pg_temp.mario(), 'text', 'Ecco.', 'pass_turn', true))) - 'ticket', '{"ok": true, "done": "opened"}', 'R32: saved as typed, and sent') from d;
select is((select string_agg(p.text, '|') from turno.post p where p.ticket_id = d.id), 'Ecco.', 'R32: with the words of that moment') from d;

select * from finish();
rollback;
