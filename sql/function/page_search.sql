-- Purpose: what an operator or a contact looks for (p: q, after, limit, language): tickets that it names come first, then those whose
--          words fit best and whose last message is the latest.
-- Returns: {q, tickets: [rows, each with is_exact and excerpt: [{text, is_hit}]], count, is_more, next, is_first}. is_more: the
--          bound was met, there may be more than count.
-- Calls:   viewer_required, search_exact, search_tickets, ticket_rows, search_query, search_excerpt. Writes: nothing.
create or replace function turno.page_search(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_text text := left(coalesce(p ->> 'q', ''), 200);
    v_query tsquery := search_query(v_text);
    v_limit integer := least(greatest(number_or(p ->> 'limit', 25), 1), 100);
    v_after bigint := greatest(number_or(p ->> 'after', 0), 0);
    v_is_contact boolean := (select v.operator_id is null from viewer_required() v);
    v_exact bigint[] := array(select search_exact(v_text, 100));
    v_found bigint[];
    v_best bigint[];
    v_scores double precision[];
    v_tickets bigint[];
    v_posts bigint[];
    v_count integer;
    v_is_more boolean;
begin
    with hit as materialized (
        select h.ticket_id, h.post_id, h.score from search_tickets(v_text, 200) h)
    select coalesce(array_agg(b.ticket_id), '{}'), array_agg(b.post_id), array_agg(b.score), exists (select from hit h where h.ticket_id is null)
    into v_found, v_best, v_scores, v_is_more
    from (select distinct on (h.ticket_id) h.ticket_id, h.post_id, h.score from hit h where h.ticket_id is not null
        order by h.ticket_id, h.score desc, h.post_id desc) b;
    -- Arrays that are put together beforehand: under policies an index serves a bare parameter only.
    v_tickets := v_exact || v_found;
    with found as (
        select t.id, b.post_id, array_position(v_exact, t.id) as place,
            coalesce(b.score, 0) * (0.3 + 0.7 * exp(- extract(epoch from now() - t.updated_at) / 15552000)) as score
        from ticket t left join unnest(v_found, v_best, v_scores) b(ticket_id, post_id, score) on b.ticket_id = t.id
        where t.id = any (v_tickets))
    select array_agg(f.id order by f.place, f.score desc, f.id desc), array_agg(f.post_id order by f.place, f.score desc, f.id desc), count(*)
    into v_tickets, v_posts, v_count
    from found f;
    v_tickets := v_tickets[v_after + 1 : v_after + v_limit];
    v_posts := v_posts[v_after + 1 : v_after + v_limit];
    return (select jsonb_build_object('q', v_text, 'tickets', coalesce(jsonb_agg((r.ticket - case when v_is_contact
                then '{level,category,priority,assignee,colour,is_late,is_failed,is_ours,is_pec,documents,messages}'::text[] else '{}' end)
                || jsonb_build_object('is_exact', r.id = any (v_exact), 'excerpt', search_excerpt(e.visible_text, v_query)) order by x.n), '[]'))
        from unnest(v_tickets, v_posts) with ordinality x(id, post, n)
        join ticket_rows(v_tickets, p ->> 'language') r on r.id = x.id
        left join (select o.id, o.visible_text from post o where o.id = any (v_posts)) e on e.id = x.post)
        || jsonb_build_object('count', v_count, 'is_more', v_is_more, 'is_first', v_after = 0,
            'next', case when v_count > v_after + v_limit then v_after + v_limit end);
end
$$;
comment on function turno.page_search(jsonb) is 'What an operator or a contact looks for (R9, R24, R26).';
revoke execute on function turno.page_search(jsonb) from public;
grant execute on function turno.page_search(jsonb) to turno_web;
