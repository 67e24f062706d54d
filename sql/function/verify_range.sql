-- Purpose: what of the timelines of the tickets above p_after, up to p_upto, is not as it was written (R23).
-- Returns: one row per finding: ticket, seq of the event where it shows, problem; no row when all is well.
--          altered: a row differs from its digest; missing: a row that another one tells of; added: one that none tells of;
--          wiped: emptied without an event "erased"; tail: fewer or other events than the ticket counts.
-- Calls:   event_digest, post_digest, post_content_of, ticket_path. Writes: nothing.
create or replace function turno.verify_range(p_after bigint, p_upto bigint)
returns table (ticket_id bigint, seq integer, problem text)
language sql stable
set search_path = turno, pg_temp
as $$
    with link as (
        select e as row, e.ticket_id, e.seq, e.digest, e.post_id, p.digest as post_digest, p.ticket_id as post_ticket_id,
            lag(e.seq, 1, 0) over w as previous_seq, lag(e.digest, 1, ''::bytea) over w as previous_digest
        from event e left join post p on p.id = e.post_id
        where e.ticket_id > p_after and e.ticket_id <= p_upto
        window w as (partition by e.ticket_id order by e.seq)
    ), head as (
        select distinct on (l.ticket_id) l.ticket_id, l.seq, l.digest from link l order by l.ticket_id, l.seq desc
    ), said as (
        select p as row, p.id, p.ticket_id, p.digest, p.content_digest is not null as is_erased,
            p.text <> '' or p.visible_text <> '' or p.salt <> ''
                or exists (select from attachment a where a.post_id = p.id) as is_full,
            w.born, w.seq, ticket_path(w.born) as path
        from post p
        left join lateral (select e.ticket_id as born, e.seq from event e
            where e.post_id = p.id and e.type in ('contact_message', 'reply', 'note') order by e.ticket_id, e.seq limit 1) w on true
        where p.ticket_id > p_after and p.ticket_id <= p_upto
    )
    select l.ticket_id, l.seq, format('missing: nothing between %s and %s', l.previous_seq, l.seq)
    from link l where l.seq <> l.previous_seq + 1
    union all
    select l.ticket_id, l.seq, 'altered: the event differs from its digest'
    from link l
    where l.seq = l.previous_seq + 1 and l.digest <> event_digest(l.previous_digest, l.row, l.post_digest)
    union all
    select l.ticket_id, l.seq, 'wiped: the words of the event are gone without an erasure'
    from link l
    where (l.row).words_digest is not null and (num_nonnulls((l.row).old, (l.row).new, (l.row).note, (l.row).salt) > 0
        or not exists (select from event x where x.ticket_id = l.ticket_id and x.type = 'erased' and x.seq > l.seq
            and position(' e' || l.seq || ' ' in ' ' || coalesce(x.new, '') || ' ') > 0))
    union all
    select l.ticket_id, l.seq, format('missing: post %s is not there', l.post_id)
    from link l
    where l.post_id is not null and l.post_ticket_id is distinct from l.ticket_id
        and l.post_ticket_id is distinct from (ticket_path(l.ticket_id))[cardinality(ticket_path(l.ticket_id))]
    union all
    select s.ticket_id, s.seq, format('altered: post %s differs from its digest', s.id)
    from said s where s.digest <> post_digest(s.row, post_content_of(s.row))
    union all
    select s.ticket_id, s.seq, format('altered: a document of post %s is another customer''s', s.id)
    from said s join ticket t on t.id = s.ticket_id
    where exists (select from attachment a where a.post_id = s.id and a.customer_id is distinct from t.customer_id)
    union all
    select s.ticket_id, s.seq, format('wiped: post %s is empty without an erasure', s.id)
    from said s
    where s.is_erased and (s.is_full or not exists (select from event x where x.ticket_id = any (s.path) and x.type = 'erased'
        and position(' p' || s.id || ' ' in ' ' || coalesce(x.new, '') || ' ') > 0))
    union all
    select s.ticket_id, null, format('added: no event tells of post %s', s.id) from said s where s.seq is null
    union all
    select s.ticket_id, s.seq, format('altered: post %s belongs to ticket %s', s.id, s.path[cardinality(s.path)])
    from said s where s.path[cardinality(s.path)] <> s.ticket_id
    union all
    select coalesce(t.id, h.ticket_id), h.seq, format('tail: the ticket counts %s events, there are %s',
        coalesce(t.event_count, 0), coalesce(h.seq, 0))
    from (select * from ticket t where t.id > p_after and t.id <= p_upto) t full join head h on h.ticket_id = t.id
    where t.event_count is distinct from coalesce(h.seq, 0) or t.event_head <> coalesce(h.digest, ''::bytea);
$$;
comment on function turno.verify_range(bigint, bigint) is
    'Recomputes every digest of some tickets and finds what was altered, added, wiped, left out or cut off (R23).';
revoke execute on function turno.verify_range(bigint, bigint) from public;
