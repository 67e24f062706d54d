-- Purpose: the tickets that hold what was typed, within what the viewer may see: every candidate passes the policies of ticket before
--          it counts, so that nothing seen hides behind what is not. Who has few tickets has them all looked through; else words are
--          looked up from the latest post backwards, until p_limit tickets are found or 50,000 posts were looked at.
-- Returns: ticket, its best post (null: the ticket itself), score. A row with ticket null: the bound was met, there may be more.
-- Calls:   viewer_required, ticket_reach, search_query, search_last, search_words, search_waiting. Writes: nothing.
create or replace function turno.search_tickets(p_text text, p_limit integer)
returns table (ticket_id bigint, post_id bigint, score double precision)
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    c_few constant integer := 1000;
    c_posts constant integer := 50000;
    v_operator bigint;
    v_query tsquery := search_query(p_text);
    v_tickets bigint[];
    v_bucket bigint;
    v_width integer := 1;
    v_looked integer := 0;
    v_found integer := 0;
    v_round record;
begin
    -- Tickets are named by arrays too: by index, where a join alone would read all of them when there are not very many.
    select v.operator_id into v_operator from viewer_required() v;
    if numnode(v_query) = 0 then
        return;
    end if;
    return query
    with hit as materialized (select h.ticket_id, h.post_id, h.score from search_waiting(v_query, v_operator is not null) h)
    select h.ticket_id, h.post_id, h.score::double precision
    from hit h join ticket t on t.id = h.ticket_id and t.id = any (array(select i.ticket_id from hit i));
    v_tickets := array(select ticket_reach(null, null, null, c_few + 1));
    if cardinality(v_tickets) <= c_few then
        return query
        select h.ticket_id, h.post_id, h.score::double precision
        from search_words(v_query, v_operator is not null, null, null, v_tickets) h
        join ticket t on t.id = h.ticket_id and t.id = any (v_tickets);
        return;
    end if;
    v_bucket := search_last();
    while v_bucket >= 0 loop
        for v_round in
            with hit as materialized (
                select h.ticket_id, h.post_id, h.score
                from search_words(v_query, v_operator is not null, greatest(v_bucket - v_width + 1, 0), v_bucket) h)
            select (select count(*) from hit) as looked,
                array_agg(x.ticket_id) as tickets, array_agg(x.post_id) as posts, array_agg(x.score) as scores
            from (select distinct on (h.ticket_id) h.ticket_id, h.post_id, h.score
                from hit h join ticket t on t.id = h.ticket_id and t.id = any (array(select i.ticket_id from hit i))
                order by h.ticket_id, h.score desc, h.post_id desc) x
        loop
            v_looked := v_looked + v_round.looked;
            v_found := v_found + coalesce(cardinality(v_round.tickets), 0);
            return query select u.ticket, u.post, u.score::double precision
                from unnest(v_round.tickets, v_round.posts, v_round.scores) u(ticket, post, score);
            v_bucket := v_bucket - v_width;
            -- Rare words are looked for in more and more at once.
            v_width := case when v_round.looked < 500 then least(v_width * 4, 256) when v_round.looked > 5000 then 1 else v_width end;
        end loop;
        if v_bucket >= 0 and (v_found >= p_limit or v_looked >= c_posts) then
            return query select null::bigint, null::bigint, 0::double precision;
            return;
        end if;
    end loop;
end
$$;
comment on function turno.search_tickets(text, integer) is 'Tickets that hold what was typed, within what the viewer may see (R9, R26).';
alter function turno.search_tickets(text, integer) owner to turno_act;
revoke execute on function turno.search_tickets(text, integer) from public;
grant execute on function turno.search_tickets(text, integer) to turno_web;
