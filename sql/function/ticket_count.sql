-- Purpose: how many tickets the operator has in each of these turns, counted up to 1000: a tab needs no more, and a
--          full count under row level security is slow. All in one query: what he is enabled for is looked up once.
-- Returns: a row for each turn, none without a session; 1001 means more than 1000.
-- Calls:   viewer, ticket_scope. Writes: nothing.
create or replace function turno.ticket_count(p_turns text[])
returns table (turn text, count integer)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select u.turn, x.count
    from unnest(p_turns) u(turn)
    cross join lateral (select count(*)::integer as count from (
        select from ticket_scope() s cross join lateral (
            select from ticket t
            where t.category_id = s.category_id and t.level = s.level and t.turn = u.turn limit 1001) y
        union all
        select from ticket t
        where t.opened_by = (select v.operator_id from viewer() v) and t.turn = u.turn
            and (t.category_id, t.level) not in (select s.category_id, s.level from ticket_scope() s)
        limit 1001) y) x
    where exists (select from viewer());
end
$$;
comment on function turno.ticket_count(text[]) is 'Capped numbers of the viewer''s tickets in some turns.';
revoke execute on function turno.ticket_count(text[]) from public;
grant execute on function turno.ticket_count(text[]) to turno_web;
