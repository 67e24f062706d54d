-- The ticket list as a page: links that keep what is chosen, what the filter panel offers (R9, R26), the quick list beside a ticket.
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.table_of(p_person text, p jsonb) returns jsonb language sql as $$
    select pg_temp.see(p_person, format('select turno.page_ticket_table(%L)', p || '{"language": "en"}'))::jsonb $$;
create function pg_temp.act(p_person text, p_act text, p jsonb) returns text language sql as $$ select pg_temp.see(p_person, format('select turno.%I(%L)', p_act, p)) $$;
create function pg_temp.quick_of(p_person text, p jsonb) returns jsonb language sql as $$
    select pg_temp.see(p_person, format('select turno.page_ticket_quick(%L)', jsonb_build_object('ticket', p -> 'ticket', 'list', p - 'ticket', 'language', 'en')))::jsonb $$;
select is(pg_temp.see(null, 'select turno.page_ticket_table(''{}'')'), 'TU004', 'R9: nobody has a list');
select is(pg_temp.see('mario', 'select turno.page_ticket_table(''{}'')'), 'TU004', 'R24: nor has a contact');

-- Addresses.
select is(turno.url_encode('aZ09-._~'), 'aZ09-._~', 'R26: what an address may hold stays');
select is(turno.url_encode('a b&c=d/é€%+'), 'a%20b%26c%3Dd%2F%C3%A9%E2%82%AC%25%2B', 'R26: the rest is encoded, as UTF-8');
select is(turno.url_encode(''), '', 'R26: nothing is nothing');
select is(turno.filter_query('{"text": "a b", "category": ["2", "7"]}'), 'filters.text=a%20b&filters.category=2&filters.category=7', 'R26: a filter as an address');
select is(turno.filter_query('{}'), 'filters.text=', 'R26: not even what is kept narrows');
select is(turno.ticket_query('{"tab": "all", "filters": {"category": "7", "rubbish": 1}, "sort": "contact", "direction": "desc", "after": "0_0_3_a &", "before": ""}'),
    'tab=all&filters.category=7&sort=contact&direction=desc&after=0_0_3_a%20%26', 'R26: the whole address of a list');
select is(turno.filter_without('{"category": ["2", "7"], "text": "x"}', 'category', '2'), '{"category": ["7"], "text": "x"}', 'R26: one of several values goes');
select is(turno.filter_without('{"category": ["7"], "text": "x"}', 'category', '7'), '{"text": "x"}', 'R26: the last one takes the part with it');
select is(turno.filter_without('{"category": ["7"], "text": "x"}', 'text', 'y'), '{"category": ["7"]}', 'R26: a part of one value goes whatever it is');

create temporary table a as select pg_temp.table_of('anna', '{"tab": "all", "filters": {"category": "1", "level": "base"}, "sort": "contact", "direction": "asc"}') as t;
select is(concat_ws('|', t ->> 'tab', t ->> 'rest', t ->> 'order'), 'all|&filters.level=base&filters.category=1|&sort=contact&direction=asc',
    'R26: every link keeps filter and order') from a;
select is(concat_ws(' ', t ->> 'sort', t ->> 'sorted', t ->> 'turned'), 'contact ascending desc', 'R26: the sorted column says so, a click turns the order') from a;
select is(array(select (x ->> 'column') || ' ' || (x ->> 'natural') from jsonb_array_elements(t -> 'columns') x where x ->> 'column' in ('contact', 'number')),
    '{number desc,contact asc}'::text[], 'R26: another column begins with its own') from a;
select is(array(select x ->> 'query' from jsonb_array_elements(t -> 'filters') x), '{&filters.category=1&sort=contact&direction=asc,&filters.level=base&sort=contact&direction=asc}'::text[],
    'R26: each filter is removable') from a;
select is(t -> 'is_kept', 'false', 'R26: the address''s filter is not kept') from a;
select is(pg_temp.table_of('anna', '{"tab": "all", "filters": {"level": "base", "category": "4"}, "after": ""}') ->> 'rest', '&filters.level=base&filters.category=4', 'R26: in the order of the list');

-- All pages by their links, and back.
create function pg_temp.walk(p_person text, p jsonb, p_way text) returns bigint[] language plpgsql as $$
declare
    v_seen bigint[] := '{}';
    v_page jsonb;
begin
    for i in 1..10 loop
        v_page := pg_temp.table_of(p_person, p);
        v_seen := v_seen || array(select (x ->> 'number')::bigint from jsonb_array_elements(v_page -> 'tickets') x);
        exit when v_page ->> p_way is null;
        p := p - 'after' - 'before' || jsonb_build_object(case p_way when 'next' then 'after' else 'before' end, v_page ->> p_way);
    end loop;
    return v_seen;
