-- Purpose: what tidy does for retention (R39): a step of retention_run, twenty times an hour at most, so that a large office
--          that has just begun to forget does nothing else.
-- Returns: how many tickets and mails went.
-- Calls:   throttle_take, retention_run. Writes: what these write.
create or replace function turno.retention_tidy()
returns bigint
language sql volatile
set search_path = turno, pg_temp
as $$
    select coalesce((r ->> 'tickets')::bigint + (r ->> 'mails')::bigint, 0)
    from (select case when throttle_take('tidy:retention', 20, 20 / 3600.0) then retention_run() end as r) x;
$$;
comment on function turno.retention_tidy() is 'A step of retention within tidy (R39).';
revoke execute on function turno.retention_tidy() from public;
grant execute on function turno.retention_tidy() to turno_gateway;
