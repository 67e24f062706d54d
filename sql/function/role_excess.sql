-- Purpose: what a role of the database may do that turnod and turno-cgi must not (safety of sight, R9): be more than it is for.
-- Returns: words for people, "is a superuser, is a member of turno_owner"; null when there is nothing, or no such role.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.role_excess(p_role text, p_own text)
returns text
language sql stable
set search_path = turno, pg_temp
as $$
    select nullif(concat_ws(', ', case when r.rolsuper then 'is a superuser' end, case when r.rolbypassrls then 'bypasses row level security' end,
        case when r.rolcreaterole then 'may create roles' end, case when r.rolcreatedb then 'may create databases' end,
        case when r.rolreplication then 'may replicate' end,
        case when not r.rolsuper then (select 'is a member of ' || string_agg(g.rolname, ' and ' order by g.rolname) from pg_roles g
            where g.oid <> r.oid and g.rolname <> p_own and pg_has_role(r.oid, g.oid, 'member')) end), '')
    from pg_roles r where r.rolname = p_role;
$$;
comment on function turno.role_excess(text, text) is 'What a role may do that it must not.';
revoke execute on function turno.role_excess(text, text) from public;
grant execute on function turno.role_excess(text, text) to turno_gateway;
