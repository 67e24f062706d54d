-- Purpose: turno retention --dry-run: what is due now, by category.
-- Returns: array of {category, why, days, tickets, posts, documents, bytes, oldest}; mails without a ticket have
--          why "mail", no category, and are counted as documents. Counts stop at 10,000 tickets each.
-- Calls:   retention_due, retention_mails, setting_text. Writes: nothing.
create or replace function turno.retention_report(p jsonb default '{}')
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    with due as (
        select c.path, d.why, case d.why when 'deleted' then setting_text('retention.deleted_days', '30')::integer
                else c.retention_days end as days, t.id, coalesce(t.deleted_at, t.closed_at) as since,
            (select count(*) from post q where q.ticket_id = t.id) as posts
        from retention_due(10000) d join ticket t on t.id = d.ticket_id join category c on c.id = t.category_id
    ), document as (
        select d.path, d.why, count(*) as documents, coalesce(sum(a.size), 0) as bytes
        from due d join post q on q.ticket_id = d.id join attachment a on a.post_id = q.id group by d.path, d.why
    ), line as (
        select d.path as category, d.why, d.days, count(*) as tickets, sum(d.posts) as posts,
            coalesce(max(x.documents), 0) as documents, coalesce(max(x.bytes), 0) as bytes, min(d.since) as oldest
        from due d left join document x on (x.path, x.why) = (d.path, d.why)
        group by d.path, d.why, d.days
        union all
        select null, 'mail', setting_text('retention.mail_days', '0')::integer, 0, 0, count(*), coalesce(sum(b.size), 0), min(m.decided_at)
        from retention_mails(10000) r join mail m on m.id = r join blob b on b.id = m.blob_id
        having count(*) > 0
    )
    select coalesce(jsonb_agg(to_jsonb(l) order by l.category, l.why), '[]') from line l;
$$;
comment on function turno.retention_report(jsonb) is 'What is due to be erased (R39).';
revoke execute on function turno.retention_report(jsonb) from public;
