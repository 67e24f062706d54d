-- Purpose: the next rows of one part of a list: the stretch of one value, of people's names, or, by last message, of all turns together.
-- Returns: up to p_limit rows after a place, as ticket_stretch gives them.
-- Calls:   ticket_place, ticket_stretch, ticket_stretch_contact. Writes: nothing.
create or replace function turno.ticket_next(p_sort text, p_value text, p_rank bigint, p_falls boolean, p_turns text[],
    p_place text, p_limit integer)
returns table (id bigint, place text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v_at record;
begin
    select * into v_at from ticket_place(p_place);
    if p_sort = 'contact' then
        return query select x.id, x.place from ticket_stretch_contact(p_falls, p_turns, v_at.word, v_at.id, p_limit) x;
    elsif p_sort = 'updated' then
        return query
        select x.id, x.place
        from unnest(p_turns) u(turn)
        cross join lateral ticket_stretch(p_sort, u.turn, 0, p_falls, p_turns, v_at.number, null, v_at.id, p_limit) x
        cross join lateral ticket_place(x.place) k
        order by case when p_falls then - k.number else k.number end, case when p_falls then - k.id else k.id end
        limit p_limit;
    else
        return query
        select x.id, x.place
        from ticket_stretch(p_sort, p_value, p_rank, p_falls, p_turns, v_at.number, v_at.word, v_at.id, p_limit) x;
    end if;
end
$$;
comment on function turno.ticket_next(text, text, bigint, boolean, text[], text, integer) is 'Next rows of one part of a sorted list (R26).';
revoke execute on function turno.ticket_next(text, text, bigint, boolean, text[], text, integer) from public;
grant execute on function turno.ticket_next(text, text, bigint, boolean, text[], text, integer) to turno_web;
