-- Purpose: tickets whose time is over (R39): closed for longer than their category keeps them, or deleted longer ago than
--          setting retention.deleted_days, or with words of contacts who were forgotten while these had to be kept; not while
--          they are held or certified mail must be kept.
-- Returns: at most p_limit rows per category: ticket, why (retention, deleted, request).
-- Calls:   setting_text, contact_left. Writes: nothing.
create or replace function turno.retention_due(p_limit integer)
returns table (ticket_id bigint, why text)
language sql stable
set search_path = turno, pg_temp
as $$
    with kept as (
        select make_interval(days => setting_text('retention.pec_days', '3650')::integer) as pec,
            make_interval(days => setting_text('retention.deleted_days', '30')::integer) as deleted
    )
    select x.id, 'retention'
    from category c cross join lateral (
        select t.id from ticket t, kept k
        where t.category_id = c.id and t.erased_at is null and t.closed_at < now() - make_interval(days => c.retention_days)
            and not exists (select from ticket_hold h where h.ticket_id = t.id)
            and (t.closed_at < now() - k.pec or t.channel <> 'pec'
                and not exists (select from post p where p.ticket_id = t.id and p.channel = 'pec')
                and not exists (select from outbox o where o.ticket_id = t.id and o.delivery is not null))
        order by t.closed_at limit p_limit) x
    where c.retention_days is not null
    union
    (select t.id, 'deleted' from ticket t, kept k
    where t.erased_at is null and t.deleted_at < now() - k.deleted
        and not exists (select from ticket_hold h where h.ticket_id = t.id)
    order by t.deleted_at limit p_limit)
    union
    (select x.ticket_id, 'request' from erasure_left l cross join lateral contact_left(l.contact_id) x
    where x.ticket_id is not null and x.why is null
    limit p_limit);
$$;
comment on function turno.retention_due(integer) is 'Tickets whose time is over (R39).';
revoke execute on function turno.retention_due(integer) from public;
grant execute on function turno.retention_due(integer) to turno_gateway;
