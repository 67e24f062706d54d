-- The short form of what an operator is enabled for, which policies read, says what operator_category says (R8).
begin;
\ir ../fixture.sql
select no_plan();

create function pg_temp.differs() returns text language sql as $$
    select string_agg(concat_ws(' ', o.login, c.id, l.level), ', ' order by o.id, c.id, l.level)
    from turno.operator o cross join turno.category c cross join (values ('base', '\x01'::bytea), ('advanced', '\x02')) l(level, mark)
    where (substring(o.scope from c.id::integer + 1 for 1) >= l.mark)
        <> exists (select from turno.operator_scope s where s.operator_id = o.id and s.category_id = c.id and s.level = l.level);
$$;
select is(pg_temp.differs(), null, 'R8: every operator''s scope is that of his categories');
select is((select encode(scope, 'hex') from turno.operator where login = 'riccardo'), '00020201', 'R8: a byte for each category');
select is((select scope from turno.operator where login = 'nina'), '', 'R8: none without a category');
insert into turno.operator_category values (4, 3, 'base');
select is(pg_temp.ids('nina', 'ticket'), '3,5', 'R8: a category that is given is seen at once');
update turno.operator_category set level = 'advanced' where operator_id = 2 and category_id = 2;
select is(pg_temp.ids('marco', 'ticket'), '1,2,6', 'R8: so is a level');
update turno.operator_category set category_id = 4 where operator_id = 4;
select is(pg_temp.ids('nina', 'ticket'), '4,5', 'R9: a category that is exchanged goes');
update turno.operator_category set operator_id = 2 where operator_id = 4;
select is(pg_temp.ids('nina', 'ticket'), '5', 'R9: and what another gets');
select is(pg_temp.ids('marco', 'ticket'), '1,2,4,6', 'R8: he gets');
delete from turno.operator_category where operator_id = 3 and category_id in (2, 3);
select is(pg_temp.ids('riccardo', 'ticket'), '1,6', 'R9: a category that is taken away is not seen any more');
select is(pg_temp.differs(), null, 'R8: scopes follow every change');
set local session_replication_role = replica;
delete from turno.operator_category where operator_id = 3;
set local session_replication_role = origin;
select is(pg_temp.ids('riccardo', 'ticket'), '', 'R9: also one that is made with triggers switched off');
select throws_ok('truncate turno.operator_category', 'TU003', null, 'R9: nor are all taken away without it');
set local session_replication_role = replica;
select throws_ok('truncate turno.operator_category', 'TU003', null, 'R9: not even with triggers switched off');
set local session_replication_role = origin;
insert into turno.category (id, name) overriding system value values (3000, 'far');
insert into turno.operator_category values (3, 3000, 'base');
select is((select length(scope) from turno.operator where login = 'riccardo'), 3001, 'R8: it grows as far as it must');
select is(pg_temp.differs(), null, 'R8: and is right there too');
delete from turno.operator_category where category_id = 3000;
delete from turno.category where id = 3000;
insert into turno.setting (key, value) values ('levels.enabled', 'false');
insert into turno.operator_category values (3, 1, 'base');
select is(pg_temp.ids('marco', 'ticket'), '1,2,4,5,6', 'R8: levels off: base sees what is advanced');
update turno.setting set value = 'true' where key = 'levels.enabled';
select is(pg_temp.ids('marco', 'ticket'), '1,2,4,6', 'R8: levels on: base sees base');
select is(pg_temp.see('marco', 'select turno.viewer_scope()'), (select scope::text from turno.operator where login = 'marco'), 'R8: who looks reads his own');
select is(pg_temp.see('mario', 'select turno.viewer_scope()'), null, 'R9: a contact has none');
select is(pg_temp.see(null, 'select turno.viewer_scope()'), null, 'R9: nor has nobody');
select is(pg_temp.see('marco', 'select scope from turno.operator limit 1'), '42501', 'R9: the web reads nobody''s');
select finish();
rollback;
