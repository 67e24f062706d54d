-- Purpose: turno verify. p_ticket: one ticket, null all.
-- Returns: one row per finding: ticket, seq of the event where it shows, problem; no row when all is well.
--          altered: an event differs from its digest, or a post from the digest that its event holds;
--          missing: a seq is left out; tail: fewer or other events than the ticket counts.
-- Calls:   event_digest, post_digest. Writes: nothing.
create or replace function turno.verify_chain(p_ticket bigint default null)
returns table (ticket_id bigint, seq integer, problem text)
language sql stable
set search_path = turno, pg_temp
as $$
    with link as (
        select e.*, p.digest as post_digest,
            lag(e.seq, 1, 0) over w as previous_seq, lag(e.digest, 1, ''::bytea) over w as previous_digest
        from event e left join post p on p.id = e.post_id
        where p_ticket is null or e.ticket_id = p_ticket
        window w as (partition by e.ticket_id order by e.seq)
    ), head as (
        select distinct on (l.ticket_id) l.ticket_id, l.seq, l.digest from link l order by l.ticket_id, l.seq desc
    )
    select l.ticket_id, l.seq, format('missing: nothing between %s and %s', l.previous_seq, l.seq)
    from link l where l.seq <> l.previous_seq + 1
    union all
    select l.ticket_id, l.seq, 'altered: the event differs from its digest'
    from link l
    where l.seq = l.previous_seq + 1 and l.digest <> event_digest(l.previous_digest, l.ticket_id, l.seq, l.at, l.type,
        l.actor_kind, l.contact_id, l.operator_id, l.channel, l.post_id, l.post_digest, l.old, l.new, l.note)
    union all
    select l.ticket_id, l.seq, 'altered: the post differs from its digest'
    from link l join post p on p.id = l.post_id
    where l.type in ('contact_message', 'reply', 'note') and p.digest <> post_digest(p.salt, p.text, p.visible_text,
        array(select a.sha256 from attachment a where a.post_id = p.id))
    union all
    select p.ticket_id, null, format('missing: no event tells of post %s', p.id)
    from post p where (p_ticket is null or p.ticket_id = p_ticket) and not exists (select from event e
        where e.post_id = p.id and e.type in ('contact_message', 'reply', 'note'))
    union all
    select t.id, h.seq, format('tail: the ticket counts %s events, there are %s', t.event_count, coalesce(h.seq, 0))
    from ticket t left join head h on h.ticket_id = t.id
    where (p_ticket is null or t.id = p_ticket)
        and (t.event_count <> coalesce(h.seq, 0) or t.event_head <> coalesce(h.digest, ''::bytea))
    order by 1, 2;
$$;
comment on function turno.verify_chain(bigint) is 'Proves the timeline: recomputes every digest and finds what was altered, left out or cut off (R23).';
revoke execute on function turno.verify_chain(bigint) from public;
