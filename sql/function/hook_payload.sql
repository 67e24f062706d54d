-- Purpose: what a webhook is told of a ticket: numbers, turn, status, category, level, contact and the post in question.
--          The text of a note only where p_with_notes says so (R21); the address of the desk's page is added by whoever
--          makes the call, as it stands in turno.conf.
-- Returns: {event, event_seq, at, ticket, contact, customer, post}; ticket null when there is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.hook_payload(p_ticket bigint, p_event text, p_event_seq integer, p_post bigint,
    p_with_notes boolean)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('event', p_event, 'event_seq', p_event_seq, 'at', to_jsonb(now()))
        || coalesce((select jsonb_build_object(
                'ticket', jsonb_build_object('number', t.id, 'reference', t.reference, 'subject', t.subject, 'turn', t.turn,
                    'status', s.name_en, 'category', g.path, 'level', t.level, 'priority', r.name_en, 'channel', t.channel,
                    'assignee', o.login, 'opened_at', t.opened_at, 'updated_at', t.updated_at, 'closed_at', t.closed_at),
                'contact', case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name, 'address',
                    (select a.address from turno.address a where a.contact_id = c.id order by a.is_main desc, a.id limit 1)) end,
                'customer', jsonb_build_object('id', u.id, 'name', u.name))
            from turno.ticket t
            join turno.status s on s.id = t.status_id
            join turno.category g on g.id = t.category_id
            join turno.priority r on r.id = t.priority_id
            join turno.customer u on u.id = t.customer_id
            left join turno.contact c on c.id = t.contact_id
            left join turno.operator o on o.id = t.assignee_id
            where t.id = p_ticket), '{"ticket": null, "contact": null, "customer": null}')
        || jsonb_build_object('post', (select jsonb_build_object('id', p.id, 'kind', p.kind, 'author_kind', p.author_kind,
                'author', coalesce(c.name, o.name, ''), 'channel', p.channel, 'at', p.at)
                || case when p.kind = 'message' or p_with_notes then jsonb_build_object('text', left(p.visible_text, 32000)) else '{}' end
            from turno.post p
            left join turno.contact c on c.id = p.contact_id
            left join turno.operator o on o.id = p.operator_id
            where p.id = p_post and p.ticket_id = p_ticket));
$$;
comment on function turno.hook_payload is 'Body of a webhook about a ticket (R21, R34).';
revoke execute on function turno.hook_payload from public;
grant execute on function turno.hook_payload to turno_gateway;
