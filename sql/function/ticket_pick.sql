-- Purpose: one page of a set of tickets that is small enough to be sorted: the next p_limit after a place, or those before it.
-- Returns: rows in the order of the page, as ticket_find does.
-- Calls:   ticket_keys, ticket_place. Writes: nothing.
create or replace function turno.ticket_pick(p_tickets bigint[], p_sort text, p_language text, p_is_descending boolean,
    p_place text, p_is_back boolean, p_limit integer)
returns table (id bigint, place text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v_at record;
    v_falls boolean := p_is_descending <> p_is_back;
begin
    select * into v_at from ticket_place(p_place);
    if v_falls then
        return query
        select k.id, concat_ws('_', k.rank, k.number, k.id, k.word) from ticket_keys(p_tickets, p_sort, p_language) k
        where v_at is null or (k.rank, k.number, k.word, k.id) < (v_at.rank, v_at.number, v_at.word, v_at.id)
        order by k.rank desc, k.number desc, k.word desc, k.id desc limit p_limit;
    else
        return query
        select k.id, concat_ws('_', k.rank, k.number, k.id, k.word) from ticket_keys(p_tickets, p_sort, p_language) k
        where v_at is null or (k.rank, k.number, k.word, k.id) > (v_at.rank, v_at.number, v_at.word, v_at.id)
        order by k.rank, k.number, k.word, k.id limit p_limit;
    end if;
end
$$;
comment on function turno.ticket_pick(bigint[], text, text, boolean, text, boolean, integer) is 'One page of a small set of tickets (R26).';
revoke execute on function turno.ticket_pick(bigint[], text, text, boolean, text, boolean, integer) from public;
grant execute on function turno.ticket_pick(bigint[], text, text, boolean, text, boolean, integer) to turno_web;
