-- Purpose: the toolbar of a ticket and the form of the tool that is open (p: ticket, tool, again: the form is shown again, language): what
--          who looks may do now, and what that form offers. Rights of colleagues are read for it, hence not invoker.
-- Returns: {may: {act: true}, has_acts, is_other: another answers, tool: its name or '', is: {tool: true}, renew_s: how often an open
--          reply box says that it is open, channel, is_mine, is_referred: it has a reference of its own, map: its place, customer_id, tally: its tickets {open,
--          closed, is_many: there may be more}, person: {id,
--          tax_code, phone}, own_categories: where a mail that waits here could become a ticket, linked: [{number, subject, turn, from,
--          is_fixed}]} and what ticket_tool gives. TU002 when he does not see it.
-- Calls:   viewer_required, ticket_acts, ticket_marks, levels_enabled, reply_lock_json, setting_text, ticket_tool. Writes: nothing.
create or replace function turno.page_ticket_tool(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
    v_most constant integer := 200; -- of the customer's tickets, that are counted
    v_operator bigint := (select r.operator_id from viewer_required() r);
    v_ticket ticket;
    v_acts text[];
    v_tool text := coalesce(p ->> 'tool', '');
    v_lock jsonb;
    v_linked jsonb;
    v_own jsonb;
    v_marks record;
begin
    select * into v_ticket from ticket t where t.id = (p ->> 'ticket')::bigint and v_operator is not null;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    v_lock := reply_lock_json(v_ticket.id);
    v_acts := ticket_acts(v_ticket, v_operator);
    if 'note' = any (v_acts) then
        v_acts := v_acts || '{tag,practice,links}'::text[];
    end if;
    if not levels_enabled() then
        v_acts := array_remove(v_acts, 'level');
    end if;
    if v_tool = '' and (v_lock ->> 'mine')::boolean then
        v_tool := 'reply';
    end if;
    -- A form that failed is shown again whatever he may do by now: what was typed is not lost.
    if not p ? 'again' and (v_tool <> all (v_acts || '{mute}'::text[])
            or v_tool = 'reply' and not coalesce((v_lock ->> 'mine')::boolean, false)) then
        v_tool := '';
    end if;
    select * into v_marks from ticket_marks(v_ticket.id);
    if v_marks.is_linked then
        v_linked := (select jsonb_agg(jsonb_build_object('number', o.id, 'subject', o.subject, 'turn', o.turn, 'from', v_ticket.id,
            'is_fixed', l.kind = 'follows') order by o.id)
        from (select k.other_id, k.kind from ticket_link k where k.ticket_id = v_ticket.id
            union all select k.ticket_id, k.kind from ticket_link k where k.other_id = v_ticket.id) l(id, kind)
        join ticket o on o.id = l.id);
    end if;
    if v_marks.is_held then
        v_own := (select jsonb_agg(jsonb_build_object('id', c.id, 'path', c.path) order by lower(c.path)) from category c
            where c.id in (select s.category_id from operator_scope s where s.operator_id = v_operator));
    end if;
    return jsonb_build_object('may', (select coalesce(jsonb_object_agg(a, true), '{}') from unnest(v_acts) a), 'has_acts', v_acts <> '{}',
        'is_other', v_lock is not null and not (v_lock ->> 'mine')::boolean, 'tool', v_tool,
        'is', case when v_tool = '' then '{}' else jsonb_build_object(v_tool, true) end,
        'renew_s', setting_text('lock.ttl', '15')::integer * 20,
        'channel', v_ticket.channel, 'is_mine', v_ticket.assignee_id is not distinct from v_operator,
        'is_referred', v_ticket.reference <> v_ticket.id::text, 'map', case when v_ticket.place_address <> '' or v_ticket.latitude is not null then
            jsonb_build_object('address', v_ticket.place_address, 'latitude', v_ticket.latitude::text, 'longitude', v_ticket.longitude::text) end,
        'customer_id', v_ticket.customer_id,
        'tally', (select jsonb_build_object('open', count(*) filter (where o.turn <> 'closed'), 'closed', count(*) filter (where o.turn = 'closed'), 'is_many', count(*) = v_most)
            from (select x.turn from ticket x where x.customer_id = v_ticket.customer_id limit v_most) o),
        'person', (select jsonb_build_object('id', c.id, 'tax_code', c.tax_code, 'phone', c.phone) from contact c where c.id = v_ticket.contact_id),
        'own_categories', v_own,
        'linked', v_linked, 'has_linked', v_linked is not null)
        || case when v_tool = '' then '{}' else ticket_tool(v_ticket, v_tool, v_operator, p) end;
end
$$;
comment on function turno.page_ticket_tool(jsonb) is 'The toolbar of a ticket, and the form of the tool that is open.';
alter function turno.page_ticket_tool(jsonb) owner to turno_act;
revoke execute on function turno.page_ticket_tool(jsonb) from public;
grant execute on function turno.page_ticket_tool(jsonb) to turno_web;
