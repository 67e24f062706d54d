-- The kernel of the desk, as the acts of the web call it: by turno_act, without rights on the tables.
begin;
\ir ../office.psql
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
grant select on mine to public;
set local role turno_act;
select plan(36);
create temporary table mark (id bigint);

-- What turno_act may not do itself, and may through the kernel.
select throws_ok('insert into turno.post (ticket_id, kind, author_kind, channel, text, visible_text, salt, digest) values (1, ''note'', ''system'', ''web'', '''', '''', '''', '''')',
    '42501', null, 'R23: nobody writes a post beside the kernel');
select throws_ok('update turno.ticket set turn = ''closed''', '42501', null, 'R14: nor the turn');
select throws_ok('select turno.token_make(''address'', ''r'', 1, 1)', '42501', null, 'M17: nor signs');
select throws_ok('select turno.deliver(1, ''{}'', ''x'', 1)', '42501', null, 'nor decides mail');

-- R14, R15, R16
select is(turno.turn_apply(ticket, 'reply_keep', 'operator', pg_temp.operator_id('anna'), 'web'), 'operator', 'R14: a reply that keeps the turn keeps it') from mine;
select is(turno.turn_apply(ticket, 'reply', 'operator', pg_temp.operator_id('anna'), 'web'), 'contact', 'R14: a reply that passes it passes it') from mine;
select is(turno.turn_apply(ticket, 'reply', 'operator', pg_temp.operator_id('anna'), 'web'), 'contact', 'R14: passing again changes nothing') from mine;
select is(turno.turn_apply(ticket, 'nonsense', 'operator', pg_temp.operator_id('anna'), 'web'), 'contact', 'R15: what turn_rule does not name does nothing') from mine;
select is(turno.turn_apply(ticket, 'note', 'operator', pg_temp.operator_id('anna'), 'web'), 'contact', 'R15: nor a note') from mine;
select throws_ok('select turno.turn_apply(-1, ''reply'', ''system'', null, ''web'')', 'TU002', null, 'a ticket that is not there is not found');
reset role;
select is(pg_temp.events(ticket), '{opened,contact_message,turn}', 'R23: only what changed is an event') from mine;
select is((select format('%s %s>%s %s', actor_kind, old, new, channel) from turno.event where ticket_id = ticket and type = 'turn'),
    'operator operator>contact web', 'R23: with actor, old, new and channel') from mine;
update turno.ticket set waiting_since = now() - interval '3 days', updated_at = now() - interval '3 days' where id = (select ticket from mine);
set local role turno_act;
select turno.post_add(ticket, 'note', 'operator', pg_temp.operator_id('anna'), 'web', 'tra noi', 'tra noi') from mine;
reset role;
select is((select updated_at < now() - interval '2 days' from turno.ticket where id = ticket), true, 'R26: a note does not touch "updated"') from mine;
select is((select waiting_since < now() - interval '2 days' from turno.ticket where id = ticket), true, 'the turn began when it began') from mine;
set local role turno_act;
select turno.post_add(ticket, 'message', 'contact', pg_temp.contact_id('mario'), 'web', 'Ancora io', 'Ancora io') from mine;
select is(turno.turn_apply(ticket, 'contact_message', 'contact', pg_temp.contact_id('mario'), 'web'), 'operator', 'R14: a contact''s message gives operator') from mine;
reset role;
select is((select updated_at = now() and waiting_since = now() from turno.ticket where id = ticket), true, 'R26: a message does; the new turn begins now') from mine;

-- R16: a custom default status is what a turn change picks; the opening one is kept for births.
update turno.status set is_default = false where turn = 'contact';
insert into turno.status (name_it, name_en, turn, is_default) values ('In attesa', 'Waiting', 'contact', true);
select turno.turn_apply(ticket, 'reply', 'operator', pg_temp.operator_id('anna'), 'web') from mine;
select is((select s.name_en from turno.ticket t join turno.status s on s.id = t.status_id where t.id = ticket), 'Waiting',
    'R16: a turn change picks that turn''s default status') from mine;

-- Opening by an operator (R11, R16, R34).
set local role turno_act;
create temporary table opened as select turno.ticket_open(c.customer_id, c.id, pg_temp.category_id('730'), 'Aperto da noi', 'phone', null,
    'reply', 'operator', pg_temp.operator_id('marco')) as ticket from turno.contact c where c.id = pg_temp.contact_id('amina');
select turno.tell(ticket, turno.post_add(ticket, 'message', 'operator', pg_temp.operator_id('marco'), 'phone', 'Gentile', 'Gentile'), 'none',
    'reply', 'operator', pg_temp.operator_id('marco')) from opened;
