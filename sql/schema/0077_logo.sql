-- The logo of the office (R34), given on the web: small, so that a contact's first visit stays light, and a picture that runs nothing.
create table turno.office_logo (
    is_only boolean primary key default true constraint office_logo_is_only check (is_only),
    bytes bytea not null constraint office_logo_small check (octet_length(bytes) between 1 and 20480),
    type text not null constraint office_logo_type_known check (type in ('image/png', 'image/jpeg', 'image/svg+xml')),
    version text not null generated always as (left(encode(sha256(bytes), 'hex'), 12)) stored
);
comment on table turno.office_logo is 'The logo that contacts see (R34); one row, or none.';
comment on column turno.office_logo.version is 'Part of its address: another logo has another one.';
alter table turno.office_logo enable row level security;
create policy office_logo_gateway on turno.office_logo to turno_gateway using (true) with check (true);
create policy office_logo_act on turno.office_logo for select to turno_act using (true);
grant select, insert, delete on turno.office_logo to turno_gateway;
grant select on turno.office_logo to turno_act;
