-- Two people on one practice at once: what is decided last is decided on what is there (R9, R12, R37).
\ir ../office.psql
\ir ../two.psql
\ir ../two-acts.psql
select turno.model_add('{"name": "730", "categories": ["CAF > 730"], "checks": ["CU"]}');
create temporary table mine as select turno.practice_open(t.ticket, (select customer_id from turno.contact where id = pg_temp.contact_id('mario')), pg_temp.contact_id('mario'), pg_temp.category_id('730'), 'base',
    (select id from turno.practice_model), 'p', '', null, null, null, 'api') as practice from (select pg_temp.ticket_of_mario() as ticket) t;
select turno.lease_drop('test');
select plan(8);
create function pg_temp.act(p_act text, p jsonb) returns text language sql as $$
    select format('select turno.act_practice_%s(%L)', p_act, p || jsonb_build_object('practice', practice)) from mine $$;

-- A tick taken away while another closes what was complete.
select turno.practice_tick(practice, 1, true, null, 'api') from mine;
select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco');
select is(pg_temp.other('a', pg_temp.act('close', '{}')), '{"ok": true}', 'R37: a complete practice is closed');
select ok(pg_temp.blocks('b', pg_temp.act('check', '{"n": 1, "done": false}')), 'R37: who takes a tick away waits');
select public.dblink_exec('a', 'commit');
select matches(pg_temp.answer('b'), 'This practice is closed', 'R37: and is refused');
select is((select format('%s %s', p.is_closed, c.done_at is not null) from turno.practice p join turno.practice_check c on c.practice_id = p.id, mine where p.id = mine.practice), 't t', 'R37: what is done stays complete');

-- A change while another moves the practice out of sight.
select turno.practice_change(practice, jsonb_build_object('state', (select id from turno.practice_state where is_start)), null, 'api') from mine;
select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'marco');
select is(pg_temp.other('a', pg_temp.act('set', jsonb_build_object('category', pg_temp.category_id('Amministrazione')))), '{"ok": true}', 'R12: a practice is moved');
select ok(pg_temp.blocks('b', pg_temp.act('set', '{"subject": "di marco"}')), 'R9: who would change it waits');
select public.dblink_exec('a', 'commit');
select matches(pg_temp.answer('b'), 'There is no such practice', 'R9: and finds nothing');
select is((select p.subject from turno.practice p, mine where p.id = mine.practice), 'p', 'R9: nor changed anything');
select * from finish();
select public.dblink_disconnect(s) from unnest('{a,b}'::text[]) s;
