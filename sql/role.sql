-- The four roles and how they stand to one another. Run by whoever migrates: a superuser or a role with
-- CREATEROLE creates what is missing; turno_owner alone may run it when everything is there.
--   turno_owner    owns schema and tables; the command line and migrate connect as it
--   turno_gateway  turnod; owns the kernel of the desk
--   turno_act      owns what the web may do; never signs in, sees the desk as the viewer does
--   turno_web      turno-cgi; sees nothing without a session
do $$
declare
    v_role record;
    v_member text;
    v_extension text;
begin
    for v_role in
        select * from (values ('turno_owner', true), ('turno_gateway', true), ('turno_act', false), ('turno_web', true))
            r(name, signs_in)
    loop
        if not exists (select from pg_roles where rolname = v_role.name) then
            execute format('create role %I with %s inherit', v_role.name,
                case when v_role.signs_in then 'login' else 'nologin' end);
        end if;
    end loop;
    if exists (select from pg_roles where rolname in ('turno_gateway', 'turno_act', 'turno_web')
               and (rolsuper or rolbypassrls)) then
        raise exception 'a role of turno is superuser or bypasses row level security'
            using hint = 'alter role … nosuperuser nobypassrls';
    end if;
    if not pg_has_role(current_user, 'turno_owner', 'member') then
        execute format('grant turno_owner to %I', current_user);
    end if;
    foreach v_member in array array['turno_gateway', 'turno_act', 'turno_web'] loop
        if not pg_has_role('turno_owner', v_member, 'member') then
            execute format('grant %I to turno_owner', v_member);
        end if;
    end loop;
    -- "if not exists" would still ask for the right to create in the database.
    if to_regnamespace('turno') is null then
        create schema turno authorization turno_owner;
    end if;
    -- Both are trusted: who may create in the database may create them.
    foreach v_extension in array array['pgcrypto', 'unaccent'] loop
        if not exists (select from pg_extension where extname = v_extension) then
            execute format('create extension %I with schema turno', v_extension);
        elsif (select extnamespace from pg_extension where extname = v_extension) <> 'turno'::regnamespace then
            raise exception 'the extension % is in another schema', v_extension
                using hint = format('alter extension %I set schema turno', v_extension);
        end if;
    end loop;
end
$$;

-- What turno_owner creates is nobody's to call until a grant beside it says so.
alter default privileges for role turno_owner revoke execute on functions from public;
grant usage on schema turno to turno_gateway, turno_act, turno_web;
