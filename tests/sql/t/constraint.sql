-- Each constraint and unique index of the schema refuses what it is there to refuse, by its own name: tests/sql/constraint.list
-- says for each how a row is spoiled. A constraint that is not in the list fails, so that new ones get their line.
begin;
\ir ../fixture.sql
\ir ../constraint.psql
select no_plan();
\set list `cat tests/sql/constraint.list`
create temporary table try as
select m[1] as relation, m[2] as wall, m[3] as verb, m[4] as what
from regexp_split_to_table(:'list', '\n') l, regexp_match(l, '^(\w+)\.(\w+)\s+(set|copy|insert|serves)\s+(.*)$') m where l !~ '^(#|$)';
do $$
declare
    v_table name;
begin
    for v_table in select c.relname from pg_class c where c.relnamespace = 'turno'::regnamespace and c.relkind in ('r', 'p') loop
        execute format('alter table turno.%I disable trigger user', v_table);
    end loop;
end
$$;
-- set COLUMN = VALUE[, …][ where …]: in one row. copy {COLUMN: VALUE, …}: a second one like the first but for these.
-- insert (…) …: as it stands. Gives the name of the constraint that refused. (serves FOREIGN_KEY: it is there for that one.)
create function pg_temp.refusal(p_relation text, p_verb text, p_what text)
returns text
language plpgsql
as $$
declare
    v_constraint text;
    v_columns text;
    v_rows bigint;
begin
    if p_verb = 'set' then
        execute format('update turno.%I set %s %s ctid = (select x.ctid from turno.%I x %s limit 1)', p_relation,
            split_part(p_what, ' where ', 1), 'where', p_relation, coalesce('where ' || nullif(split_part(p_what, ' where ', 2), ''), ''));
    elsif p_verb = 'copy' then
        select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into v_columns from pg_attribute a
        where a.attrelid = format('turno.%I', p_relation)::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
        execute format('insert into turno.%1$I (%2$s) overriding system value select %2$s from jsonb_populate_record(null::turno.%1$I,
            (select to_jsonb(x) from turno.%1$I x %4$s order by x.ctid limit 1) || %3$L)', p_relation, v_columns,
            split_part(p_what, ' where ', 1), coalesce('where ' || nullif(split_part(p_what, ' where ', 2), ''), ''));
    else
        execute format('insert into turno.%I %s', p_relation, p_what);
    end if;
    get diagnostics v_rows = row_count;
    set constraints all immediate;
    raise exception using errcode = 'TU000', message = case v_rows when 0 then 'no row to spoil' else 'nothing refuses it' end;
exception when others then
    get stacked diagnostics v_constraint = constraint_name;
    return coalesce(nullif(v_constraint, ''), sqlerrm);
end
$$;
select is(pg_temp.refusal(t.relation, t.verb, t.what), t.wall, format('%s.%s refuses: %s %s', t.relation, t.wall, t.verb, t.what))
from try t where t.verb <> 'serves';
select is(string_agg(format('%s.%s', w.relation, w.wall), ' ' order by w.relation, w.wall), null, 'every constraint and unique index has its line in constraint.list')
from (select c.relname as relation, n.conname as wall from pg_constraint n join pg_class c on c.oid = n.conrelid
        where n.connamespace = 'turno'::regnamespace and n.contype in ('c', 'f', 'p', 'u', 'x') and not c.relispartition
    union
    select t.relname, c.relname from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
        where c.relnamespace = 'turno'::regnamespace and i.indisunique and not t.relispartition) w
where not exists (select from try t where t.relation = w.relation and t.wall = w.wall);
select finish();
rollback;
