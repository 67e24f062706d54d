-- The filter panel is kept while what it is made of changes: nobody waits, and nobody keeps what is no longer so (R26).
\ir ../office.psql
\ir ../two.psql
\ir ../two-acts.psql
select turno.lease_drop('test');
select no_plan();
create function pg_temp.paths(p_session text, p_login text) returns text language plpgsql as $$
declare
    v_paths text;
begin
    perform pg_temp.enter(p_session, p_login);
    v_paths := pg_temp.other(p_session, $q$select jsonb_path_query_array(turno.page_ticket_table('{"language": "it"}')::jsonb, '$.options.categories[*].path')::text$q$);
    return v_paths;
end $$;
create function pg_temp.again(p_login text) returns text language plpgsql as $$
declare
    v_paths text := pg_temp.paths('a', p_login);
begin
    perform public.dblink_exec('a', 'commit');
    return v_paths;
end $$;
select pg_temp.connect('{c}') \g /dev/null
create temporary table first as select pg_temp.again('anna') as paths;
select isnt(turno.panel_read(pg_temp.operator_id('anna'), 'it')::text, null, 'R26: kept');

-- A change that is not committed yet: what is kept meanwhile goes with its commit.
select public.dblink_exec('c', 'begin') \g /dev/null
select public.dblink_exec('c', 'update turno.category set name = ''Fisco'' where path = ''CAF''') \g /dev/null
delete from turno.panel;
select is(pg_temp.again('anna'), paths, 'R26: beside a change the list shows what was') from first;
select isnt(turno.panel_read(pg_temp.operator_id('anna'), 'it')::text, null, 'R26: and keeps it');
select public.dblink_exec('c', 'commit') \g /dev/null
select is(turno.panel_read(pg_temp.operator_id('anna'), 'it')::text, null, 'R26: until the change is there');
select matches(pg_temp.again('anna'), 'Fisco', 'R26: which is shown then');

-- A change beside one who keeps: it waits for nobody, and what he kept is not believed.
delete from turno.panel;
select matches(pg_temp.paths('a', 'anna'), 'Fisco', 'R26: one keeps');
select public.dblink_exec('c', 'update turno.category set name = ''Tasse'' where path = ''Fisco''') \g /dev/null
select public.dblink_exec('a', 'commit') \g /dev/null
select is(turno.panel_read(pg_temp.operator_id('anna'), 'it')::text, null, 'R26: what changed meanwhile is not kept as it was');
select matches(pg_temp.again('anna'), 'Tasse', 'R26: and is shown');

-- Two keep at once: the second shows his own and keeps nothing.
delete from turno.panel;
select matches(pg_temp.paths('a', 'anna'), 'Tasse', 'R26: one keeps');
select matches(pg_temp.paths('b', 'marco'), 'Tasse', 'R26: another does not wait');
select public.dblink_exec(s, 'commit') from unnest('{a,b}'::text[]) s \g /dev/null
select is((select array_agg(o.login) from turno.panel p join turno.operator o on o.id = p.operator_id), '{anna}', 'R26: one panel is kept');
select * from finish();
