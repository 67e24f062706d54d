-- Purpose: categories and levels that the operator who looks is enabled for: what list and counts walk through.
--          Reading each scope by index in the order of the list is what makes them quick: the policies of ticket
--          are joined by "or", which no index serves.
-- Returns: one row per category and level; none for contacts and without a session.
-- Calls:   viewer. Writes: nothing.
create or replace function turno.ticket_scope()
returns table (category_id bigint, level text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select s.category_id, s.level from operator_scope s where s.operator_id = (select v.operator_id from viewer() v);
end
$$;
comment on function turno.ticket_scope() is 'What the operator who looks is enabled for (R8).';
revoke execute on function turno.ticket_scope() from public;
grant execute on function turno.ticket_scope() to turno_web, turno_act;
