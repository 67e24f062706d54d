-- Purpose: the posts of a ticket for who sees it, with documents: to a contact (not p_is_full) the messages; for operators with delivery and its certified receipts (M28),
--          colleagues named (R22), of a mail how much its sender is believed (M15) and, where something was left out of its mail, the limits that were met and the mail (M5);
--          original: of a contact's, the mail as page_original gives it; has_html: page_html too.
--          p_is_page: what a page does not show is null (a text a second time, checksums).
-- Returns: a row for each post, in no order: id, at, post: the object as text, for a page copies it; named, notices, mail: what a page says of it in other
--          words, null where there is nothing.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_posts_read(p_ticket bigint, p_is_full boolean, p_contact bigint, p_is_page boolean default false)
returns table (id bigint, at timestamptz, post json, named text, notices text[], mail bigint)
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
    return query
    select p.id, p.at, json_build_object('id', p.id, 'kind', p.kind, 'author_kind', p.author_kind,
        'author', coalesce(nullif(k.name, ''), o.name, case when p.author_kind = 'contact' then
            (select a.address from address a where a.contact_id = p.contact_id
                and (p_is_full or a.contact_id = p_contact) order by a.is_main desc, a.id limit 1) end),
        'channel', p.channel, 'at', p.at, 'text', p.text, 'visible_text', case when x.is_folded or not p_is_page then p.visible_text end,
        'is_note', p.kind = 'note', 'is_contact', p.author_kind = 'contact', 'is_operator', p.author_kind <> 'contact',
        'is_folded', x.is_folded,
        'attachments', (select coalesce(json_agg(json_build_object('id', a.id, 'name', coalesce(nullif(a.name, ''), a.type),
                'type', a.type, 'size', a.size, 'sha256', case when not p_is_page then encode(a.sha256, 'hex') end, 'inline', a.is_inline) order by a.id), '[]')
            from attachment a where a.post_id = p.id),
        'trust', m.trust, 'notices', coalesce(m.notices, '{}'),
        'mail', case when m.notices <> '{}' then m.id end,
        'original', case when p.author_kind = 'contact' then m.id end,
        'has_html', p.author_kind = 'contact' and m.evidence ? 'html',
        'notified', coalesce(to_json(n.names), '[]'),
        'delivery', (select coalesce(json_agg(json_build_object('to', b.recipient, 'state', coalesce(b.delivery, b.state),
                'at', b.sent_at, 'receipts', (select coalesce(json_agg(json_build_object('kind', r.kind, 'at', r.at, 'mail', r.mail_id)
                        order by r.at, r.mail_id), '[]')
                    from receipt r where r.outbox_id = b.id)) order by b.id), '[]')
            from outbox b where b.post_id = p.id and b.kind = 'reply' and p_is_full)),
        array_to_string(n.names, ', '), nullif(m.notices, '{}'), m.id
    from post p
    left join contact k on k.id = p.contact_id
    left join operator o on o.id = p.operator_id
    left join mail m on m.id = p.mail_id and p_is_full
    cross join lateral (select p.visible_text <> '' and btrim(p.visible_text, E' \t\n') <> btrim(p.text, E' \t\n') as is_folded) x
    cross join lateral (select case when p.kind = 'note' and p_is_full then (select array_agg(c.name order by c.name)
        from post_notified n join operator c on c.id = n.operator_id where n.post_id = p.id) end as names) n
    where p.ticket_id = p_ticket and (p.kind = 'message' or p_is_full);
end
$$;
comment on function turno.ticket_posts_read(bigint, boolean, bigint, boolean) is 'Posts of a ticket for who sees it (R21, R24).';
alter function turno.ticket_posts_read(bigint, boolean, bigint, boolean) owner to turno_gateway;
revoke execute on function turno.ticket_posts_read(bigint, boolean, bigint, boolean) from public;
grant execute on function turno.ticket_posts_read(bigint, boolean, bigint, boolean) to turno_act;
