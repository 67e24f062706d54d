-- Purpose: may what a ticket holds be erased? Not while it is held, and not before the time is over for which its category,
--          or certified mail, must be kept after closing (R39).
-- Returns: the reason in one word, null when it may go: held, open (not closed yet, and to be kept then), pec, retention.
-- Calls:   setting_text. Writes: nothing.
create or replace function turno.ticket_kept(p_ticket bigint)
returns text
language sql stable
set search_path = turno, pg_temp
as $$
    select case
        when exists (select from ticket_hold h where h.ticket_id = t.id) then 'held'
        when k.pec_days > 0 and t.closed_at is null or c.retention_days > 0 and t.closed_at is null then 'open'
        when t.closed_at + make_interval(days => k.pec_days) > now() then 'pec'
        when t.closed_at + make_interval(days => c.retention_days) > now() then 'retention' end
    from ticket t
    join category c on c.id = t.category_id
    cross join lateral (select case when t.channel = 'pec'
            or exists (select from post p where p.ticket_id = t.id and p.channel = 'pec')
            or exists (select from outbox o where o.ticket_id = t.id and o.delivery is not null)
        then setting_text('retention.pec_days', '3650')::integer else 0 end as pec_days) k
    where t.id = p_ticket;
$$;
comment on function turno.ticket_kept(bigint) is 'Why a ticket may not be erased yet (R39).';
revoke execute on function turno.ticket_kept(bigint) from public;
grant execute on function turno.ticket_kept(bigint) to turno_gateway;
