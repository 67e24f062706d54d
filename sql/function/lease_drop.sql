-- Purpose: give up one lease, or all of an owner. The row stays expired, so that the epoch goes on counting.
-- Returns: nothing.
-- Calls:   nothing. Writes: lease.
create or replace function turno.lease_drop(p_owner text, p_name text default null)
returns void
language sql volatile
as $$
    update turno.lease set owner = '', expires_at = '-infinity'
    where owner = p_owner and (p_name is null or name = p_name);
$$;
comment on function turno.lease_drop is 'Gives up a lease, or all leases of an owner.';
revoke execute on function turno.lease_drop from public;
grant execute on function turno.lease_drop to turno_gateway;
