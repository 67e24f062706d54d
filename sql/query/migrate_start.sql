-- First steps of a migration, after role.sql and inside its transaction: from here on as the owner.
set local role turno_owner;
set local check_function_bodies = off;
set local client_min_messages = warning;
create table if not exists turno.schema_version (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
);
comment on table turno.schema_version is 'Files of sql/schema that were applied; the row all is the digest of the whole tree.';
comment on column turno.schema_version.name is 'Path in the source tree, or all.';
comment on column turno.schema_version.sha256 is 'Hexadecimal; an applied file must never change.';
comment on column turno.schema_version.applied_at is 'When.';
grant select on turno.schema_version to turno_gateway;
grant create on schema turno to turno_act, turno_gateway;
