-- Purpose: the one form of a ticket for operators, the command line and scripts.
-- Returns: the ticket as described in turno(1); null when the reader may not see it.
-- Calls:   ticket_row, ticket_posts, ticket_events, ticket_practices, place_json. Writes: nothing.
create or replace function turno.ticket_json(p_ticket bigint, p_language text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (select ticket_row(t.id, p_language) || jsonb_build_object('posts', ticket_posts(t.id), 'events', ticket_events(t.id),
        'practices', ticket_practices(t.id, p_language),
        'customer', u.name, 'priority', case when p_language = 'en' then r.name_en else r.name_it end,
        'short_code', t.short_code, 'timing', case when t.due_on is null then 'now' else 'planned' end, 'due_on', t.due_on,
        'place', place_json(t.place_address, t.latitude, t.longitude), 'effective', t.effective,
        'tags', (select coalesce(jsonb_agg(g.tag order by g.tag), '[]') from ticket_tag g where g.ticket_id = t.id),
        'links', (select coalesce(jsonb_agg(jsonb_build_object('contact', k.name, 'expires_at', l.expires_at)
                order by l.id), '[]')
            from link l join contact k on k.id = l.contact_id
            where l.ticket_id = t.id and l.revoked_at is null and l.expires_at > now()))
    from ticket t
    join customer u on u.id = t.customer_id
    join priority r on r.id = t.priority_id
    where t.id = p_ticket);
end
$$;
comment on function turno.ticket_json(bigint, text) is 'A ticket with posts, events and links, as the reader may see it.';
revoke execute on function turno.ticket_json(bigint, text) from public;
grant execute on function turno.ticket_json(bigint, text) to turno_web;
