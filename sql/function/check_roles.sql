-- Purpose: roles of the database that may more than they are for, for check_report.
-- Returns: rows as those of check_report.
-- Calls:   role_excess. Writes: nothing.
create or replace function turno.check_roles()
returns table (kind text, name text, message text, advice text, is_error boolean)
language sql stable
set search_path = turno, pg_temp
as $$
    select 'role', r.name, format('%s: what it must not see is no longer walled off.', initcap(left(x.excess, 1)) || substr(x.excess, 2)),
        format('As a superuser: alter role %1$s nosuperuser nobypassrls nocreaterole nocreatedb noreplication; revoke what it is a member of from %1$s.', r.name), true
    from (values ('turno_web'), ('turno_gateway'), ('turno_act')) r(name)
    cross join lateral (select role_excess(r.name, r.name) as excess) x where x.excess is not null
    union all
    select 'role', g.rolname, 'May sign in, and is nobody''s to sign in as.', 'As a superuser: alter role turno_act nologin.', true
    from pg_roles g where g.rolname = 'turno_act' and g.rolcanlogin;
$$;
comment on function turno.check_roles() is 'Roles of the database that may more than they are for.';
revoke execute on function turno.check_roles() from public;
grant execute on function turno.check_roles() to turno_gateway;
