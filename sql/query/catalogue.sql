-- The catalogue of schema turno, one line per fact, sorted: what sql/schema.expected holds.
with relation as (
    select c.oid, c.relname, c.relkind, c.relowner, c.relacl, c.relrowsecurity, c.reloptions
    from pg_class c where c.relnamespace = 'turno'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
), routine as (
    select p.*, format('%s(%s)', p.proname, pg_get_function_identity_arguments(p.oid)) as signature
    from pg_proc p
    where p.pronamespace = 'turno'::regnamespace and not exists (select from pg_depend d
        where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
), line(text) as (
    select format('%s %s owner %s%s%s', case r.relkind when 'v' then 'view' when 'r' then 'table' when 'S' then 'sequence' else r.relkind::text end,
        r.relname, r.relowner::regrole, case when r.relrowsecurity then ' row level security' end,
        ' ' || array_to_string(r.reloptions, ' '))
    from relation r
    union all
    select format('column %s.%s %s%s%s%s', r.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' end,
        case when a.attidentity <> '' then ' identity' when a.attgenerated <> '' then ' generated' when d.oid is not null
            then ' default' end,
        ' ' || pg_get_expr(d.adbin, d.adrelid))
    from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
    where r.relkind <> 'S'
    union all
    select format('query %s %s', r.relname, regexp_replace(pg_get_viewdef(r.oid), '\s+', ' ', 'g'))
    from relation r where r.relkind in ('v', 'm')
    union all
    select format('constraint %s.%s %s', r.relname, n.conname, pg_get_constraintdef(n.oid))
    from relation r join pg_constraint n on n.conrelid = r.oid where n.contype in ('c', 'f', 'p', 'u', 'x')
    union all
    select format('index %s.%s %s', r.relname, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid))
    from relation r join pg_index i on i.indrelid = r.oid
    union all
    select format('policy %s.%s %s to %s using %s check %s', p.tablename, p.policyname, lower(p.cmd),
        array_to_string(array(select unnest(p.roles) order by 1), ', '),
        coalesce(regexp_replace(p.qual, '\s+', ' ', 'g'), '-'),
        coalesce(regexp_replace(p.with_check, '\s+', ' ', 'g'), '-'))
    from pg_policies p where p.schemaname = 'turno'
    union all
    select format('trigger %s.%s %s', r.relname, t.tgname, pg_get_triggerdef(t.oid))
    from relation r join pg_trigger t on t.tgrelid = r.oid where not t.tgisinternal
    union all
    select format('grant %s to %s %s', r.relname, coalesce(nullif(a.grantee, 0)::regrole::text, 'public'),
        string_agg(lower(a.privilege_type), ', ' order by a.privilege_type))
    from relation r, aclexplode(r.relacl) a where a.grantee <> r.relowner
    group by r.relname, a.grantee
    union all
    select format('grant %s.%s to %s %s', r.relname, t.attname, coalesce(nullif(a.grantee, 0)::regrole::text, 'public'),
        string_agg(lower(a.privilege_type), ', ' order by a.privilege_type))
    from relation r join pg_attribute t on t.attrelid = r.oid, aclexplode(t.attacl) a
    group by r.relname, t.attname, a.grantee
    union all
    select format('grant schema to %s %s', coalesce(nullif(a.grantee, 0)::regrole::text, 'public'),
        string_agg(lower(a.privilege_type), ', ' order by a.privilege_type))
    from pg_namespace n, aclexplode(n.nspacl) a
    where n.nspname = 'turno' and a.grantee <> n.nspowner group by a.grantee
    union all
    select format('function %s returns %s %s%s owner %s %s', f.signature, pg_get_function_result(f.oid),
        case f.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
        case when f.prosecdef then ' definer' end, f.proowner::regrole,
        coalesce(array_to_string(f.proconfig, ' '), 'no settings'))
    from routine f
    union all
    -- What stands in sql/schema is not applied again: a body changed by hand would stay.
    select format('body %s %s', f.signature, md5(f.prosrc))
    from routine f
    where f.prorettype = 'trigger'::regtype or exists (select from pg_depend d
        where d.classid = 'pg_policy'::regclass and d.refclassid = 'pg_proc'::regclass and d.refobjid = f.oid)
    union all
    select format('grant %s to %s', f.signature, coalesce(nullif(a.grantee, 0)::regrole::text, 'public'))
    from routine f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a
    where a.grantee is distinct from f.proowner
    union all
    select 'no comment: ' || o.what from (
        select format('table %s', r.relname), obj_description(r.oid, 'pg_class') from relation r where r.relkind <> 'S'
        union all
        select format('function %s', f.signature), obj_description(f.oid, 'pg_proc') from routine f
        union all
        select format('trigger %s.%s', r.relname, t.tgname), obj_description(t.oid, 'pg_trigger')
        from relation r join pg_trigger t on t.tgrelid = r.oid where not t.tgisinternal
    ) o(what, comment) where o.comment is null
)
select string_agg(l.text, e'\n' order by l.text collate "C") || e'\n' from line l
