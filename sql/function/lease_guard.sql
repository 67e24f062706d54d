-- Purpose: fence a write: the lease row stays share-locked until commit, so nobody can take it meanwhile.
-- Returns: nothing; raises TU001 when the lease is not held under this epoch.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.lease_guard(p_name text, p_owner text, p_epoch bigint)
returns void
language plpgsql volatile
as $$
begin
    perform from turno.lease l
    where l.name = p_name and l.owner = p_owner and l.epoch = p_epoch and l.expires_at > clock_timestamp()
    for share;
    if not found then
        raise exception using errcode = 'TU001', message = format('Lease %s is lost.', p_name);
    end if;
end
$$;
comment on function turno.lease_guard is 'Raises TU001 unless the lease is held; locks it until commit.';
revoke execute on function turno.lease_guard from public;
grant execute on function turno.lease_guard to turno_gateway;
