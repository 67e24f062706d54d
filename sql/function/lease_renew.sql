-- Purpose: renew all leases of an owner in one statement. One that expired and that nobody took is held again.
-- Returns: names still held.
-- Calls:   nothing. Writes: lease.
create or replace function turno.lease_renew(p_owner text, p_seconds integer)
returns setof text
language sql volatile
as $$
    update turno.lease set expires_at = clock_timestamp() + make_interval(secs => p_seconds)
    where owner = p_owner
    returning name;
$$;
comment on function turno.lease_renew is 'Renews all leases of an owner; gives the names still held.';
revoke execute on function turno.lease_renew from public;
grant execute on function turno.lease_renew to turno_gateway;