end $$;
select is(pg_temp.walk('anna', '{"tab": "all", "limit": 2, "sort": "number", "direction": "asc"}', 'next'), '{1,2,3,4,5,6}', 'R26: next, to the end');
select is(pg_temp.walk('marco', '{"tab": "all", "limit": 1, "sort": "number", "direction": "asc"}', 'next'), '{1,6}', 'R9: of what he sees');

-- Kept filters need no address.
select is(pg_temp.act('marco', 'act_filter_keep', '{"filters": {"category": "1"}}')::jsonb ->> 'ok', 'true', 'R26: kept');
select is((pg_temp.table_of('marco', '{"tab": "all"}') ->> 'rest') || (pg_temp.table_of('marco', '{"tab": "all"}') ->> 'is_kept'), 'true', 'R26: in force, without being in the address');
select is(pg_temp.table_of('marco', '{"tab": "all", "filters": {"text": ""}}') -> 'is_filtered', 'false', 'R26: and left out for once');

-- What the panel offers.
create function pg_temp.offered(p_person text, p jsonb default '{}') returns text language sql as $$
    select string_agg(x ->> 'path', ', ' order by n) from jsonb_array_elements(pg_temp.table_of(p_person, p) #> '{options,categories}') with ordinality y(x, n) $$;
select is(pg_temp.offered('anna'), 'CAF, CAF › 730, Immigrazione, Interna', 'R9: all of hers');
select is(pg_temp.offered('marco'), 'CAF, CAF › 730', 'R9: only his');
select is(pg_temp.offered('nina'), null, 'R9: none');
delete from turno.operator_category where operator_id = 2 and category_id = 1;
select is(pg_temp.offered('marco'), 'CAF, CAF › 730', 'R9: what is above his, to filter by all below');
insert into turno.category (id, parent_id, name) overriding system value select 100 + n, case when n > 10 then 101 + n % 10 end, 'C' || n from generate_series(1, 120) n;
update turno.category set name = name where id > 100;
insert into turno.operator_category select 2, 100 + n, 'base' from generate_series(1, 120) n;
select is(cardinality(string_to_array(pg_temp.offered('marco', '{"filters": {"text": ""}}'), ', ')), 11, 'R26: of many categories the roots');
select is(cardinality(string_to_array(pg_temp.offered('marco', '{"filters": {"category": "101"}}'), ', ')), 11 + 11, 'R26: and what is below the chosen one');
select is(pg_temp.table_of('marco', '{"filters": {"category": ["101", "102"]}}') #> '{category_fields}',
    '[{"value": "101", "is_first": true}, {"value": "102", "is_first": false}, {"value": "", "is_first": false}]', 'R26: a field for each chosen one and one more');
select is(pg_temp.table_of('anna', '{}') #>> '{options,operators,0,name}', 'Anna', 'R26: who looks comes first');
insert into turno.setting (key, value) values ('levels.enabled', '"false"');
select is(array(select x ->> 'column' from jsonb_array_elements(pg_temp.table_of('anna', '{}') -> 'columns') x where x ->> 'column' = 'level'), '{}', 'R11: no levels, no column of them');
delete from turno.setting where key = 'levels.enabled';

-- The panel of the whole list is kept, and whatever it is made of makes it anew.
create function pg_temp.panel(p_person text, p_path text) returns text language sql as $$
    select jsonb_path_query_array(pg_temp.table_of(p_person, '{"filters": {"text": ""}}') -> 'options', p_path::jsonpath)::text $$;
select pg_temp.panel('marco', '$') \g /dev/null
select isnt(turno.panel_read(2, 'en')::text, null, 'R26: a panel that was shown is kept');
select is(turno.panel_read(2, 'it')::text, null, 'R26: in its language');
create function pg_temp.anew(p_change text, p_person text, p_path text) returns text language plpgsql as $$
declare
    v_before text := pg_temp.panel(p_person, p_path);
begin
    if turno.panel_read((select o.id from turno.operator o where o.login = p_person), 'en') is null then
        return 'it was not kept';
    end if;
    execute p_change;
    return format('%s > %s', v_before, pg_temp.panel(p_person, p_path));
end $$;
select is(pg_temp.anew('update turno.category set name = ''Fisco'' where id = 1', 'marco', '$.categories[*].path ? (@ like_regex "^(CAF|Fisco)$")'),
    '["CAF"] > ["Fisco"]', 'R26: a category has another name');
select is(pg_temp.anew('update turno.category set parent_id = null where id = 2', 'marco', '$.categories[*].path ? (@ == "730")'),
    '[] > ["730"]', 'R26: it stands elsewhere');
select is(pg_temp.anew('delete from turno.operator_category where operator_id = 2 and category_id = 2', 'marco', '$.categories[*].path ? (@ == "730")'),
    '["730"] > []', 'R9: he is no longer enabled for it');
select is(pg_temp.anew('insert into turno.operator_category values (2, 2, ''base'')', 'marco', '$.categories[*].path ? (@ == "730")'),
    '[] > ["730"]', 'R9: he is again');
select is(pg_temp.anew('update turno.operator set name = ''Zoe'' where login = ''anna''', 'marco', '$.operators[*].name ? (@ like_regex "Anna|Zoe")'),
    '["Anna"] > ["Zoe"]', 'R26: a colleague has another name');
select is(pg_temp.anew('update turno.operator set is_active = false where login = ''riccardo''', 'marco', '$.operators[*].name ? (@ == "Riccardo")'),
    '["Riccardo"] > []', 'R26: or left');
select is(pg_temp.anew('update turno.status set name_en = ''Ours'' where turn = ''operator'' and is_default', 'marco', '$.statuses[*].name ? (@ == "Ours")'),
    '[] > ["Ours"]', 'R26: a status has another name');
select is(pg_temp.anew('update turno.priority set colour = ''#123456'' where is_default', 'marco', '$.priorities[*].colour ? (@ == "#123456")'),
    '[] > ["#123456"]', 'R26: a priority another colour');
select is(pg_temp.anew('insert into turno.setting (key, value) values (''levels.enabled'', ''"false"'')', 'marco', '$.has_levels'), '[true] > [false]', 'R11: the office has no levels');
delete from turno.setting where key = 'levels.enabled';
select is(pg_temp.panel('anna', '$.operators[0].name'), '["Zoe"]', 'R26: another''s panel is his own');
select is(turno.panel_read(1, 'en', '{2}') -> 'has_levels' is not null, true, 'R26: it serves a list that filters by what it offers');
select is(turno.panel_read(1, 'en', '{9999}')::text, null, 'R26: not one that filters by something else');
select is(turno.panel_read(2, 'en', '{1}')::text, null, 'R26: nor one that shows what is next to the chosen one');
select is(pg_temp.see('marco', 'select count(*) from turno.panel'), '42501', 'R9: the web reads no panels but by the list');

select is(turno.filter_ids('{"priority": ["1", "9223372036854775808", "none"]}', 'priority'), '{1}', 'R26: a number that no id can be finds nothing, and is no failure');
-- The quick list.
select is(pg_temp.see('anna', 'select turno.page_ticket_quick(''{"ticket": 3}'')'), '{}', 'R26: no list was looked at, none stands beside the ticket');
select is(pg_temp.quick_of('anna', '{"ticket": 3}') #>> '{quick,tab}', 'handle', 'R26: the list without a query is the one to handle');
create temporary table q as select pg_temp.quick_of('anna', '{"ticket": 3, "tab": "all", "sort": "number", "direction": "asc"}') -> 'quick' as v;
select is(array(select (x ->> 'number') || case when (x ->> 'is_current')::boolean then '!' else '' end from jsonb_array_elements(v -> 'tickets') x), '{1,2,3!,4,5,6}'::text[], 'R26: the list, and where we are in it') from q;
select is(concat_ws(' ', v ->> 'before', v ->> 'after', v ->> 'query'), '2 4 tab=all&sort=number&direction=asc', 'R26: the tickets next to it') from q;
select is((select x ->> 'contact' from jsonb_array_elements(v -> 'tickets') x where x ->> 'number' = '4'), 'Edil Nord S.r.l.', 'R2: of a whole customer') from q;
select is(array(select x ->> 'number' from jsonb_array_elements(pg_temp.quick_of('marco', '{"ticket": 1, "tab": "all"}') #> '{quick,tickets}') x where x ->> 'number' <> '6'), '{}',
    'R9: of what he sees, and of what he filters');
select is(pg_temp.quick_of('marco', '{"ticket": 3, "tab": "all", "filters": {"text": ""}}') #>> '{quick,before}', null, 'R9: a ticket that he does not see has no place in it');
select is(pg_temp.quick_of('anna', '{"ticket": 1001, "tab": "all", "sort": "number", "direction": "asc"}') #>> '{quick,after}', '1', 'R26: after one that left the list comes its first');
select is(pg_temp.see('mario', 'select turno.page_ticket_quick(''{"list": {"tab": "all"}, "ticket": 1}'')'), 'TU004', 'R24: no list for a contact');
select is(pg_temp.see(p, format('select jsonb_array_length(turno.ticket_lines(%L, 1))', t)), n, format('R9, R24: lines of %s for %s', t, p))
from (values ('anna', '{1,2}', '2'), ('marco', '{2,3}', '0'), ('mario', '{1}', '0'), ('nina', '{1}', '0')) x(p, t, n);
select * from finish();
rollback;
