-- Purpose: a turnod that lives keeps what its submitters have claimed (M31) and the accounts that they probe, however long
--          the server takes. When it dies, they run out soon after its leases: tidy and outbox_claim give them to others.
-- Returns: number of claims. p_turnod is the owner of the leases; its submitters are called "OWNER:…".
-- Calls:   nothing. Writes: outbox_job, account.
create or replace function turno.outbox_renew(p_turnod text, p_seconds integer)
returns integer
language plpgsql volatile
as $$
declare
    v_until timestamptz := clock_timestamp() + make_interval(secs => p_seconds);
    v_count integer;
begin
    update turno.outbox_job set leased_until = v_until
    where owner is not null and starts_with(owner, p_turnod || ':');
    get diagnostics v_count = row_count;
    update turno.account set paused_until = v_until where starts_with(probed_by, p_turnod || ':');
    return v_count;
end
$$;
comment on function turno.outbox_renew is 'Renews the claims of a turnod''s submitters (M31).';
revoke execute on function turno.outbox_renew from public;
grant execute on function turno.outbox_renew to turno_gateway;
