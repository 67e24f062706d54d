-- Purpose: how many tickets the viewer has in these turns, counted up to 1000: a tab needs no more, and a
--          full count under row level security is slow.
-- Returns: 0 to 1001; 1001 means more than 1000.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_count(p_turns text[])
returns integer
language sql stable
set search_path = turno, pg_temp
as $$
    select count(*)::integer from (select from ticket t where t.turn = any (p_turns) limit 1001) x;
$$;
comment on function turno.ticket_count(text[]) is 'Capped number of the viewer''s tickets in some turns.';
revoke execute on function turno.ticket_count(text[]) from public;
grant execute on function turno.ticket_count(text[]) to turno_web;
