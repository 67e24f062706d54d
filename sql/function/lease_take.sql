-- Purpose: take a lease that is free or expired, or renew an own one. Times are clock_timestamp() here, so
--          that hosts need not agree on the hour.
-- Returns: epoch (raised at each change of owner: the fencing token), or null while somebody else holds it.
-- Calls:   nothing. Writes: lease.
create or replace function turno.lease_take(p_name text, p_owner text, p_seconds integer)
returns bigint
language sql volatile
as $$
    insert into turno.lease as l (name, owner, expires_at)
    values (p_name, p_owner, clock_timestamp() + make_interval(secs => p_seconds))
    on conflict (name) do update
    set owner = excluded.owner, expires_at = excluded.expires_at,
        epoch = l.epoch + case when l.owner = excluded.owner then 0 else 1 end
    where l.owner = excluded.owner or l.expires_at <= clock_timestamp()
    returning epoch;
$$;
comment on function turno.lease_take is 'Takes or renews a lease; epoch, or null while another holds it.';
revoke execute on function turno.lease_take from public;
grant execute on function turno.lease_take to turno_gateway;