reset role;
select is(pg_temp.turn_of(ticket), 'contact', 'R16: an operator''s opening message that passes the turn gives contact') from opened;
select is(pg_temp.written(ticket), '{notification anna@demo.example,reply amina@demo.example}', 'R34: the contact gets the opening message, who else sees it a notice') from opened;
select is((select channel || ' ' || opened_by from turno.ticket where id = ticket), 'phone ' || pg_temp.operator_id('marco'), 'R32: channel and opener') from opened;
select is((select p.is_default from turno.ticket t join turno.priority p on p.id = t.priority_id where t.id = ticket), true, 'R32: normal priority') from opened;
select is((select mailbox_id from turno.outbox where ticket_id = ticket and kind = 'reply'), pg_temp.mailbox_id('support'), 'a ticket without mailbox writes from the first') from opened;
update turno.category set initial_level = 'advanced' where name = '730';
set local role turno_act;
create temporary table kept as select turno.ticket_open(c.customer_id, null, pg_temp.category_id('730'), 'Solo cliente', 'desk', null,
    'reply_keep', 'operator', pg_temp.operator_id('anna')) as ticket from turno.contact c where c.id = pg_temp.contact_id('amina');
reset role;
select is((select level || ' ' || turn from turno.ticket where id = ticket), 'advanced operator', 'R11: the category may raise at birth; R16: kept, it is ours') from kept;
set local role turno_act;
select throws_ok($$ select turno.ticket_open(1, null, -1, 'x', 'desk', null, 'reply', 'system', null) $$, 'TU003', null, 'no category, no ticket');
select throws_ok($$ select turno.ticket_open(1, null, pg_temp.category_id('730'), 'x', 'desk', null, 'closed', 'system', null) $$, 'TU003', null,
    'nothing is born by an event that opens none');

-- R2: no contact set: all of the customer.
reset role;
insert into turno.contact (customer_id, name) select customer_id, 'Amina due' from turno.contact where id = pg_temp.contact_id('amina');
insert into turno.address (address, contact_id) select 'due@demo.example', id from turno.contact where name = 'Amina due';
select is((select array_agg(c.name order by c.name) from turno.ticket_contacts(ticket) x(id) join turno.contact c using (id)), '{Amina Haddad,Amina due}'::text[],
    'R2: with no contact set all contacts of the customer take part') from kept;
select is(turno.contact_tell(ticket, null, 'new_link'), 2, 'R2: and are written to, each by himself') from kept;
update turno.address set is_main = false, dead_at = now() where folded = 'due@demo.example';
insert into turno.address (address, contact_id, is_main) select 'due2@demo.example', id, false from turno.contact where name = 'Amina due';
insert into mark select pg_temp.last_outbox();
select turno.contact_tell(ticket, null, 'new_link') from kept;
select is(pg_temp.written(ticket, (select max(id) from mark)), '{new_link amina@demo.example,new_link due2@demo.example}',
    'M12: a dead address is passed over for a live one') from kept;

-- R25: uploads.
set local role turno_owner;
insert into turno.blob (sha256, size) values (sha256('up'), 2);
insert into turno.attachment (blob_id, name, type, size, sha256) select id, 'foto.png', 'image/png', 2, sha256 from turno.blob where sha256 = sha256('up');
create temporary table upload as select id from turno.attachment where name = 'foto.png';
grant select on upload to public;
set local role turno_act;
create temporary table with_file as select turno.post_add(ticket, 'message', 'contact', pg_temp.contact_id('mario'), 'web', 'Ecco', 'Ecco', p_uploads => array[u.id]) as post
    from mine, upload u;
select throws_ok(format('select turno.post_add(%s, ''message'', ''contact'', %s, ''web'', ''x'', ''x'', p_uploads => array[%s])', ticket,
    pg_temp.contact_id('mario'), u.id), 'TU003', null, 'R25: an upload is used once') from mine, upload u;
reset role;
select is((select post_id from turno.attachment join upload using (id)), post, 'R25: the upload is the post''s') from with_file;

-- Buckets.
set local role turno_act;
select is(array(select turno.throttle_take('t', 2, 0) from generate_series(1, 3)), '{t,t,f}', 'M13: a bucket holds what it holds');
select is(turno.throttle_take('u', 2, 0), true, 'M13: each its own');
reset role;
update turno.throttle set filled_at = clock_timestamp() - interval '10 seconds' where key = 't';
select is(turno.throttle_take('t', 2, 0.1), true, 'M13: and fills with time');
update turno.throttle set tokens = 0, filled_at = clock_timestamp() - interval '1 day' where key = 't';
select is(array(select turno.throttle_take('t', 2, 1) from generate_series(1, 4)), '{t,t,f,f}', 'M13: never above its brim');

-- R23
select is_empty('select * from turno.verify_chain()', 'R23: every timeline verifies');
select is((select array_agg(seq order by seq) = array_agg(row_number order by seq) from (select seq, row_number() over (order by seq)::integer
    from turno.event where ticket_id = ticket) x), true, 'R23: numbered without gaps') from mine;
select * from finish();
rollback;
