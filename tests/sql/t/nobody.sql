-- Without a session the web's role reads no row of anything and no function tells it anything (R9).
-- Taken from the catalogue, so that what is new is covered.
begin;
\ir ../fixture.sql
select no_plan();
select ok(r.answer in ('0', '42501'), format('R9: without a session no row of %s (%s)', r.relname, r.answer))
from (select c.relname, pg_temp.see(null, format('select count(*) from turno.%I', c.relname)) as answer
    from pg_class c where c.relnamespace = 'turno'::regnamespace and c.relkind in ('r', 'v', 'm') order by 1) r;
select ok(r.answer in ('0', '42501'), format('R9: with a forged token no row of %s (%s)', r.relname, r.answer))
from (select c.relname, pg_temp.see('forged', format('select count(*) from turno.%I', c.relname)) as answer
    from pg_class c where c.relnamespace = 'turno'::regnamespace and c.relkind in ('r', 'v', 'm') order by 1) r;

-- Columns are granted one by one: each is tried alone.
select is(string_agg(r.what, ' '), null, 'R9: without a session no column of any table is read')
from (select c.relname || '.' || a.attname as what,
        pg_temp.see(null, format('select count(%I) from turno.%I', a.attname, c.relname)) as answer
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'turno'::regnamespace and c.relkind in ('r', 'v', 'm')) r
where r.answer not in ('0', '42501');

create temporary table open_to_all (name text primary key, why text);
\set list `sed 's/#.*//' tests/sql/anonymous.list`
insert into open_to_all select split_part(l, ' ', 1), 'reviewed' from regexp_split_to_table(:'list', '\n') l where l <> '';

-- Every function that the web may call, with arguments that hit: ids of rows that exist.
create function pg_temp.ask_nobody(p_function oid)
returns text
language plpgsql
as $$
declare
    v_arguments text;
    v_query text;
begin
    select string_agg(case t.type::regtype::text
        when 'jsonb' then $j$'{"ticket": 1, "attachment": 1, "login": "anna", "token": "link", "text": "x", "language": "it", "upload": 1, "uploads": []}'::jsonb$j$
        when 'bigint' then '1' when 'integer' then '1' when 'smallint' then '1' when 'boolean' then 'true'
        when 'bytea' then '''\x41''::bytea' when 'bigint[]' then '''{1}''::bigint[]' when 'text[]' then '''{operator,contact,closed}''::text[]'
        when 'double precision' then '1' when 'numeric' then '1' when 'interval' then '''1 hour''::interval'
        when 'timestamp with time zone' then 'now()'
        else '''x''::' || t.type::regtype end, ', ' order by t.n)
    into v_arguments from unnest((select p.proargtypes::oid[] from pg_proc p where p.oid = p_function)) with ordinality t(type, n);
    select format('select string_agg(x::text, '' '') from turno.%I(%s) x', p.proname, v_arguments) into v_query
    from pg_proc p where p.oid = p_function;
    return pg_temp.see(null, v_query);
end
$$;
select ok(f.answer is null or f.answer in ('', '(,)', '[]', '{}', 'TU002', 'TU004', '0', '(0,0)') or f.answer ~ '^22...$' or f.proname in (select name from open_to_all),
    format('R9: %s says nothing without a session (%s)', f.proname, left(f.answer, 60)))
from (select p.proname, pg_temp.ask_nobody(p.oid) as answer from pg_proc p
    where p.pronamespace = 'turno'::regnamespace and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
        and has_function_privilege('turno_web', p.oid, 'execute')
        and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    order by 1) f;
select is(string_agg(o.name, ' '), null, 'anonymous.list names only functions that exist and are open to the web')
from open_to_all o where not exists (select from pg_proc p where p.pronamespace = 'turno'::regnamespace and p.proname = o.name
    and has_function_privilege('turno_web', p.oid, 'execute'));
select finish();
rollback;
