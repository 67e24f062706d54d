-- Purpose: posts and events of a ticket in one order, for the page. Events that only say that a post was
--          written or its mail went out are left out: the post stands there itself with its delivery.
-- Returns: array of {post: …} or {event: …}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_timeline(p_posts jsonb, p_events jsonb)
returns jsonb
language plpgsql immutable
as $$
begin
    return (select coalesce(jsonb_agg(x.item order by x.at, x.rank, x.n), '[]')
    from (select jsonb_build_object('post', q) as item, (q ->> 'at')::timestamptz as at, 1 as rank, n
        from jsonb_array_elements(p_posts) with ordinality a(q, n)
        union all
        select jsonb_build_object('event', e), (e ->> 'at')::timestamptz, case e ->> 'type' when 'opened' then 0 else 2 end, n
        from jsonb_array_elements(p_events) with ordinality b(e, n)
        where not (e ->> 'is_post')::boolean and e ->> 'type' <> 'delivery_sent') x);
end
$$;
comment on function turno.ticket_timeline(jsonb, jsonb) is 'Posts and events merged by time.';
revoke execute on function turno.ticket_timeline(jsonb, jsonb) from public;
grant execute on function turno.ticket_timeline(jsonb, jsonb) to turno_web;
