-- Purpose: posts with the words of a query, of everybody: a kernel function for search_tickets, which shows only what its viewer may
--          see. Read from the latest backwards by buckets of 8,192 rows, p_from to p_to; with p_tickets only in those. Planned at each
--          call: how frequent the words are decides what to read.
-- Returns: ticket, post, how well it fits.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.search_words(p_query tsquery, p_with_notes boolean, p_from bigint, p_to bigint,
    p_tickets bigint[] default null)
returns table (ticket_id bigint, post_id bigint, score real)
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
    v_buckets tsquery;
begin
    if p_tickets is not null then
        return query
        select s.ticket_id, s.post_id, ts_rank(s.words, p_query) from search_text s
        where s.ticket_id = any (p_tickets) and s.words @@ p_query and (p_with_notes or not s.is_note);
        return;
    end if;
    -- The beginning of a word is looked up in all posts, however few buckets are asked for: of one bucket it is quicker to read the rows.
    if p_from = p_to and p_query::text like '%'':*%' then
        return query
        select s.ticket_id, s.post_id, ts_rank(s.words, p_query) from search_text s
        where s.id between p_from << 13 and ((p_from + 1) << 13) - 1 and s.words @@ p_query and (p_with_notes or not s.is_note);
        return;
    end if;
    select string_agg('''~' || b || '''', '|')::tsquery into v_buckets from generate_series(p_from, p_to) b;
    return query
    select s.ticket_id, s.post_id, ts_rank(s.words, p_query) from search_text s
    where s.words @@ (v_buckets && p_query) and (p_with_notes or not s.is_note);
end
$$;
comment on function turno.search_words(tsquery, boolean, bigint, bigint, bigint[]) is 'Posts with the words of a query, for search_tickets (R26).';
alter function turno.search_words(tsquery, boolean, bigint, bigint, bigint[]) owner to turno_gateway;
revoke execute on function turno.search_words(tsquery, boolean, bigint, bigint, bigint[]) from public;
grant execute on function turno.search_words(tsquery, boolean, bigint, bigint, bigint[]) to turno_act;
