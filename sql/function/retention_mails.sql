-- Purpose: mails that nobody made a ticket of and whose time is over: setting retention.mail_days, 0 keeps them (R39).
-- Returns: at most p_limit ids, the oldest first.
-- Calls:   setting_text. Writes: nothing.
create or replace function turno.retention_mails(p_limit integer)
returns setof bigint
language sql stable
set search_path = turno, pg_temp
as $$
    select m.id
    from (select setting_text('retention.mail_days', '0')::integer as days) k
    cross join lateral (select m.id from mail m
        where k.days > 0 and m.ticket_id is null and m.blob_id is not null and m.decided_at < now() - make_interval(days => k.days)
            and m.outcome in ('triage', 'filtered', 'quarantine', 'duplicate')
        order by m.decided_at limit p_limit) m;
$$;
comment on function turno.retention_mails(integer) is 'Mails without a ticket whose time is over (R39).';
revoke execute on function turno.retention_mails(integer) from public;
grant execute on function turno.retention_mails(integer) to turno_gateway;
