-- Purpose: the order of what a ticket has one of: sorting by status is by its name, by priority from low to urgent.
-- Returns: value of the column as text ('' for none, which comes last) and its rank; nothing for other columns.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_dimension(p_sort text, p_language text)
returns table (value text, rank bigint)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select c.id::text, row_number() over (order by lower(c.path) collate "C", c.id) from category c where p_sort = 'category'
    union all
    select s.id::text, row_number() over (order by lower(case p_language when 'en' then s.name_en else s.name_it end) collate "C", s.id)
    from status s where p_sort = 'status'
    union all
    select r.id::text, row_number() over (order by r.rank) from priority r where p_sort = 'priority'
    union all
    -- What is to be handled has the most urgent first (R26).
    select r.id::text, row_number() over (order by r.rank desc) from priority r where p_sort = 'handle'
    union all
    select o.id::text, row_number() over (order by lower(o.name) collate "C", o.id) from operator o where p_sort = 'assignee'
    union all
    select '', 1000000000000 where p_sort = 'assignee'
    union all
    select x.value, x.rank from (values ('operator', 1::bigint), ('contact', 2), ('closed', 3)) x(value, rank) where p_sort = 'turn'
    union all
    select x.value, x.rank from (values ('base', 1::bigint), ('advanced', 2)) x(value, rank) where p_sort = 'level'
    union all
    -- A closed ticket waits for nobody.
    select x.value, x.rank from (values ('open', 1::bigint), ('closed', 2)) x(value, rank) where p_sort = 'waiting';
end
$$;
comment on function turno.ticket_dimension(text, text) is 'Order of the values of a column of the ticket list (R26).';
revoke execute on function turno.ticket_dimension(text, text) from public;
grant execute on function turno.ticket_dimension(text, text) to turno_web;
