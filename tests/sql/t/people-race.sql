-- Two sessions at once: administrators, codes and contacts (R1, R3, R4).
\ir ../office.psql
\ir ../two.psql
select plan(11);
update turno.operator set is_admin = login in ('anna', 'marco');
create or replace function pg_temp.answer(p_session text) returns text language plpgsql as $$
declare
    v_answer text;
begin
    select r into v_answer from public.dblink_get_result(p_session) x(r text);
    perform * from public.dblink_get_result(p_session) x(r text);
    return v_answer;
exception when others then
    perform * from public.dblink_get_result(p_session) x(r text);
    return sqlerrm;
end $$;
select pg_temp.connect('{one,two}') \g /dev/null

-- Two administrators, each leaving the other as the last.
select public.dblink_exec('one', 'begin') \g /dev/null
select r from public.dblink('one', $$select turno.operator_set('{"login": "anna", "is_admin": false}') ->> 'is_admin'$$) x(r text) \g /dev/null
select ok(pg_temp.blocks('two', $$select turno.operator_set('{"login": "marco", "is_admin": false}') ->> 'is_admin'$$), 'R4: a second one who gives up waits for the first');
select public.dblink_exec('one', 'commit') \g /dev/null
select is(pg_temp.answer('two'), 'Somebody must administer: make another operator an administrator first.', 'R4: and then must not');
select is((select string_agg(login, ' ') from turno.operator where is_admin and is_active), 'marco', 'R4: one stays');

-- One code, two at once.
insert into turno.outbox (kind, mailbox_id, contact_id, recipient, language)
select 'password_code', pg_temp.mailbox_id('support'), pg_temp.contact_id('mario'), 'mario.rossi@demo.example', 'it';
create temporary table code as select turno.outbox_envelope(max(id)) ->> 'code' as c from turno.outbox;
create function pg_temp.reset(p_key text) returns text language sql as $$
    select format('select turno.password_reset(%L) ->> ''ok''', jsonb_build_object('login', 'mario.rossi@demo.example', 'code', c, 'salt', repeat('00', 16), 'key', repeat(p_key, 32), 'address', 'x')) from code;
$$;
select public.dblink_exec('one', 'begin') \g /dev/null
select is((select r from public.dblink('one', pg_temp.reset('11')) x(r text)), 'true', 'R3: the first sets a password');
select ok(pg_temp.blocks('two', pg_temp.reset('22')), 'R3: the second with the same code waits');
select public.dblink_exec('one', 'commit') \g /dev/null
select is(pg_temp.answer('two'), 'false', 'R3: and is refused');
select is((select digest from turno.contact_password), sha256(decode(repeat('11', 32), 'hex')), 'R3: the first one''s password stands');

-- The same person added twice.
select public.dblink_exec('one', 'begin') \g /dev/null
select r from public.dblink('one', $$select turno.contact_add('{"address": "new@x.it", "name": "Uno"}') ->> 'name'$$) x(r text) \g /dev/null
select ok(pg_temp.blocks('two', $$select turno.contact_add('{"address": "NEW@x.it", "name": "Due"}') ->> 'name'$$), 'R1: a second contact of one address waits');
select public.dblink_exec('one', 'commit') \g /dev/null
select isnt(pg_temp.answer('two'), 'Due', 'R1: and is refused');
select is((select count(*) from turno.address where folded = 'new@x.it'), 1::bigint, 'R1: the address has one owner');
select is((select count(*) from turno.contact where name = 'Due'), 0::bigint, 'R1: and nobody is half there');
select finish();
select public.dblink_disconnect(s) from unnest(array['one', 'two']) s \g /dev/null
