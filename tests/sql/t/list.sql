-- The ticket list, filtered and sorted by any column (R26), within what each may see (R9): against plain SQL with offset, by chance.
begin;
\ir ../fixture.sql
select no_plan();
\set seed `echo ${TURNO_SEED:-$(od -An -N3 -tu4 /dev/urandom)}`
select diag('seed ' || :seed || ' (TURNO_SEED=' || :seed || ' repeats it)');
select setseed(:seed / 16777216.0) \g /dev/null
create function pg_temp.any_of(p anyarray) returns anyelement language sql volatile as $$ select p[1 + floor(random() * cardinality(p))::integer] $$;
insert into turno.status (name_it, name_en, turn) values ('In attesa di terzi', 'Waiting for others', 'operator'), ('Annullato', 'Void', 'closed');
insert into turno.customer (id, name) overriding system value values (11, 'Mario Rossi'), (12, 'Senza Nome');
insert into turno.contact (id, customer_id, name) overriding system value values (11, 11, 'mario rossi'), (12, 12, '');
insert into turno.address (address, contact_id) values ('omonimo@demo.example', 11), ('nessuno@demo.example', 12);
set local session_replication_role = replica;
-- Few values of everything, so that most rows are equal to others.
insert into turno.ticket (id, reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, assignee_id, opened_by,
    channel, subject, opened_at, updated_at, waiting_since, closed_at) overriding system value
select n, n::text, k.customer_id, case when random() < 0.8 then k.id end, pg_temp.any_of('{1,2,3,4}'::bigint[]), pg_temp.any_of('{base,base,advanced}'::text[]),
    s.turn, s.id, (select r.id from turno.priority r order by r.rank offset (random() * 3)::integer + 0 * n limit 1),
    pg_temp.any_of('{1,2,3,null,null}'::bigint[]), pg_temp.any_of('{4,2,null,null,null,null}'::bigint[]), pg_temp.any_of('{mail,web,phone}'::text[]),
    pg_temp.any_of('{Alfa,alfa,Beta,"Èbano",Zeta,""}'::text[]), x.at - interval '1 day', x.at, x.at, case when s.turn = 'closed' then x.at end
from generate_series(2001, 2130) n
cross join lateral (select k.* from turno.contact k where n > 0 order by random() limit 1) k
cross join lateral (select s.* from turno.status s where n > 0 order by random() limit 1) s
cross join lateral (select now() - (random() * 20)::integer * interval '1 day' + 0 * n * interval '1 second' as at) x;
set local session_replication_role = origin;

-- All pages of a list one after another, in the hand of who looks: p_way finds them (ticket_find: few are sorted; ticket_walk: by index).
create function pg_temp.pages(p_way text, p_filter jsonb, p_sort text, p_falls boolean, p_limit integer, p_is_back boolean, p_place text)
returns bigint[]
language plpgsql
as $$
declare
    v_seen bigint[] := '{}';
    v_ids bigint[];
    v_places text[];
    v_place text := p_place;
begin
    loop
        if p_way = 'walk' then
            select array_agg(x.id order by x.n), array_agg(x.place order by x.n) into v_ids, v_places
            from turno.ticket_walk(p_filter, p_sort, 'it', p_falls, v_place, p_is_back, p_limit) with ordinality x(id, place, n);
        else
            select array_agg(x.id order by abs(x.n)), array_agg(x.place order by abs(x.n)) into v_ids, v_places
            from turno.ticket_find(p_filter, p_sort, 'it', p_falls, v_place, p_is_back, p_limit) x;
        end if;
        exit when v_ids is null or cardinality(v_seen) > 500;
        v_seen := v_seen || v_ids;
        v_place := v_places[cardinality(v_places)];
    end loop;
    return v_seen;
