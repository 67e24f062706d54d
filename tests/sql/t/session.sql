-- Whom viewer() believes.
begin;
\ir ../fixture.sql
select no_plan();
select is(pg_temp.see('marco', 'select operator_id from turno.viewer()'), '2', 'a session is its operator');
select is(pg_temp.see('mario', 'select contact_id || ''/'' || customer_id from turno.viewer()'), '1/1', 'a session is its contact');
select is(pg_temp.see(t, 'select count(*) from turno.viewer()'), '0', format('"%s" is nobody', t))
from unnest(array['', 'marc', 'MARCO', '2', 'marco ', '''; select 1', repeat('x', 100000)]) t;
select is(pg_temp.see(encode(sha256('marco'), 'hex'), 'select count(*) from turno.viewer()'), '0', 'the stored digest is no token');
select is(pg_temp.see(encode(sha256('marco'), 'hex'), 'select count(*) from turno.ticket'), '0', 'and sees nothing');

update turno.session set seen_at = now() - interval '121 minutes' where operator_id = 2;
select is(pg_temp.see('marco', 'select count(*) from turno.ticket'), '0', 'a session idle for 2 h sees nothing');
update turno.session set seen_at = now() - interval '119 minutes' where operator_id = 2;
select is(pg_temp.see('marco', 'select count(*) from turno.ticket'), '2', 'before that it lives');
update turno.session set created_at = now() - interval '721 minutes', seen_at = now() where operator_id = 2;
select is(pg_temp.see('marco', 'select count(*) from turno.ticket'), '0', 'a session of 12 h sees nothing, however busy');
update turno.session set created_at = now() where operator_id = 2;
update turno.session set ended_at = now() where operator_id = 2;
select is(pg_temp.see('marco', 'select count(*) from turno.ticket'), '0', 'an ended session sees nothing');
update turno.session set ended_at = null where operator_id = 2;
update turno.operator set is_active = false where id = 2;
select is(pg_temp.see('marco', 'select count(*) from turno.ticket'), '0', 'R4: a switched-off operator sees nothing');
update turno.operator set is_active = true where id = 2;

-- Interleaved on one connection, also after an error.
select is(pg_temp.ids('marco', 'ticket'), '1,6', 'interleaved: marco sees his');
select is(pg_temp.ids('mario', 'ticket'), '1,2,6', 'interleaved: mario sees his');
select is(pg_temp.see('anna', 'select 1/0'), '22012', 'interleaved: an error of anna');
select is(pg_temp.ids('marco', 'ticket'), '1,6', 'interleaved: after it marco still sees his');
select is(pg_temp.ids(null, 'ticket'), '', 'interleaved: and nobody nothing');

select is(pg_temp.see(turno.session_for('marco', null), 'select operator_id from turno.viewer()'), '2', 'session_for gives an operator''s session');
select is(pg_temp.see(turno.session_for(null, 'Mario.Rossi@demo.example'), 'select contact_id from turno.viewer()'), '1', 'session_for gives a contact''s session');
select throws_ok($$select turno.session_for('nobody', null)$$, 'TU003', 'There is no operator "nobody".', 'session_for refuses a stranger');
select throws_ok($$select turno.session_for('marco', 'mario.rossi@demo.example')$$, 'TU003', null, 'session_for takes one person');
select is(pg_temp.see('anna', $$select turno.session_for('anna', null)$$), '42501', 'the web cannot make sessions by name');
select turno.operator_set('{"login": "marco", "password": {"salt": "00112233445566778899aabbccddeeff", "key": "00"}}') \g /dev/null
select is(pg_temp.see('marco', 'select count(*) from turno.viewer()'), '0', 'a new password ends all sessions');

-- What turnod puts away, with the rights that turnod has.
insert into turno.form_key (session_id, key, result, created_at)
select id, 'form ' || age, '{}', now() - age * interval '1 day' from turno.session, unnest(array[1, 3]) age where operator_id = 3;
insert into turno.reset_code (outbox_id, contact_id, digest, expires_at)
select (select min(o.id) from turno.outbox o), 1, sha256(age::text::bytea), now() - age * interval '1 day' from unnest(array[0, 2]) age;
set local role turno_gateway;
create temporary table tidied as select turno.tidy('test') ->> 'forms' as forms;
reset role;
select is((select forms from tidied), '1', 'a form is remembered for two days');
select is((select array_agg(key) from turno.form_key where key like 'form %'), '{form 1}', 'and no longer');
select is((select count(*) from turno.reset_code), 1::bigint, 'R3: a code that ran out is gone the day after');
select finish();
rollback;
