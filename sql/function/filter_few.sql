-- Purpose: the categories of a filter that narrows by nothing else, with those below them, if they are few: the lists of somebody who is
--          enabled for no others, which an index tells (ticket_usual, ticket_count).
-- Returns: ids; null when the filter is another one, or they are more than a hundred.
-- Calls:   category_below, filter_ids. Writes: nothing.
create or replace function turno.filter_few(p_filter jsonb)
returns bigint[]
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_categories bigint[];
begin
    if p_filter ? 'category' and p_filter - 'category' = '{}' then
        v_categories := category_below(filter_ids(p_filter, 'category'));
    end if;
    return case when cardinality(v_categories) <= 100 then v_categories end;
end
$$;
comment on function turno.filter_few(jsonb) is 'The few categories that a filter asks for and nothing else (R26).';
revoke execute on function turno.filter_few(jsonb) from public;
grant execute on function turno.filter_few(jsonb) to turno_web;
