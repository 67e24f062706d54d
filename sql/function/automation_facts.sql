-- Purpose: what conditions look at (R36): the ticket, and the message of the event; its channel, or where there is none
--          the ticket's (R32). p_past: as it was when that event happened, as far as the timeline says it: what a later event changed
--          was what that event calls old.
-- Returns: {category, path, level, turn, status, priority, rank, assignee, channel, mailbox, addresses, contact, customer, subject,
--          text, author, documents}; rows by id; null when there is no such ticket.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.automation_facts(p_ticket bigint, p_event bigint default null, p_past boolean default false)
returns jsonb
language sql stable
as $$
    with later as (
        select distinct on (x.field) x.field, e.old
        from turno.event e cross join lateral (select case when e.type in ('turn', 'closed', 'reopened') then 'turn' else e.type end) x(field)
        where p_past and e.ticket_id = p_ticket and e.seq > (select b.seq from turno.event b where b.id = p_event)
            and e.type in ('category', 'level', 'turn', 'closed', 'reopened', 'status', 'priority', 'assigned')
        order by x.field, e.seq
    ), was as (
        select coalesce((select jsonb_object_agg(l.field, l.old) from later l), '{}') as old
    ), message as (
        select p.* from turno.post p where p.id = coalesce((select e.post_id from turno.event e where e.id = p_event),
            (select min(q.id) from turno.post q where q.ticket_id = p_ticket and q.kind = 'message'))
    )
    select jsonb_build_object('category', c.id, 'path', c.path, 'level', coalesce(w.old ->> 'level', t.level),
        'turn', coalesce(w.old ->> 'turn', t.turn), 'status', s.id, 'priority', r.id, 'rank', r.rank,
        'assignee', case when w.old ? 'assigned' then (select o.id from turno.operator o where o.name = w.old ->> 'assigned' limit 1)
            else t.assignee_id end,
        'channel', coalesce((select q.channel from turno.event e join turno.post q on q.id = e.post_id where e.id = p_event), t.channel), 'mailbox', t.mailbox_id, 'contact', k.name, 'customer', u.name,
        'addresses', (select coalesce(jsonb_agg(a.folded), '[]') from turno.address a where a.contact_id = t.contact_id),
        'subject', t.subject, 'text', m.visible_text, 'author', m.author_kind,
        'documents', case when exists (select from turno.attachment a where a.post_id = m.id and not a.is_inline) then 'yes' else 'no' end)
    from turno.ticket t
    cross join was w
    join turno.customer u on u.id = t.customer_id
    join turno.category c on c.id = coalesce((select g.id from turno.category g where g.path = w.old ->> 'category'), t.category_id)
    join turno.status s on s.id = coalesce((select g.id from turno.status g where g.name_it = w.old ->> 'status' limit 1), t.status_id)
    join turno.priority r on r.id = coalesce((select g.id from turno.priority g where g.name_it = w.old ->> 'priority' limit 1), t.priority_id)
    left join turno.contact k on k.id = t.contact_id
    left join message m on true
    where t.id = p_ticket;
$$;
comment on function turno.automation_facts(bigint, bigint, boolean) is 'What the conditions of automations look at (R36).';
revoke execute on function turno.automation_facts(bigint, bigint, boolean) from public;
grant execute on function turno.automation_facts(bigint, bigint, boolean) to turno_gateway, turno_act;
