-- What every table, policy and function must have, read from the catalogue so that new ones are covered.
begin;
select no_plan();
create temporary view routine as
select p.*, format('%s(%s)', p.proname, pg_get_function_identity_arguments(p.oid)) as signature
from pg_proc p where p.pronamespace = 'turno'::regnamespace and not exists (select from pg_depend d
    where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e');

\set expected `cat sql/schema.expected`
\set catalogue `cat sql/query/catalogue.sql`
create temporary table is_line as select l from regexp_split_to_table(rtrim((:catalogue), e'\n'), '\n') l;
create temporary table must_line as select l from regexp_split_to_table(:'expected', '\n') l where l <> '';
select is((select string_agg(l, e'\n') from (select * from must_line except select * from is_line) x), null, 'schema.expected: nothing is missing');
select is((select string_agg(l, e'\n') from (select * from is_line except select * from must_line) x), null, 'schema.expected: nothing is too much');

select is(string_agg(c.relname, ' '), null, 'every table that anybody but the owner may touch has row level security')
from pg_class c where c.relnamespace = 'turno'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity
    and c.relname <> 'schema_version';
select is(string_agg(c.relname, ' '), null, 'every view is security_invoker')
from pg_class c where c.relnamespace = 'turno'::regnamespace and c.relkind = 'v'
    and not coalesce('security_invoker=true' = any (c.reloptions), false);
select is(string_agg(rolname, ' '), null, 'no role of turno but the owner may bypass policies')
from pg_roles where rolname in ('turno_gateway', 'turno_act', 'turno_web') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb);
select ok(not pg_has_role('turno_web', r, 'member'), format('turno_web is no member of %s', r))
from unnest(array['turno_owner', 'turno_act', 'turno_gateway']) r;
select ok(not pg_has_role('turno_gateway', r, 'member'), format('turno_gateway is no member of %s', r))
from unnest(array['turno_owner', 'turno_act', 'turno_web']) r;
select ok(not (select rolcanlogin from pg_roles where rolname = 'turno_act'), 'turno_act cannot sign in');
select ok(not has_schema_privilege(r, 'turno', 'create'), format('%s creates nothing in schema turno', r))
from unnest(array['turno_gateway', 'turno_act', 'turno_web']) r;

select is(string_agg(format('%s.%s', n.conrelid::regclass, n.conname), ' '), null, 'every foreign key has an index that begins with its columns')
from pg_constraint n
where n.connamespace = 'turno'::regnamespace and n.contype = 'f' and not exists (
    select from pg_index i where i.indrelid = n.conrelid
        and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\(\w+ IS NOT NULL\)$')
        and (select array_agg(k order by k) from unnest((i.indkey::smallint[])[0:cardinality(n.conkey) - 1]) k)
            = (select array_agg(k order by k) from unnest(n.conkey) k));

-- Per-row calls made counts 28 s: once the sub-selects are taken out, no call may be left in a policy.
create function pg_temp.outside_select(p_text text)
returns text
language plpgsql
as $$
declare
    v_out text := '';
    v_depth integer := 0;
    v_from integer;
    i integer := 1;
begin
    while i <= length(p_text) loop
        if v_from is null and substr(p_text, i) ~ '^\( ?SELECT\M' then
            v_from := v_depth;
        end if;
        if substr(p_text, i, 1) = '(' then
            v_depth := v_depth + 1;
        elsif substr(p_text, i, 1) = ')' then
            v_depth := v_depth - 1;
        end if;
        if v_from is null then
            v_out := v_out || substr(p_text, i, 1);
        elsif v_depth = v_from then
            v_from := null;
        end if;
        i := i + 1;
    end loop;
    return v_out;
end
$$;
select is(pg_temp.outside_select('a = f(b) and c in ( SELECT g(d) from h(1))'), 'a = f(b) and c in ', 'the next test sees calls');
select is(string_agg(format('%s.%s', p.tablename, p.policyname), ' '), null, 'policies call functions only inside (select …), but for substring')
from pg_policies p
where p.schemaname = 'turno'
    and regexp_replace(pg_temp.outside_select(concat(p.qual, ' ', p.with_check)), '\m(AND|OR|NOT|IN|EXISTS|ANY|ALL|ARRAY|SUBSTRING|FROM)\M', '', 'g') ~ '[\w"]\s*\(';
select is(string_agg(format('%s.%s', p.tablename, p.policyname), ' '), null, 'no policy is for public')
from pg_policies p where p.schemaname = 'turno' and 'public' = any (p.roles);

select is(string_agg(x.what, ', '), null, 'every object has a comment')
from (select format('relation %s', c.relname), obj_description(c.oid, 'pg_class') from pg_class c
        where c.relnamespace = 'turno'::regnamespace and c.relkind in ('r', 'v')
    union all select format('function %s', r.signature), obj_description(r.oid, 'pg_proc') from routine r
    union all select format('trigger %s', t.tgname), obj_description(t.oid, 'pg_trigger')
    from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'turno'::regnamespace and not t.tgisinternal
    ) x(what, comment) where coalesce(x.comment, '') = '';

select is(string_agg(r.signature, ', '), null, 'every definer function has the fixed search_path turno, pg_temp')
from routine r where r.prosecdef and not coalesce('search_path=turno, pg_temp' = any (r.proconfig), false);
select is(string_agg(r.signature, ', '), null, 'no definer function belongs to the owner or a superuser')
from routine r where r.prosecdef and r.proowner::regrole::text not in ('turno_act', 'turno_gateway');
select is(string_agg(r.signature, ', '), null, 'nothing is for everybody to call')
from routine r where exists (select from aclexplode(coalesce(r.proacl, acldefault('f', r.proowner))) a where a.grantee = 0);
select is(string_agg(r.signature, ', '), null, 'the web calls no definer function of the gateway, but for viewer_counterpart and viewer_practice')
from routine r where r.prosecdef and r.proowner = 'turno_gateway'::regrole and has_function_privilege('turno_web', r.oid, 'execute')
    and r.proname not in ('viewer_counterpart', 'viewer_practice');
\set list `sed 's/#.*//' tests/sql/definer.list`
create temporary table reviewed as select l as name from regexp_split_to_table(:'list', '\s+') l where l <> '';
select is(string_agg(distinct r.proname, ' '), null, 'every definer function is in the reviewed list tests/sql/definer.list')
from routine r where r.prosecdef and r.proname not in (select name from reviewed);
select is(string_agg(v.name, ' '), null, 'definer.list names only definer functions')
from reviewed v where not exists (select from routine r where r.prosecdef and r.proname = v.name);
select finish();
rollback;
