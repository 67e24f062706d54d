-- Purpose: how the lists of an operator (p_scope as viewer_scope) are best read: who is enabled for much of the office (an eighth and more) reads
--          the index of all tickets, where his are soon found; the others read an index for each category and level, and so does who asks
--          for some categories only (null: all of his).
-- Returns: the categories and levels, one beside the other; null when he reads the index of all.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_breadth(p_operator bigint, p_scope bytea, p_categories bigint[], out categories bigint[], out levels text[])
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_count bigint := case when p_categories is null then bit_count(p_scope) else 0 end; -- one bit of each byte
begin
    -- Numbers are given one after another: the last one mostly tells that they cannot be more.
    if v_count <= 100 or v_count * 8 < (select max(c.id) from category c) and v_count * 8 < (select count(*) from category) then
        select coalesce(array_agg(c.id), '{}'), coalesce(array_agg(l.level), '{}') into categories, levels
        from unnest(coalesce(p_categories, array(select o.category_id from operator_category o where o.operator_id = p_operator))) c(id)
        cross join (values ('base', '\x01'::bytea), ('advanced', '\x02')) l(level, mark)
        where substring(p_scope from c.id::integer + 1 for 1) >= l.mark;
    end if;
end
$$;
comment on function turno.ticket_breadth is 'How the lists of an operator are best read (R26).';
alter function turno.ticket_breadth owner to turno_gateway;
revoke execute on function turno.ticket_breadth from public;
grant execute on function turno.ticket_breadth to turno_act;
