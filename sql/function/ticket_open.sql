-- Purpose: a ticket is born: level by its category, base where levels are switched off (R8, R11), turn by turn_rule,
--          opening status (R16), normal priority, short code where that is on (R32), assignee by the rule of the category
--          (R40), and their events; a rule for mail may give level and assignee (M14). The first post and
--          telling people (tell) are the caller's.
-- Returns: number of the ticket. p_event is the row of turn_rule under turn "none".
-- Calls:   levels_enabled, birth_status, event_add, birth_assign, short_code, setting_text. Writes: ticket, event.
create or replace function turno.ticket_open(p_customer bigint, p_contact bigint, p_category bigint, p_subject text,
    p_channel text, p_mailbox bigint, p_event text, p_actor_kind text, p_actor bigint,
    p_priority bigint default null, p_level text default null, p_assignee bigint default null)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_ticket bigint;
begin
    insert into turno.ticket (reference, customer_id, contact_id, category_id, level, turn, status_id,
        priority_id, opened_by, mailbox_id, channel, subject, short_code)
    select '', p_customer, p_contact, c.id, v.level, r.new_turn, turno.birth_status(r.new_turn),
        coalesce(p_priority, (select p.id from turno.priority p where p.is_default)),
        case when p_actor_kind = 'operator' then p_actor end, p_mailbox, p_channel, p_subject,
        case when turno.setting_text('ticket.short_code', 'false') = 'true' then turno.short_code() end
    from turno.category c
    cross join lateral (select case when turno.levels_enabled() then coalesce(p_level, c.initial_level) else 'base' end as level) v
    join turno.turn_rule r on r.turn = 'none' and r.event = p_event
    where c.id = p_category
    returning id into v_ticket;
    if not found then
        raise exception using errcode = 'TU003',
            message = format('No ticket can be opened by %s in category %s.', p_event, p_category);
    end if;
    perform turno.event_add(v_ticket, 'opened', p_actor_kind, p_actor, p_channel);
    perform turno.birth_assign(v_ticket, p_channel, p_assignee);
    return v_ticket;
end
$$;
comment on function turno.ticket_open is 'Opens a ticket: level, turn, status and priority by the rules (R11, R16).';
alter function turno.ticket_open owner to turno_gateway;
revoke execute on function turno.ticket_open from public;
grant execute on function turno.ticket_open to turno_act;
