-- Purpose: the operator's tickets of a tab, the last message first, after a place.
-- Returns: up to p_limit rows in order: at most so many are read per category, level and turn.
-- Calls:   viewer, ticket_scope, ticket_tab_turns. Writes: nothing.
create or replace function turno.ticket_ids_recent(p_tab text, p_at timestamptz, p_id bigint, p_limit integer)
returns table (id bigint, at timestamptz)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select x.id, x.updated_at
    from ticket_scope() s cross join unnest(ticket_tab_turns(p_tab)) u(turn) cross join lateral (
        select t.id, t.updated_at from ticket t
        where t.category_id = s.category_id and t.level = s.level and t.turn = u.turn
            and (t.updated_at, t.id) < (p_at, p_id)
        order by t.updated_at desc, t.id desc
        limit p_limit) x
    union
    select t.id, t.updated_at from ticket t
    where t.opened_by = (select v.operator_id from viewer() v) and t.turn = any (ticket_tab_turns(p_tab))
        and (t.updated_at, t.id) < (p_at, p_id)
    order by 2 desc, 1 desc
    limit p_limit;
end
$$;
comment on function turno.ticket_ids_recent(text, timestamptz, bigint, integer) is 'Tickets by last message, after a place (R26).';
revoke execute on function turno.ticket_ids_recent(text, timestamptz, bigint, integer) from public;
grant execute on function turno.ticket_ids_recent(text, timestamptz, bigint, integer) to turno_web;
