-- The tree, the people, statuses and the turn machine.
begin;
\ir ../fixture.sql
select no_plan();
select throws_ok('update turno.category set parent_id = 2 where id = 1', 'TU003', 'Category "CAF" would be its own parent.', 'R10: a loop of two is refused');
insert into turno.category (id, parent_id, name) overriding system value values (20, 2, 'Rimborsi');
select throws_ok('update turno.category set parent_id = 20 where id = 1', 'TU003', null, 'R10: a loop of three is refused');
select throws_ok('update turno.category set parent_id = 1 where id = 1', null, null, 'R10: a category is not its own parent');
select is((select path from turno.category where id = 20), 'CAF › 730 › Rimborsi', 'R6: the path names the parents');
update turno.category set name = 'Fisco' where id = 1;
select is((select string_agg(path, ', ' order by id) from turno.category where id in (1, 2, 20)), 'Fisco, Fisco › 730, Fisco › 730 › Rimborsi', 'R6: a new name shows in all paths below');
update turno.category set parent_id = 3 where id = 2;
select is((select path from turno.category where id = 20), 'Immigrazione › 730 › Rimborsi', 'R6: so does a new place');
select throws_ok('insert into turno.category (name, is_fallback) values (''x'', true)', '23505', null, 'R10: there is one fallback');
select throws_ok('insert into turno.category (name) values (''a › b'')', '23514', null, 'R6: no name looks like a path');

select throws_ok('update turno.ticket set customer_id = 2, contact_id = 2 where id = 1', 'TU003', 'A ticket never moves to another customer.', 'R2: never another customer');
select throws_ok('update turno.ticket set contact_id = null where id = 1', 'TU003', null, 'R2: the contact stays once he wrote');
select throws_ok('update turno.ticket set contact_id = 4 where id = 4', 'TU003', 'The contact belongs to another customer.', 'R2: a contact of another customer is refused');
select lives_ok('update turno.ticket set contact_id = 3 where id = 4', 'R2: before that the contact can be set');
select is((select reference from turno.ticket where id = 3), '3', 'R32: the reference is the number');
select lives_ok('update turno.ticket set reference = ''PRA-7'' where id = 3', 'R32: or set by hand');
select throws_ok('update turno.ticket set reference = ''1'' where id = 3', null, null, 'R32: and unique');
select throws_ok('update turno.ticket set reference = ''99'' where id = 3', 'TU003', null, 'R32: digits only would pass for a number');

select throws_ok('insert into turno.address (address, contact_id, operator_id) values (''a@b.it'', 1, 1)', '23514', null, 'R1: an address has one owner');
select throws_ok('insert into turno.address (address, contact_id, is_main) values (''ANNA@demo.example'', 1, false)', '23505', null, 'R1: addresses are compared without case');
select throws_ok('insert into turno.operator_category values (2, 1, ''advanced'')', '23505', null, 'R8: one level per operator and category');
select results_eq('select category_id, level from turno.operator_scope where operator_id = 3 order by 1, 2',
    $$values (1::bigint, 'advanced'), (1, 'base'), (2, 'advanced'), (2, 'base'), (3, 'base')$$, 'R8: advanced is both levels in operator_scope');

select results_eq('select format(''%s %s %s'', turn, event, new_turn) from turno.turn_rule order by turn collate "C", event collate "C"', $$values
    ('closed contact_reopened operator'), ('closed delivery_failed closed'),
    ('closed held closed'), ('closed reopened operator'), ('closed reply closed'),
    ('closed reply_keep closed'), ('closed turn_contact contact'), ('contact closed closed'), ('contact contact_message operator'),
    ('contact delivery_failed operator'), ('contact generated_message contact'),
    ('contact held contact'), ('contact merged operator'), ('contact reply contact'), ('contact reply_keep contact'), ('contact turn_operator operator'),
    ('none contact_message operator'), ('none opened operator'), ('none reply contact'),
    ('none reply_keep operator'), ('operator closed closed'), ('operator contact_message operator'),
    ('operator delivery_failed operator'), ('operator generated_message operator'),
    ('operator held operator'), ('operator reply contact'), ('operator reply_keep operator'),
    ('operator turn_contact contact')$$, 'R14–R18: the turn machine');
select results_eq('select turn, name_it, name_en from turno.status where is_builtin order by id',
    $$values ('operator', 'Turno operatore', 'Operator''s turn'), ('contact', 'Turno contatto', 'Contact''s turn'), ('closed', 'Chiuso', 'Closed')$$, 'R16: three built-in statuses');
select is((select count(*) from turno.signing_key where retired_at is null), 1::bigint, 'M17: one key signs');
select throws_ok('insert into turno.signing_key (secret) values (turno.gen_random_bytes(32))', '23505', null, 'M17: not two');
select throws_ok('update turno.ticket set turn = ''closed'' where id = 1', null, null, 'R16: status and turn go together');
select finish();
rollback;
