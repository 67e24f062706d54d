-- Purpose: how the lists of an operator are best read: who is enabled for much of the office (an eighth and more) reads the index of all
--          tickets, where his are soon found; the others read an index for each category and level.
-- Returns: is_wide, or the categories and levels, one beside the other.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_breadth(p_operator bigint, out is_wide boolean, out categories bigint[], out levels text[])
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_count bigint := (select count(*) from operator_category c where c.operator_id = p_operator);
begin
    is_wide := v_count > 100 and v_count * 8 >= (select count(*) from category);
    if not is_wide then
        select array_agg(s.category_id), array_agg(s.level) into categories, levels from operator_scope s where s.operator_id = p_operator;
    end if;
end
$$;
comment on function turno.ticket_breadth is 'How the lists of an operator are best read (R26).';
alter function turno.ticket_breadth owner to turno_gateway;
revoke execute on function turno.ticket_breadth from public;
