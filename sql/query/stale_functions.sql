-- $1: text of all files of sql/schema. Gives the statements that drop functions which neither those files
-- create nor this transaction created afresh. Never cascades: what a policy still needs is an error.
select string_agg(format('drop %s %s;', case p.prokind when 'p' then 'procedure' else 'function' end,
    p.oid::regprocedure), ' ')
from pg_proc p
where p.pronamespace = 'turno'::regnamespace
    and p.xmin <> pg_current_xact_id()::xid
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    and p.proname not in (select m[1]
        from regexp_matches($1, 'create (?:or replace )?function turno\.(\w+)', 'g') m)
