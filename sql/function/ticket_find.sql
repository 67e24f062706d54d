-- Purpose: one page of the operator's tickets: filtered, sorted by any column, from a place on or back to it (keyset). Up to 2,000 that
--          come into question are sorted; of more, the page is read in the order of an index.
-- Returns: up to p_limit rows in the order of the page, each with its place. One with id null: a bound was met and there may be more;
--          its place, if any, is where to go on.
-- Calls:   ticket_candidates, ticket_match, ticket_pick, ticket_walk. Writes: nothing.
create or replace function turno.ticket_find(p_filter jsonb, p_sort text, p_language text, p_is_descending boolean,
    p_place text, p_is_back boolean, p_limit integer)
returns table (n bigint, id bigint, place text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v_candidates record;
begin
    select * into v_candidates from ticket_candidates(p_filter, 2000);
    if v_candidates.tickets is null then
        return query
        select case when p_is_back then - x.n else x.n end, x.id, x.place
        from ticket_walk(p_filter, p_sort, p_language, p_is_descending, p_place, p_is_back, p_limit) with ordinality x(id, place, n)
        order by 1;
    else
        return query
        select case when p_is_back then - x.n else x.n end, x.id, x.place
        from ticket_pick(array(select ticket_match(v_candidates.tickets, p_filter)), p_sort, p_language, p_is_descending,
            p_place, p_is_back, p_limit) with ordinality x(id, place, n)
        union all
        select case when p_is_back then -1000000 else 1000000 end, null, null where v_candidates.is_more
        order by 1;
    end if;
end
$$;
comment on function turno.ticket_find(jsonb, text, text, boolean, text, boolean, integer) is 'One page of the operator''s tickets, filtered and sorted (R26).';
revoke execute on function turno.ticket_find(jsonb, text, text, boolean, text, boolean, integer) from public;
grant execute on function turno.ticket_find(jsonb, text, text, boolean, text, boolean, integer) to turno_web;
