-- A contact's own tickets on the web (R3, R24).
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.mine(p_token text, p jsonb default '{}') returns jsonb language sql as
    $$ select pg_temp.see(p_token, format('select turno.page_mine(%L::jsonb)', p))::jsonb $$;
create function pg_temp.numbers(p jsonb) returns text language sql as
    $$ select coalesce(string_agg(t ->> 'number', ',' order by n), '') from jsonb_array_elements(p -> 'tickets') with ordinality x(t, n) $$;

select is(pg_temp.see(null, 'select turno.page_mine(''{}'')'), 'TU004', 'R3: nobody has none');
select is(pg_temp.see('marco', 'select turno.page_mine(''{}'')'), 'TU002', 'R3: nor has an operator');
create temporary table mario as select pg_temp.mine('mario') as m;
select is((select string_agg(n, ',' order by n::bigint) from regexp_split_to_table(pg_temp.numbers(m), ',') n), pg_temp.ids('mario', 'ticket'), 'R24: what he sees, all of it, and nothing else') from mario;
select is((m ->> 'count')::integer, jsonb_array_length(m -> 'tickets'), 'R24: counted likewise') from mario;
select is((select sum((t ->> 'count')::integer)::integer from jsonb_array_elements(m -> 'tabs') t), (m ->> 'count')::integer, 'R24: by turn too') from mario;
select ok(not exists (select from jsonb_array_elements(m -> 'tickets') t where t ?| '{level,category,priority,assignee}'), 'R24: no level, category, priority or assignee') from mario;
select is(pg_temp.numbers(pg_temp.mine('mario_link')), pg_temp.ids('mario_link', 'ticket'), 'M33: by link there is its one ticket');
update turno.ticket set turn = 'contact', status_id = (select id from turno.status where turn = 'contact' and is_default), updated_at = now() - interval '9 days' where id = 2;
select is(split_part(pg_temp.numbers(pg_temp.mine('mario')), ',', 1), '2', 'R24: where it is his turn comes first');
select is(pg_temp.numbers(pg_temp.mine('mario', '{"turn": "contact"}')), '2', 'R24: by turn');
select is(pg_temp.numbers(pg_temp.mine('mario', '{"text": "2"}')), '2', 'R24: by number');
select is(pg_temp.numbers(pg_temp.mine('mario', '{"text": "3"}')), '', 'R24: not by the number of what is not his');
select is(pg_temp.numbers(pg_temp.mine('mario', '{"limit": 1}')) || ',' || pg_temp.numbers(pg_temp.mine('mario', '{"limit": 1, "after": 1}')),
    array_to_string((string_to_array(pg_temp.numbers(pg_temp.mine('mario')), ','))[1:2], ','), 'R24: page by page');
select is(pg_temp.mine('mario', '{"limit": 100}') ->> 'next', null, 'R24: and there is an end');
select is(pg_temp.see('mario', 'select turno.session_look() -> ''desk'' ->> ''phone'''), '', 'R34: a contact reads where the office is');
select is(pg_temp.see('marco', 'select turno.session_look() ->> ''desk'''), null, 'R34: an operator knows');
select * from finish();
rollback;
