-- What a second look at the rules R1 to R20 found.
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.try(p_token text, p_query text) returns text language plpgsql as $$
declare
    v text;
begin
    perform set_config('turno.session', p_token, true);
    set local role turno_web;
    begin
        execute p_query into v;
    exception when others then
        v := sqlstate;
    end;
    reset role;
    perform set_config('turno.session', '', true);
    return v;
end $$;

-- R7, R24: categories.
insert into turno.category (id, parent_id, name) overriding system value values (20, 4, 'Sotto');
select is(pg_temp.ids('mario', 'category'), '', 'R24: a contact reads no category: neither a path with a hidden name in it nor its first level');
select is(pg_temp.try('mario', 'select turno.page_contact_categories(''{"category": "1"}'') #>> ''{categories,0,name}'''), '730', 'R7: he is offered those that are visible');
select is(pg_temp.try('mario', 'select turno.page_contact_categories(''{"category": "20"}'')'), 'TU002', 'R7: not one below a hidden one');
select is(pg_temp.see('nina', 'select count(*) from turno.category'), '5', 'R7: an operator reads the whole tree');

-- R24, R26: codes of people.
update turno.contact set tax_code = 'HDDMNA85T50A562X', vat_number = '07643520567', phone = '333' where id = 4;
update turno.contact set tax_code = 'RSSMRA85T10A562S' where id = 1;
select is(pg_temp.try('mario', format('select max(%I) from turno.contact', c)), '42501', format('R24: no %s of whom he writes with is read', c))
from unnest('{tax_code,vat_number,phone}'::text[]) c;
select is(pg_temp.try('mario', 'select name from turno.contact where id = 4'), 'Amina Haddad', 'R24: his name is');
create function pg_temp.found(p_token text, p_code text) returns text language sql as
    $$ select pg_temp.try(p_token, format('select coalesce(string_agg(x::text, '','' order by x), '''') from turno.search_exact(%L, 9) x', p_code)) $$;
select is(pg_temp.found('mario', 'HDD MNA 85T50 A562X'), '', 'R24: nor tried out by looking for it');
select is(pg_temp.found('mario', '07643520567'), '', 'R24: nor the other code');
select is(pg_temp.found('mario', 'RSSMRA85T10A562S'), '1,2', 'R26: he finds by his own');
select is(pg_temp.found('riccardo', 'hddmna85t50a562x'), '3,6', 'R26: an operator finds by anybody''s, what he sees');
select is(pg_temp.found('anna', '07643520567'), '3,5,6', 'R26: by the other code too');
select is((select string_agg(x::text, ',' order by x) from turno.ticket_text('HDDMNA85T50A562X') x), '3,5,6', 'R26: the owner likewise');
select is(pg_temp.try('', 'select count(*) from turno.contact_by_code(''HDDMNA85T50A562X'')'), '0', 'R24: nobody signed in finds nobody');
select is(pg_temp.try('mario', 'select turno.contact_export() #>> ''{contact,tax_code}'''), 'RSSMRA85T10A562S', 'R39: his export has his own code');
select is(pg_temp.try('anna', 'select turno.contact_own()'), null, 'R39: an operator is no contact');

-- R17, R18: an answer on the web to a closed ticket.
select turno.ticket_close(1, 1, 'web') \g /dev/null
create function pg_temp.page(p_key text) returns text language sql as
    $$ select pg_temp.try('mario', format('select turno.page_conversation(''{"ticket": 1}'') ->> %L', p_key)) $$;
select is(pg_temp.page('may_answer'), 'false', 'R17: on a closed ticket the contact writes nothing');
select is(pg_temp.try('mario', 'select turno.act_answer(''{"ticket": 1, "text": "Ancora"}'')'), 'TU003', 'R17: whatever he sends');
update turno.category set closed_reply = 'append_silent' where id = 1;
select is(pg_temp.page('may_answer'), 'false', 'R18: nor where his mail is added in silence');
update turno.category set closed_reply = 'reopen' where id = 1;
select is(pg_temp.page('may_answer') || pg_temp.page('is_open'), 'truefalse', 'R18 reopen: the reply box shows on the web too');
select is(pg_temp.try('amina', 'select turno.ticket_takes_answer(1)'), null, 'R9: of another''s ticket that is not told');
select is(pg_temp.try('anna', 'select turno.act_reply(''{"ticket": 1, "text": "Ancora"}'')'), 'TU003', 'R17: an operator reopens it first');
select is(pg_temp.try('mario', 'select turno.act_answer(''{"ticket": 1, "text": "Ancora"}'') ->> ''done'''), 'sent', 'R18 reopen: he answers there');
select is((select turn from turno.ticket where id = 1), 'operator', 'R18 reopen: and it is the office''s turn');
select is((select string_agg(type, ' ' order by seq) from (select * from turno.event where ticket_id = 1 order by seq desc limit 2) e), 'contact_message reopened', 'R18 reopen: with an event');
select is(pg_temp.page('may_answer'), 'true', 'R17: on an open one he writes');

