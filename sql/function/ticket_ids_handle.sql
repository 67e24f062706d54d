-- Purpose: the tickets whose turn is the operators', by priority, then the longest waiting, after a place (R26).
-- Returns: up to p_limit rows in order: at most so many are read per category, level and priority.
-- Calls:   viewer, ticket_scope. Writes: nothing.
create or replace function turno.ticket_ids_handle(p_rank bigint, p_at timestamptz, p_id bigint, p_limit integer)
returns table (id bigint, rank integer, at timestamptz)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select x.id, -p.rank, x.waiting_since
    from priority p cross join ticket_scope() s cross join lateral (
        select t.id, t.waiting_since from ticket t
        where t.category_id = s.category_id and t.level = s.level and t.turn = 'operator' and t.priority_id = p.id
            and (t.waiting_since, t.id) > (case when -p.rank = p_rank then p_at else '-infinity' end,
                case when -p.rank = p_rank then p_id else 0 end)
        order by t.waiting_since, t.id
        limit p_limit) x
    where -p.rank >= p_rank
    union
    select t.id, -p.rank, t.waiting_since from ticket t join priority p on p.id = t.priority_id
    where t.opened_by = (select v.operator_id from viewer() v) and t.turn = 'operator'
        and (-p.rank, t.waiting_since, t.id) > (p_rank, p_at, p_id)
    order by 2, 3, 1
    limit p_limit;
end
$$;
comment on function turno.ticket_ids_handle(bigint, timestamptz, bigint, integer) is 'Tickets to handle, after a place (R26).';
revoke execute on function turno.ticket_ids_handle(bigint, timestamptz, bigint, integer) from public;
grant execute on function turno.ticket_ids_handle(bigint, timestamptz, bigint, integer) to turno_web;
