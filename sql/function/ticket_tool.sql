-- Purpose: what the form of one tool on a ticket offers (p as page_ticket_tool takes it). The caller has seen that he may use it.
-- Returns: by tool: note, assign, move, level: colleagues; move, level, status, priority: as page_ticket_choices; level: is_nobody, is_chosen;
--          close: effects; describe, reply: values; reply: what came since the form was first shown, and
--          unseen_from for the one that is shown now; merge: others that it may go into; contact: those of the customer; links: who may enter by one; mute: what he is told of
--          its category; else {}.
-- Calls:   ticket_newer, page_colleagues, page_ticket_choices, page_mutes, setting_text. Writes: nothing.
create or replace function turno.ticket_tool(p_ticket turno.ticket, p_tool text, p_operator bigint, p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_target text := case p_ticket.level when 'base' then 'advanced' else 'base' end;
    v_newer jsonb := case p_tool when 'reply' then ticket_newer(p_ticket.id, (p #>> '{values,unseen_from}')::bigint, p_operator) end;
begin
    return case p_tool
        when 'reply' then jsonb_build_object('values', '{"pass_turn": true}'::jsonb, 'newer', v_newer, 'has_newer', v_newer <> '[]',
            'unseen_from', coalesce((select max(q.id) from post q where q.ticket_id = p_ticket.id), 0) + 1)
        when 'note' then jsonb_build_object('has_colleagues', true,
            'colleagues', jsonb_path_query_array(page_colleagues(p), '$[*] ? (@.is_me == false)'))
        when 'close' then '{"effects": [{"id": "yes"}, {"id": "partly"}, {"id": "no"}]}'
        when 'assign' then jsonb_build_object('colleagues', page_colleagues(p))
        when 'move' then page_ticket_choices(p) - '{acts,statuses,priorities}'::text[] || jsonb_build_object('has_colleagues', true, 'colleagues', (
            select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name, o.id), '[]')
            from operator o where o.is_active and o.id <> p_operator
                and exists (select from operator_scope s where s.operator_id = o.id and s.level = p_ticket.level)))
        when 'level' then page_ticket_choices(p) - '{acts,statuses,priorities,categories}'::text[] || jsonb_build_object(
            'colleagues', jsonb_path_query_array(page_colleagues(p || jsonb_build_object('level', v_target)), '$[*] ? (@.is_me == false)'),
            'has_colleagues', true, 'is_chosen', coalesce((select c.escalate_notify from category c where c.id = p_ticket.category_id),
                setting_text('escalate.notify', 'all')) = 'chosen',
            'is_nobody', v_target = 'advanced' and not exists (select from operator_scope s join operator o on o.id = s.operator_id and o.is_active
                where s.category_id = p_ticket.category_id and s.level = v_target))
        when 'status' then page_ticket_choices(p) - '{acts,priorities,categories}'::text[]
        when 'priority' then page_ticket_choices(p) - '{acts,statuses,categories}'::text[]
        when 'describe' then jsonb_build_object('values', jsonb_build_object('subject', p_ticket.subject,
            'reference', case when p_ticket.reference <> p_ticket.id::text then p_ticket.reference else '' end,
            'due_on', p_ticket.due_on, 'place', p_ticket.place_address, 'latitude', p_ticket.latitude::text, 'longitude', p_ticket.longitude::text))
        when 'merge' then jsonb_build_object('candidates', (
            select coalesce(jsonb_agg(jsonb_build_object('number', x.id, 'subject', x.subject, 'turn', x.turn) order by x.updated_at desc), '[]')
            from (select o.id, o.subject, o.turn, o.updated_at from ticket o
                where o.customer_id = p_ticket.customer_id and o.contact_id is not distinct from p_ticket.contact_id and o.id <> p_ticket.id
                    and o.merged_into is null and not o.is_draft
                order by o.updated_at desc limit 50) x))
            || jsonb_build_object('has_candidates', exists (select from ticket o where o.customer_id = p_ticket.customer_id
                and o.contact_id is not distinct from p_ticket.contact_id and o.id <> p_ticket.id and o.merged_into is null and not o.is_draft))
        when 'contact' then jsonb_build_object('contacts', (
            select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'is_current', c.id is not distinct from p_ticket.contact_id,
                    'address', (select a.address from address a where a.contact_id = c.id order by a.is_main desc, a.id limit 1))
                order by lower(c.name), c.id), '[]')
            from contact c where c.customer_id = p_ticket.customer_id and c.merged_into is null))
        when 'links' then jsonb_build_object('entries', (
            select coalesce(jsonb_agg(to_jsonb(x) order by lower(x.name), x.contact), '[]')
            from (select c.id as contact, c.name, max(l.expires_at) as expires_at, max(l.used_at) as used_at, count(*) as links
                from link l join contact c on c.id = l.contact_id
                where l.ticket_id = p_ticket.id and l.revoked_at is null and l.expires_at > now() group by c.id) x))
        when 'mute' then jsonb_build_object('muting', (
            select jsonb_agg(jsonb_build_object('event', e ->> 'event', 'is_muted', exists (
                    select from jsonb_array_elements(m -> 'muted') x where x ->> 'event' = e ->> 'event'
                        and (x ->> 'category')::bigint = p_ticket.category_id),
                'is_everywhere', exists (select from jsonb_array_elements(m -> 'muted') x where x ->> 'event' = e ->> 'event'
                    and x ->> 'category' is null)) order by e ->> 'event')
            from page_mutes(p) m, jsonb_array_elements(m -> 'events') e where (e ->> 'is_told')::boolean), 'muting_category', p_ticket.category_id)
        else '{}'::jsonb end;
end
$$;
comment on function turno.ticket_tool is 'What the form of one tool on a ticket offers.';
alter function turno.ticket_tool owner to turno_act;
revoke execute on function turno.ticket_tool from public;
