-- Purpose: compares the folder of a mailbox, as its server listed it, with the ledger (M1): each UID has an outcome, waits, or is missing.
-- Returns: how many are missing. p_uids: all UIDs of the folder as ranges.
-- Calls:   nothing. Writes: reconciliation.
create or replace function turno.mailbox_reconcile(p_mailbox bigint, p_uidvalidity bigint, p_uids int8multirange)
returns bigint
language plpgsql volatile
as $$
declare
    v_on_server bigint := (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(p_uids) r);
    v_missing int8multirange;
    v_accounted jsonb;
    v_count bigint;
begin
    with known as materialized (
        select m.uid, coalesce(m.outcome, 'waiting') as outcome
        from unnest(p_uids) r
        join turno.mail m on m.mailbox_id = p_mailbox and m.uidvalidity = p_uidvalidity and m.uid >= lower(r) and m.uid < upper(r)
    ), counted as (
        select k.outcome, count(*) as mails from known k group by k.outcome
    )
    select (select p_uids - coalesce(range_agg(int8range(k.uid, k.uid + 1)), '{}') from known k),
        (select coalesce(jsonb_object_agg(c.outcome, c.mails), '{}') from counted c),
        v_on_server - (select count(*) from known)
    into v_missing, v_accounted, v_count;
    insert into turno.reconciliation as r (mailbox_id, uidvalidity, on_server, accounted, missing, missing_uids)
    values (p_mailbox, p_uidvalidity, v_on_server, v_accounted, v_count,
        (select coalesce(range_agg(x.r), '{}') from (select u.r from unnest(v_missing) u(r) order by lower(u.r) limit 100) x))
    on conflict (mailbox_id, uidvalidity) do update set at = clock_timestamp(), on_server = excluded.on_server,
        accounted = excluded.accounted, missing = excluded.missing, missing_uids = excluded.missing_uids;
    return v_count;
end
$$;
comment on function turno.mailbox_reconcile is 'Compares the UIDs on the server with the ledger (M1).';
revoke execute on function turno.mailbox_reconcile from public;
grant execute on function turno.mailbox_reconcile to turno_gateway;
