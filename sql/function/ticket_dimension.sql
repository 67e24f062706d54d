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
    case p_sort
        when 'category' then
            return query select c.id::text, row_number() over (order by lower(c.path) collate "C", c.id) from category c;
        when 'status' then
            return query select s.id::text, row_number() over (order by lower(case p_language when 'en' then s.name_en else s.name_it end) collate "C", s.id)
                from status s;
        when 'priority' then
            return query select r.id::text, row_number() over (order by r.rank) from priority r;
        when 'handle' then -- What is to be handled has the most urgent first (R26).
            return query select r.id::text, row_number() over (order by r.rank desc) from priority r;
        when 'assignee' then
            return query select o.id::text, row_number() over (order by lower(o.name) collate "C", o.id) from operator o
                union all select '', 1000000000000;
        when 'turn' then
            return query values ('operator', 1::bigint), ('contact', 2), ('closed', 3);
        when 'level' then
            return query values ('base', 1::bigint), ('advanced', 2);
        when 'waiting' then -- A closed ticket waits for nobody.
            return query values ('open', 1::bigint), ('closed', 2);
        else
            null;
    end case;
end
$$;
comment on function turno.ticket_dimension(text, text) is 'Order of the values of a column of the ticket list (R26).';
revoke execute on function turno.ticket_dimension(text, text) from public;
grant execute on function turno.ticket_dimension(text, text) to turno_web;