-- R1, R2, R25, R39: two contacts become one. geometra (3) becomes edil (2).
insert into turno.consent (contact_id, version, language, notice_sha256) values (3, '1', 'it', sha256('x'));
insert into turno.attachment_download (attachment_id, contact_id) select min(id), 3 from turno.attachment;
insert into turno.hook (name, kind, url, secret) values ('io', 'app-io', 'https://io.example/', 'io');
insert into turno.hook_call (hook_id, ticket_id, contact_id, event_seq, event, payload) select h.id, 4, k, n, 'message', '{}'
from turno.hook h, (values (2, 1), (3, 1), (3, 2)) x(k, n);
insert into turno.reset_code (outbox_id, contact_id, digest, expires_at) select min(id), 3, sha256('x'), now() + interval '1 hour' from turno.outbox;
select is(turno.contact_join(3, 2, null) ->> 'into', 'Edil Nord', 'R1: two become one');
select is((select contact_id from turno.consent), 2::bigint, 'R39: what he acknowledged goes with him');
select is((select contact_id from turno.attachment_download), 2::bigint, 'R25: what he downloaded too');
select is((select string_agg(concat(contact_id, ':', event_seq), ' ' order by event_seq, contact_id) from turno.hook_call), '2:1 3:1 2:2', 'R34: and what he is to be told, once');
select is((select count(*) from turno.reset_code), 0::bigint, 'R3: a code for the one that is gone opens nothing');
insert into turno.ticket (reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, channel, subject)
select '', 2, 3, 1, 'base', turn, status_id, priority_id, 'web', 'late' from turno.ticket where id = 4;
select is((select contact_id from turno.ticket where subject = 'late'), 2::bigint, 'R1: a ticket for the one that is gone is the other''s');
select is(pg_temp.see('edil', 'select subject from turno.ticket where subject = ''late'''), 'late', 'R24: who sees it');
insert into turno.practice (customer_id, contact_id, category_id, level, state_id, subject) select 2, 3, 1, 'base', s.id, 'late' from turno.practice_state s where s.is_start;
select is((select contact_id from turno.practice where subject = 'late'), 2::bigint, 'R1: a practice too');
select throws_ok('insert into turno.practice (customer_id, contact_id, category_id, level, state_id, subject) select 1, 3, 1, ''base'', s.id, ''x'' from turno.practice_state s where s.is_start', 'TU003', 'The contact belongs to another customer.', 'R2: never another customer''s');
select is((select count(*) from turno.contact_wipe(2, 'system', null, 'desk', 'request')), 1::bigint, 'R39: he is forgotten');
select is((select count(*) from turno.hook_call where payload is not null), 0::bigint, 'R39: with what waited for either of the two');

-- R2: a contact whom only a practice binds.
insert into turno.contact (id, customer_id, name) overriding system value values (21, 1, 'Carlo');
insert into turno.address (address, contact_id) values ('carlo@demo.example', 21);
insert into turno.practice (customer_id, contact_id, category_id, level, state_id, subject) select 1, 21, 1, 'base', s.id, 'sua' from turno.practice_state s where s.is_start;
select throws_ok('select turno.contact_set(''{"address": "carlo@demo.example", "customer": "Amina Haddad"}'')', 'TU003', null, 'R2: who has a practice stays with his customer');
delete from turno.practice where contact_id = 21;
select is(turno.contact_set('{"address": "carlo@demo.example", "customer": "Amina Haddad"}') ->> 'customer', 'Amina Haddad', 'R2: whom nothing binds may go to another');

-- R9: figures of what an administrator does not see.
update turno.operator set is_admin = true where id = 2;
select turno.post_add(6, 'message', 'contact', 1, 'web', 'io', 'io') \g /dev/null
create temporary table tried as select pg_temp.try('marco', 'select turno.act_contact_erase(''{"contact": 1, "dry_run": true}'')')::jsonb as v;
select is(v, '{"ok": true, "dry_run": true, "tickets": 2, "kept": []}', 'R9: erasing counts the tickets that he sees, 1 and 6 of three') from tried;
insert into turno.ticket_hold (ticket_id, reason) values (1, 'x'), (2, 'x');
select is(pg_temp.try('marco', 'select turno.act_contact_erase(''{"contact": 1, "dry_run": true}'')')::jsonb, '{"ok": true, "dry_run": true, "tickets": 1, "kept": [{"why": "held", "ticket": 1}]}', 'R9: and names of those that are kept his own');
insert into turno.contact (id, customer_id, name) overriding system value values (22, 1, 'Rossi Mario');
insert into turno.address (address, contact_id) values ('rm@demo.example', 22);
select is(pg_temp.try('marco', 'select turno.act_admin(''{"noun": "contact", "verb": "merge", "values": {"address": "mario.rossi@demo.example", "into": "rm@demo.example"}}'') #>> ''{done,tickets}'''), '2', 'R9: so does merging');
select is((select string_agg(id::text, ',' order by id) from turno.ticket where contact_id = 22), '1,2', 'R1: which takes them all');

