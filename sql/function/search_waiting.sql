-- Purpose: as search_words, among what waits to be written: the latest 100 posts, so that nobody looks in vain for what he just wrote.
-- Returns: ticket, post, how well it fits.
-- Calls:   search_parts, search_vector. Writes: nothing.
create or replace function turno.search_waiting(p_query tsquery, p_with_notes boolean)
returns table (ticket_id bigint, post_id bigint, score real)
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select x.ticket_id, x.post_id, ts_rank(v.words, p_query)
    from (select distinct s.ticket_id, s.post_id
        from (select j.ticket_id, j.post_id from search_job j order by j.id desc limit 100) j
        cross join lateral search_parts(j.ticket_id, j.post_id) s limit 100) x
    cross join lateral search_vector(x.ticket_id, x.post_id) v
    where v.words @@ p_query and (p_with_notes or not v.is_note);
end
$$;
comment on function turno.search_waiting(tsquery, boolean) is 'Posts with the words of a query that the index does not hold yet, for search_tickets (R26).';
alter function turno.search_waiting(tsquery, boolean) owner to turno_gateway;
revoke execute on function turno.search_waiting(tsquery, boolean) from public;
grant execute on function turno.search_waiting(tsquery, boolean) to turno_act;
