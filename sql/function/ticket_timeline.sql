-- Purpose: what a page shows of a ticket in order of time: posts and events, in the reader's language, and its documents. The caller has seen
--          that an operator may see it. All of it is text: a long ticket is copied whole each time that something is put around it.
-- Returns: timeline: [{post: as ticket_posts_read, with named and notices: sentences} or {event: as ticket_events_read, with words}];
--          documents: [{id, name, type, size}] in order of their posts.
-- Calls:   ticket_posts_read, ticket_events_read, notice_text, reason_text, event_word. Writes: nothing.
create or replace function turno.ticket_timeline(p_ticket bigint, p_language text, out timeline json, out documents json)
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    timeline := (select coalesce(json_agg(x.item order by x.at, x.rank, x.n), '[]')
        from (select json_build_object('post', case when r.named is null and r.notices is null then r.post else (r.post::jsonb || jsonb_build_object(
                'named', r.named, 'notices', notice_text(coalesce(r.notices, '{}'), r.mail, p_language)))::json end) as item, r.at, 1 as rank, r.id as n
            from ticket_posts_read(p_ticket, true, null, true) r
            union all
            select json_build_object('event', e || jsonb_build_object(
                'note', case when e ->> 'note' <> '' then reason_text(e ->> 'note', p_language) end,
                'old', case when e ->> 'old' <> '' then event_word(e ->> 'type', e ->> 'old', p_language) end, 'is_level', e ->> 'type' = 'level',
                'new', case when e ->> 'new' <> '' and e ->> 'type' not like 'held%' and e ->> 'type' not in ('parked', 'erased')
                    then event_word(e ->> 'type', e ->> 'new', p_language) end)),
                (e ->> 'at')::timestamptz, case e ->> 'type' when 'opened' then 0 else 2 end, n
            from jsonb_array_elements(ticket_events_read(p_ticket, true)) with ordinality b(e, n)) x);
    documents := (select coalesce(json_agg(json_build_object('id', a.id, 'name', coalesce(nullif(a.name, ''), a.type), 'type', a.type, 'size', a.size)
            order by p.at, p.id, a.id), '[]')
        from post p join attachment a on a.post_id = p.id where p.ticket_id = p_ticket and not a.is_inline);
end
$$;
comment on function turno.ticket_timeline(bigint, text) is 'Posts, events and documents of a ticket as a page shows them (R23).';
alter function turno.ticket_timeline(bigint, text) owner to turno_gateway;
revoke execute on function turno.ticket_timeline(bigint, text) from public;
grant execute on function turno.ticket_timeline(bigint, text) to turno_act;