-- R2: what the office wrote is sent, whether a mail told of it or not.
create function pg_temp.gives(p_ticket bigint, p_contact bigint) returns text language sql as
    $$ select pg_temp.try('anna', format('select turno.act_contact_change(%L) ->> ''done''', jsonb_build_object('ticket', p_ticket, 'contact', p_contact))) $$;
insert into turno.contact (id, customer_id, name) overriding system value values (23, 3, 'Zia');
create temporary table silent as select turno.ticket_open(3, 4, 1, 'Senza posta', 'desk', null, 'opened', 'operator', 1) as id;
select is(pg_temp.gives(id, 23), 'contact', 'R2: before anything passed an administrator changes the contact') from silent;
select turno.ticket_note(id, 1, 'web', 'per noi') from silent \g /dev/null
select is(pg_temp.gives(id, null), 'contact', 'R2: a note of ours is nothing that was sent') from silent;
select turno.post_add(id, 'message', 'operator', 1, 'web', 'a voi', 'a voi') from silent \g /dev/null
select is(pg_temp.gives(id, 4), 'TU003', 'R2: what was written to all of them is not taken from the others') from silent;
create temporary table told as select turno.ticket_open(3, 4, 1, 'Senza posta', 'desk', null, 'opened', 'operator', 1) as id;
select turno.post_add(id, 'message', 'operator', 1, 'web', 'a lei', 'a lei') from told \g /dev/null
select is((select count(*) from turno.outbox b join told t on t.id = b.ticket_id), 0::bigint, 'R2: what no mail told of');
select is(pg_temp.gives(id, 23), 'TU003', 'R2: is on his page all the same, and stays his') from told;
create temporary table alone as select turno.ticket_open(1, null, 1, 'Uno solo', 'desk', null, 'opened', 'operator', 1) as id;
select turno.post_add(id, 'message', 'operator', 1, 'web', 'a voi', 'a voi') from alone \g /dev/null
select is(pg_temp.gives(id, 22), 'contact', 'R2: where there is nobody else it takes nothing from anybody') from alone;

-- M33: by a link one ticket is seen, and what belongs to others is not.
update turno.contact set merged_into = null where id = 1;
insert into turno.consent (contact_id, ticket_id, version, language, notice_sha256) values (1, 2, '1', 'it', sha256('x')), (1, 6, '1', 'it', sha256('x'));
insert into turno.attachment_download (attachment_id, contact_id) select min(a.id), 1 from turno.attachment a join turno.post q on q.id = a.post_id
where q.ticket_id in (2, 6) and q.kind = 'message' group by q.ticket_id;
update turno.ticket set deleted_at = null where id in (2, 6);
insert into turno.participant (ticket_id, contact_id) values (2, 1), (6, 1) on conflict do nothing;
update turno.session set ended_at = null where contact_id = 1;
select is(pg_temp.try('mario', 'select count(*) from turno.consent'), '2', 'R39: he reads what he acknowledged');
select is(pg_temp.try('mario_link', 'select string_agg(ticket_id::text, '','') from turno.consent'), '6', 'M33: by a link that of its ticket');
select is(pg_temp.try('mario', 'select count(*) from turno.attachment_download'), '2', 'R25: and what he downloaded');
select is(pg_temp.try('mario_link', 'select count(*) from turno.attachment_download'), '1', 'M33: by a link from its ticket');
select is(pg_temp.try('mario', 'select turno.contact_own() ->> ''name'''), 'Mario Rossi', 'R3: himself');
select is(pg_temp.try('mario_link', 'select turno.contact_own()'), null, 'M33: not by a link');

-- R13: a status that texts and rules of the office name.
select turno.status_add('{"name_it": "Sospeso", "turn": "contact"}') \g /dev/null
insert into turno.template (name, kind, language, status_id, subject, body) select 'status', 'status', 'it', id, 'x', 'x' from turno.status where name_it = 'Sospeso';
insert into turno.notice_rule (event, audience, channel, status_id, template, is_on) select 'status', 'contact', 'mail', id, 'status', true from turno.status where name_it = 'Sospeso';
select throws_ok('select turno.status_remove(''{"name_it": "Sospeso"}'')', 'TU003', 'Status Sospeso is in use: 1 template, 1 notice rule.', 'R13: a status with words of its own is in use');
delete from turno.template t using turno.status s where s.id = t.status_id and s.name_it = 'Sospeso';
delete from turno.notice_rule t using turno.status s where s.id = t.status_id and s.name_it = 'Sospeso';
select is(turno.status_remove('{"name_it": "Sospeso"}') ->> 'removed', 'Sospeso', 'R13: without them it goes');
select * from finish();
rollback;
