-- What the triggers of practices keep, whoever writes (R2, R23, R25, R37); constraints are tried in constraint.sql.
begin;
\ir ../fixture.sql
select no_plan();
insert into turno.practice_model (id, name, checks, documents) overriding system value values (1, '730', '{a}', '{d}'), (2, 'ISEE', '{}', '{}');
insert into turno.practice_model_field (model_id, n, name, label_it, label_en, type) values (1, 1, 'x', 'x', 'x', 'text');
insert into turno.practice (id, reference, customer_id, contact_id, category_id, level, state_id, subject) overriding system value
select n, '', 1, 1, 1, 'base', (select id from turno.practice_state where is_start), 'p' from generate_series(1, 2) n;
select setval(pg_get_serial_sequence('turno.practice', 'id'), 1000) \g /dev/null
insert into turno.practice_check (practice_id, n, text) values (1, 1, 'a');
insert into turno.practice_field (practice_id, n, name, label_it, label_en, type) values (1, 1, 'x', 'x', 'x', 'text');
insert into turno.practice_document (practice_id, n, title, is_asked) values (1, 1, 'd', true);
insert into turno.practice_event (practice_id, type, channel, old, new, note) values (1, 'subject', 'web', 'a', 'b', 'c');
insert into turno.practice_document (practice_id, n, attachment_id, added_at) select 1, 2, min(id), now() from turno.attachment;

select throws_ok('update turno.practice set customer_id = 3, contact_id = null', 'TU003', 'A practice never moves to another customer.', 'R2: never another customer');
select throws_ok('update turno.practice set contact_id = 4', 'TU003', 'The contact belongs to another customer.', 'R2: nor another''s contact');
select throws_ok('insert into turno.practice_ticket values (1, 3)', 'TU003', 'The ticket belongs to another customer.', 'R2: nor another''s ticket');
select lives_ok('insert into turno.practice_ticket values (1, 2)', 'R2: a ticket of the customer');
select is((select string_agg(reference, ' ' order by id) from turno.practice), 'P1 P2', 'R37: the reference is P and the number');
select lives_ok('update turno.practice set reference = ''PRA/7'' where id = 1', 'R37: or set by hand');
select throws_ok(format('update turno.practice set reference = %L where id = 1', r), 'TU003', null, 'R37: but not like a number: ' || r) from unnest(array['7', 'P2', 'p77']) r;
select throws_ok(q, 'TU003', 'the history of a practice is append-only', 'R23: ' || q) from unnest(array['update turno.practice_event set new = ''x''',
    'update turno.practice_event set old = null, new = null, note = null, type = ''due''', 'delete from turno.practice_event', 'truncate turno.practice_event']) q;
insert into turno.practice_event (practice_id, type, channel, new, attachment_id) select 1, 'added', 'web', 'a', min(id) from turno.attachment;
select throws_ok(q, 'TU003', 'the history of a practice is append-only', 'R39: ' || q) from unnest(array['update turno.practice_event set attachment_id = null where type = ''added''',
    'update turno.practice_event set old = null, new = null, note = null, attachment_id = (select min(id) from turno.attachment)']) q;
select lives_ok('update turno.practice_event set old = null, new = null, note = null', 'R39: words may be taken out');
select is((select string_agg(format('%s %s', a.customer_id, t.customer_id), ',') from turno.attachment a join turno.post p on p.id = a.post_id join turno.ticket t on t.id = p.ticket_id
    where a.customer_id is distinct from t.customer_id), null, 'R25: each document knows its customer');
select is((select count(*) from turno.attachment where post_id is null and customer_id is null), 1::bigint, 'R25: one that waits has none');
update turno.attachment set practice_id = 1 where post_id is null;
select is((select customer_id from turno.attachment where practice_id = 1), 1::bigint, 'R25: of a practice it has that of the practice');
insert into turno.attachment_download (attachment_id, operator_id) select id, 1 from turno.attachment where practice_id = 1;
select lives_ok('delete from turno.attachment where practice_id = 1', 'R39: a document that goes takes its downloads along');
select lives_ok('delete from turno.practice_model where id = 1', 'R37: a model goes with its fields');
select * from finish();
rollback;
