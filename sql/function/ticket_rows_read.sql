-- Purpose: tickets as rows of a list, all in one query: asked one by one, each cost as much as the whole page. Its plan is
--          kept whatever it is asked for: to make it takes longer than to run it. The caller has seen that they may be shown; to a contact
--          (not p_is_full) nothing is told of people and counterparts that he does not know, nor of what is internal (R24).
-- Returns: an array of rows in the order of p_tickets, as text: a list is copied whole each time that something is put around it.
-- Calls:   levels_enabled. Writes: nothing.
create or replace function turno.ticket_rows_read(p_tickets bigint[], p_language text, p_is_full boolean, p_contact bigint,
    p_customer bigint)
returns json
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    return (select coalesce(json_agg(json_build_object('number', t.id, 'reference', t.reference, 'is_draft', t.is_draft, 'subject', t.subject, 'turn', t.turn,
        'status', case when p_language = 'en' then s.name_en else s.name_it end,
        'is_custom_status', not s.is_builtin, 'colour', s.colour, 'is_ours', t.turn = 'operator',
        'level', case when (select levels_enabled()) then t.level end,
        'category', (select c.path from category c where c.id = t.category_id and p_is_full), 'is_pec', t.channel = 'pec',
        'priority', case when not r.is_default then json_build_object('colour', r.colour,
            'name', case when p_language = 'en' then r.name_en else r.name_it end) end,
        'assignee', (select o.name from operator o where o.id = t.assignee_id and p_is_full),
        'contact', json_build_object('name', coalesce(nullif(k.name, ''),
                (select u.name from customer u where u.id = t.customer_id and (p_is_full or u.id = p_customer))),
            'address', (select a.address from address a where a.contact_id = k.id and (p_is_full or k.id = p_contact) order by a.is_main desc, a.id limit 1)),
        'messages', t.message_count, 'documents', case when p_is_full then t.document_count else (
            select count(*) from post p join attachment a on a.post_id = p.id where p.ticket_id = t.id and p.kind = 'message' and not a.is_inline) end,
        'is_failed', exists (select from outbox b where b.ticket_id = t.id and b.kind = 'reply' and b.state = 'failed' and p_is_full),
        'waiting_since', case when t.turn <> 'closed' then t.waiting_since end,
        'is_late', t.turn = 'operator' and t.waiting_since < now() - interval '3 days',
        'opened_at', t.opened_at, 'updated_at', t.updated_at) order by array_position(p_tickets, t.id)), '[]')
    from ticket t
    join status s on s.id = t.status_id
    join priority r on r.id = t.priority_id
    left join contact k on k.id = t.contact_id
    where t.id = any (p_tickets));
end
$$;
comment on function turno.ticket_rows_read(bigint[], text, boolean, bigint, bigint) is 'Tickets as rows of a list, in one query, for whoever may see them.';
alter function turno.ticket_rows_read(bigint[], text, boolean, bigint, bigint) owner to turno_gateway;
revoke execute on function turno.ticket_rows_read(bigint[], text, boolean, bigint, bigint) from public;
grant execute on function turno.ticket_rows_read(bigint[], text, boolean, bigint, bigint) to turno_act;