end
$$;
create temporary table sort_of (sort text, keys text[]);
insert into sort_of values ('number', '{t.id}'), ('updated', '{t.updated_at,t.id}'), ('opened', '{t.opened_at,t.id}'),
    ('subject', array['lower(left(t.subject, 60)) collate "C"', 't.id']),
    ('contact', array['lower(coalesce(nullif(k.name, ''''), u.name)) collate "C"', 't.id']),
    ('category', array['lower(c.path) collate "C"', 't.id']), ('status', array['lower(s.name_it) collate "C"', 't.id']),
    ('turn', array['array_position(''{operator,contact,closed}'', t.turn)', 't.id']), ('level', array['(t.level = ''advanced'')', 't.id']),
    ('priority', array['r.rank', 't.id']), ('assignee', array['(o.id is null)', 'lower(o.name) collate "C"', 't.id']),
    ('waiting', array['(t.turn = ''closed'')', 'case when t.turn <> ''closed'' then t.waiting_since end', 't.id']),
    ('handle', array['- r.rank', 't.waiting_since', 't.id']);
create function pg_temp.oracle(p_person text, p_where text, p_order text, p_skip integer default 0, p_limit integer default null) returns text language sql as $$
    select pg_temp.see(p_person, format('select array(select t.id from turno.ticket t join turno.status s on s.id = t.status_id
        join turno.priority r on r.id = t.priority_id join turno.category c on c.id = t.category_id join turno.customer u on u.id = t.customer_id
        left join turno.contact k on k.id = t.contact_id left join turno.operator o on o.id = t.assignee_id
        where %s order by %s offset %s limit %s)', p_where, p_order, p_skip, coalesce(p_limit::text, 'all'))) $$;
create temporary table walk_of as
select person, w.way, s.sort, falls, (select string_agg(k || case when falls then ' desc' else '' end, ', ' order by n) from unnest(s.keys) with ordinality x(k, n)) as sorted,
    case s.sort when 'handle' then '{"turn": ["operator"]}' else '{}' end as filter, case s.sort when 'handle' then 't.turn = ''operator''' else 'true' end as condition
from sort_of s cross join unnest('{find,walk}'::text[]) w(way) cross join unnest('{false,true}'::boolean[]) falls
cross join lateral (select pg_temp.any_of('{anna,marco,riccardo}'::text[]) as person where s.sort <> '' and w.way <> '') p
where w.way = 'walk' or falls = (hashtext(s.sort) % 2 = 0);
select is(pg_temp.see(person, format('select pg_temp.pages(%L, %L, %L, %L, 37, false, '''')', way, filter, sort, falls)), pg_temp.oracle(person, condition, sorted),
    format('R26: %s, by %s: pages sorted by %s%s are the whole list', person, way, sort, case when falls then ', falling' else '' end)) from walk_of;
-- Back from the last row: all but that one, in reverse.
select is(pg_temp.see(person, format('select array(select x from unnest(pg_temp.pages(%L, %L, %L, %L, 31, true, (select concat_ws(''_'', k.rank, k.number, k.id, k.word)
        from turno.ticket_keys(array[%s], %L, ''it'') k))) with ordinality y(x, n) order by n desc)', way, filter, sort, falls, last, sort)),
    pg_temp.oracle(person, condition || ' and t.id <> ' || last, sorted), format('R26: %s, by %s: back through the pages sorted by %s%s', person, way, sort, case when falls then ', falling' else '' end))
from (select w.*, (pg_temp.oracle(person, condition, sorted)::bigint[])[cardinality(pg_temp.oracle(person, condition, sorted)::bigint[])] as last from walk_of w
    where cardinality(pg_temp.oracle(person, condition, sorted)::bigint[]) > 1) w;

-- Filters, alone and in threes, against what they mean.
create temporary table filter_of (filter jsonb, condition text);
insert into filter_of values ('{"contact": 1}', 't.contact_id = 1'), ('{"contact": [1, "4"]}', 't.contact_id in (1, 4)'), ('{"customer": "3"}', 't.customer_id = 3'),
    ('{"category": 1}', 't.category_id in (1, 2)'), ('{"category": [2, 3]}', 't.category_id in (2, 3)'), ('{"turn": "closed"}', 't.turn = ''closed'''),
    ('{"turn": ["operator", "contact"]}', 't.turn <> ''closed'''), ('{"level": "advanced"}', 't.level = ''advanced'''), ('{"assignee": 2}', 't.assignee_id = 2'),
    ('{"assignee": "none"}', 't.assignee_id is null'), ('{"assignee": ["none", "1"]}', '(t.assignee_id is null or t.assignee_id = 1)'), ('{"channel": "web"}', 't.channel = ''web'''),
    ('{"opened_by": 4}', 't.opened_by = 4');
insert into filter_of select jsonb_build_object('status', id), 't.status_id = ' || id from turno.status where name_it in ('Annullato', 'In attesa di terzi');
insert into filter_of select jsonb_build_object('priority', jsonb_agg(id)), 't.priority_id in (' || string_agg(id::text, ',') || ')' from (select id from turno.priority order by rank desc limit 2) x;
insert into filter_of select jsonb_build_object(d.member || '_from', now()::date - 10, d.member || '_to', now()::date - 5),
    format('t.%1$s >= now()::date - 10 and t.%1$s < now()::date - 4', d.col) from (values ('created', 'opened_at'), ('updated', 'updated_at')) d(member, col);
create function pg_temp.listed(p_person text, p_filter jsonb, p_more jsonb default '{}') returns text language sql as $$
    select pg_temp.see(p_person, format('select array(select (t ->> ''number'')::bigint from jsonb_array_elements(turno.page_ticket_list(%L) -> ''tickets'') t order by 1)',
        jsonb_build_object('tab', 'all', 'limit', 500, 'filters', p_filter) || p_more)) $$;
create function pg_temp.walked(p_person text, p_filter jsonb) returns text language sql as $$
    select pg_temp.see(p_person, format('select array(select x from unnest(pg_temp.pages(''walk'', turno.ticket_filter(%L), ''updated'', true, 23, false, '''')) x order by 1)', p_filter)) $$;
create temporary table asked as
select pg_temp.any_of('{anna,marco,nina}'::text[]) as person, filter, condition from filter_of
union all
select pg_temp.any_of('{anna,riccardo,marco}'::text[]), x.filter, x.condition from generate_series(1, 25) n
cross join lateral (select jsonb_object_agg(k, v) as filter, string_agg(distinct condition, ' and ') as condition from (
    select distinct on (k) k, v, f.condition from (select * from filter_of where n > 0 and filter::text !~ '_from' order by random() limit 3) f, jsonb_each(f.filter) e(k, v) order by k, v) y) x;
select is(pg_temp.listed(person, filter), pg_temp.oracle(person, condition, 't.id'), format('R9, R26: %s lists %s', person, filter)) from asked;
select is(pg_temp.walked(person, filter), pg_temp.oracle(person, condition, 't.id'), format('R9, R26: %s walks through %s', person, filter)) from asked
where not filter ?| '{text}';
select is(pg_temp.see(person, format('select string_agg(t ->> ''count'', '','') from jsonb_array_elements(turno.page_ticket_list(%L) -> ''tabs'') t', jsonb_build_object('filters', filter))),
    pg_temp.see(person, format('select concat_ws('','', count(*) filter (where t.turn = ''operator''), count(*) filter (where t.turn <> ''closed''),
        count(*) filter (where t.turn = ''contact''), count(*) filter (where t.turn = ''closed''), count(*)) from turno.ticket t where %s', condition)),
    format('R9, R26: the tabs of %s count %s', person, filter)) from asked;

select is(pg_temp.listed('anna', '{"text": "subject", "level": "base"}'), '{1,3,4,6}', 'R26: words and a level');
select is(pg_temp.listed('marco', '{"text": "subject"}'), '{1,6}', 'R9: words within what he sees');
select is(pg_temp.listed('marco', '{"text": "amina.haddad@demo.example", "channel": "mail"}'), pg_temp.oracle('marco', 't.contact_id = 4 and t.channel = ''mail''', 't.id'),
    'R26: an address is a filter too');
select is(pg_temp.listed('anna', f), pg_temp.oracle('anna', 'true', 't.id'), 'R26: what is no filter narrows nothing: ' || f::text)
from unnest(array['{"contact": "x", "level": ["high"], "updated_from": "2026-02-31", "nonsense": 1}', '[]', '"x"', 'null', '{"status": {"a": 1}, "turn": [], "text": "  "}']::jsonb[]) f;
select is(pg_temp.listed('anna', '{}', jsonb_build_object('sort', 'x''', 'direction', 'x', 'limit', 'x', 'after', x)) <> '42601', true, 'bad input is no error: ' || x)
from unnest(array['x', '1_2', '1_2_3_4_5', '0_0_0_', '; drop', '9999999999999999999_1_1_', '0_1_1_' || repeat('x', 100)]) x;
select is(pg_temp.listed('anna', '{"category": 999}'), '{}', 'R26: a category that is none has no tickets');
select is(pg_temp.listed('nina', '{"category": 1}'), pg_temp.oracle('nina', 't.category_id in (1, 2)', 't.id'), 'R9: nina finds what she opened, by category');

-- Through the page, by tab: next and previous lead through all of it and back.
create function pg_temp.browse(p_person text, p jsonb) returns text language plpgsql as $$
declare
    v_page jsonb := pg_temp.see(p_person, format('select turno.page_ticket_list(%L)', p))::jsonb;
    v_forth text[] := '{}';
    v_back text[] := '{}';
begin
    loop
        v_forth := v_forth || array(select t ->> 'number' from jsonb_array_elements(v_page -> 'tickets') with ordinality x(t, n) order by n);
        exit when v_page ->> 'next' is null or cardinality(v_forth) > 1000;
        v_page := pg_temp.see(p_person, format('select turno.page_ticket_list(%L)', p || jsonb_build_object('after', v_page ->> 'next')))::jsonb;
    end loop;
    loop
        v_back := array(select t ->> 'number' from jsonb_array_elements(v_page -> 'tickets') with ordinality x(t, n) order by n) || v_back;
        exit when v_page ->> 'previous' is null or cardinality(v_back) > 1000;
        v_page := pg_temp.see(p_person, format('select turno.page_ticket_list(%L)', p || jsonb_build_object('before', v_page ->> 'previous')))::jsonb;
    end loop;
    return case when v_forth = v_back then array_to_string(v_forth, ',') else format('%s <> %s', v_forth, v_back) end;
end
$$;
select is(pg_temp.browse('marco', jsonb_build_object('tab', tab, 'limit', 7) || more), array_to_string(pg_temp.oracle('marco', format('t.turn = any (turno.ticket_tab_turns(%L))', tab), sorted)::bigint[], ','),
    format('R26: tab %s %s, forth and back', tab, more))
from (values ('handle', '{}'::jsonb, '- r.rank, t.waiting_since, t.id'), ('all', '{}', 't.updated_at desc, t.id desc'), ('closed', '{"sort": "contact"}', 'lower(coalesce(nullif(k.name, ''''), u.name)) collate "C", t.id'),
    ('handle', '{"sort": "priority"}', 'r.rank desc, t.id desc'), ('all', '{"sort": "updated", "direction": "asc"}', 't.updated_at, t.id'), ('handle', '{"direction": "desc"}', '- r.rank desc, t.waiting_since desc, t.id desc')) x(tab, more, sorted);
create temporary table file as select pg_temp.see('marco', 'select turno.page_ticket_export(''{"tab": "all", "limit": 100}'')')::jsonb as first;
select is((select cardinality(regexp_split_to_array(first ->> 'csv', E'\r\n')) - 2 from file), 100 - greatest(100 - (select count(*)::integer from unnest(pg_temp.oracle('marco', 'true', 't.id')::bigint[])), 0),
    'R26: the list as a file has a line for each ticket that he sees');
select is(turno.csv_line(array['=1+1', 'a"b', null, '-5', '-x', e'\n=1', '＝1', e'a\r\nb']), E'"''=1+1","a""b","","-5","''-x","''\n=1","''＝1","a\r\nb"\r\n', 'R26: a cell is no formula');
select is(pg_temp.see('mario', 'select turno.page_ticket_export(''{}'')'), 'TU004', 'R24: no file for a contact');

-- Kept filters.
create function pg_temp.act(p_person text, p_act text, p jsonb) returns text language sql as $$ select pg_temp.see(p_person, format('select turno.%I(%L)', p_act, p)) $$;
create function pg_temp.shown(p_person text) returns text language sql as $$ select pg_temp.see(p_person, 'select string_agg(concat_ws(''='', f ->> ''key'', f ->> ''label''), '' '' order by f ->> ''key'', f ->> ''label'')
    from jsonb_array_elements(turno.page_ticket_list(''{"language": "en"}'') -> ''filters'') f') $$;
select is(pg_temp.act('marco', 'act_filter_keep', '{"filters": {"category": [1, 2], "level": "base", "rubbish": 1}}')::jsonb ->> 'ok', 'true', 'R26: a filter is kept');
update turno.session set ended_at = now() where operator_id = 2;
insert into turno.session (token_sha256, operator_id) values (sha256('marco again'), 2);
select is(pg_temp.shown('marco again'), 'category=CAF category=CAF › 730 level=base', 'R26: over sign-ins, and shown while in force');
select is(pg_temp.shown('anna'), null, 'R26: for him alone');
select is(pg_temp.see('marco again', 'select array(select (t ->> ''number'')::bigint from jsonb_array_elements(turno.page_ticket_list(''{"tab": "all", "limit": 500}'') -> ''tickets'') t order by 1)'),
    pg_temp.oracle('marco again', 't.level = ''base'' and t.category_id in (1, 2)', 't.id'), 'R26: the list is filtered by it');
select is(pg_temp.act('marco again', 'act_filter_remove', '{"key": "category", "value": "1"}')::jsonb #>> '{filter,category}', '["2"]', 'R26: a part is removed');
select is(pg_temp.act('marco again', 'act_filter_keep', '{"name": "Mine", "from": ""}')::jsonb ->> 'ok', 'true', 'R26: what is in force gets a name');
select is(pg_temp.act('marco again', 'act_filter_remove', '{}')::jsonb ->> 'filter', '{}', 'R26: all of it is removed');
select is(pg_temp.shown('marco again'), null, 'R26: and gone');
select is(pg_temp.see('marco again', 'select turno.page_ticket_list(''{}'') #>> ''{saved,0,name}'''), 'Mine', 'R26: the named one is there');
select is(pg_temp.act('marco again', 'act_filter_keep', '{"from": "Mine"}')::jsonb ->> 'ok', 'true', 'R26: and put in force');
select is(pg_temp.shown('marco again'), 'category=CAF › 730 level=base', 'R26: as it was');
select is(pg_temp.act('anna', 'act_filter_keep', '{"from": "Mine"}'), 'TU003', 'R26: nobody takes another''s');
select is(pg_temp.act('anna', 'act_filter_remove', '{"name": "Mine"}'), 'TU003', 'R26: nor removes it');
select is(pg_temp.see('anna', 'select count(*) from turno.saved_filter'), '0', 'R26: nor reads it');
select is(pg_temp.act('mario', 'act_filter_keep', '{"filters": {"level": "base"}}'), 'TU003', 'R24: a contact keeps none');
select is(pg_temp.act('anna', 'act_filter_keep', '{"name": "Nothing", "filters": {}}')::jsonb #>> '{errors,filters}', 'empty', 'R26: nothing is no filter to save');
select is(pg_temp.act('anna', 'act_filter_keep', '{"filters": {"level": "base"}}')::jsonb ->> 'done', 'filter_kept', 'R26: one in force');
select is(pg_temp.act('anna', 'act_filter_keep', '{"filters": {"text": ""}}')::jsonb ->> 'done', 'filter_removed', 'R26: ends with an empty panel');
select is(pg_temp.shown('anna'), null, 'R26: and is gone');
select is(pg_temp.act('anna', 'act_filter_keep', '{"contact": "edil"}')::jsonb #> '{filter,contact}', '["2", "3"]', 'R26: contacts by name, or that of their customer');
select is(pg_temp.act('anna', 'act_filter_keep', '{"contact": "MARIO.rossi@demo.example"}')::jsonb #> '{filter,contact}', '["1"]', 'R26: or by his address');
select is(pg_temp.act('anna', 'act_filter_keep', '{"contact": "chosen from those offered", "contact_id": 1}')::jsonb #> '{filter,contact}', '["1"]', 'R26: or as it was chosen');
select is(pg_temp.act('anna', 'act_filter_keep', '{"contact": "nobody of this name"}')::jsonb #>> '{errors,contact}', 'nobody_found', 'R26: none is found: told beside the field');
select is(pg_temp.shown('anna'), 'contact=Mario Rossi', 'R26: and what was in force stays');
select is(pg_temp.act('anna', 'act_filter_remove', '{"key": "contact", "value": "1"}')::jsonb ->> 'done', 'filter_removed', 'R26: the last part takes the filter with it');
select is(pg_temp.act('anna', 'act_filter_keep', jsonb_build_object('name', repeat('x', 61), 'filters', '{"level": "base"}'::jsonb))::jsonb #>> '{errors,name}', 'long', 'R26: names are short');

-- Counts of many: exact to a thousand where an index of the scope serves the filter.
set local session_replication_role = replica;
insert into turno.ticket (id, reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, channel, subject, updated_at) overriding system value
select n, n::text, 1, 1, 1, 'base', 'operator', (select s.id from turno.status s where s.turn = 'operator' and s.is_default),
    (select r.id from turno.priority r order by r.rank desc offset case when n < 100007 then 0 when n < 101100 then 1 else 2 end limit 1), 'mail', 'x',
    now() - interval '40 days' - (n % 3) * interval '100 days'
from generate_series(100000, 105200) n;
delete from turno.ticket where id between 2001 and 2130;
set local session_replication_role = origin;
create function pg_temp.tab(p_filter jsonb) returns text language sql as $$ select pg_temp.see('marco again', format('select concat_ws('' '', turn, count, is_more) from turno.ticket_counts(turno.ticket_filter(%L)) where turn = ''operator''', p_filter)) $$;
select is(pg_temp.tab(jsonb_build_object('priority', (select id from turno.priority order by rank desc limit 1))), 'operator 7 f', 'R26: of more than 5,000 tickets to handle the seven urgent ones');
select is(pg_temp.tab(jsonb_build_object('priority', (select id from turno.priority order by rank desc offset 1 limit 1))), 'operator 1000 t', 'R26: of more than a thousand, more');
select is(pg_temp.tab(jsonb_build_object('updated_from', current_date - 30)), 'operator 2 f', 'R26: those of the last month, whatever else there is');
select is(pg_temp.tab(jsonb_build_object('updated_to', current_date - 100)), 'operator 1000 t', 'R26: those before, more than a thousand');
select is(pg_temp.tab('{"category": 2}'), 'operator 0 f', 'R9: of what he does not see, none');
select * from finish();
rollback;
