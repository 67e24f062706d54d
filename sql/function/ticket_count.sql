-- Purpose: how many tickets the operator has in each of these turns, counted up to 1000: a tab needs no more, and a
--          full count under row level security is slow. p_categories: no others (null: all of his).
-- Returns: a row for each turn, none without a session; 1001 means more than 1000.
-- Calls:   viewer, viewer_scope, ticket_breadth, ticket_count_read. Writes: nothing.
create or replace function turno.ticket_count(p_turns text[], p_categories bigint[] default null)
returns table (turn text, count integer)
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v_operator bigint := (select v.operator_id from viewer() v);
    v_scope bytea := viewer_scope();
    v_breadth record;
begin
    if v_operator is not null then
        select * into v_breadth from ticket_breadth(v_operator, v_scope, p_categories);
        return query select c.turn, c.count from ticket_count_read(v_operator, v_scope, p_turns, v_breadth.categories, p_categories) c;
    end if;
end
$$;
comment on function turno.ticket_count(text[], bigint[]) is 'Capped numbers of the viewer''s tickets in some turns.';
alter function turno.ticket_count(text[], bigint[]) owner to turno_act;
revoke execute on function turno.ticket_count(text[], bigint[]) from public;
grant execute on function turno.ticket_count(text[], bigint[]) to turno_web;
