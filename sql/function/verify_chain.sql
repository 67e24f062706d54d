-- Purpose: the proof of one timeline, or of all at once (p_ticket null), in order.
-- Returns: as verify_range.
-- Calls:   verify_range. Writes: nothing.
create or replace function turno.verify_chain(p_ticket bigint default null)
returns table (ticket_id bigint, seq integer, problem text)
language sql stable
set search_path = turno, pg_temp
as $$
    select v.ticket_id, v.seq, v.problem
    from verify_range(coalesce(p_ticket - 1, -9223372036854775808), coalesce(p_ticket, 9223372036854775807)) v
    order by 1, 2, 3;
$$;
comment on function turno.verify_chain(bigint) is 'Proves the timeline: finds what is not as it was written (R23).';
revoke execute on function turno.verify_chain(bigint) from public;
