-- Purpose: what the page of a ticket shows of it besides its row in a list, for who sees it. Tags and links are for operators.
-- Returns: {customer, priority, short_code, timing, due_on, place, effective, tags, links: [{contact, expires_at}]}; null when there is none.
-- Calls:   place_json. Writes: nothing.
create or replace function turno.ticket_detail(p_ticket bigint, p_language text, p_is_full boolean, p_customer bigint)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select jsonb_build_object('customer', u.name, 'priority', case when p_language = 'en' then r.name_en else r.name_it end,
        'short_code', t.short_code, 'timing', case when t.due_on is null then 'now' else 'planned' end, 'due_on', t.due_on,
        'place', place_json(t.place_address, t.latitude, t.longitude), 'effective', t.effective,
        'tags', (select coalesce(jsonb_agg(g.tag order by g.tag), '[]') from ticket_tag g where g.ticket_id = t.id and p_is_full),
        'links', (select coalesce(jsonb_agg(jsonb_build_object('contact', k.name, 'expires_at', l.expires_at) order by l.id), '[]')
            from link l join contact k on k.id = l.contact_id
            where l.ticket_id = t.id and l.revoked_at is null and l.expires_at > now() and p_is_full))
    from ticket t
    join customer u on u.id = t.customer_id and (p_is_full or u.id = p_customer)
    join priority r on r.id = t.priority_id
    where t.id = p_ticket);
end
$$;
comment on function turno.ticket_detail(bigint, text, boolean, bigint) is 'What the page of a ticket shows of it besides its row in a list.';
alter function turno.ticket_detail(bigint, text, boolean, bigint) owner to turno_gateway;
revoke execute on function turno.ticket_detail(bigint, text, boolean, bigint) from public;
grant execute on function turno.ticket_detail(bigint, text, boolean, bigint) to turno_act;
