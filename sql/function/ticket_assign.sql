-- Purpose: give a ticket to one operator who sees it, or with null to nobody (R40). Who got it from somebody else is told.
-- Returns: whether anything changed; TU003 when he may not see the ticket, or his rights are just being changed.
-- Calls:   assignee_hold, event_add, notify. Writes: ticket, event, outbox.
create or replace function turno.ticket_assign(p_ticket bigint, p_operator bigint, p_actor_kind text, p_actor bigint, p_channel text,
    p_note text default null)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_old record;
    v_new text;
begin
    select t.assignee_id, (select o.name from turno.operator o where o.id = t.assignee_id) as name into v_old
    from turno.ticket t where t.id = p_ticket for update;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    elsif v_old.assignee_id is not distinct from p_operator then
        return false;
    end if;
    select o.name into v_new from turno.operator o where o.id = p_operator;
    if p_operator is not null and not turno.assignee_hold(p_operator, p_ticket) then
        raise exception using errcode = 'TU003',
            message = format('%s may not see this ticket and cannot be given it.', coalesce(v_new, p_operator::text));
    end if;
    update turno.ticket set assignee_id = p_operator where id = p_ticket;
    perform turno.event_add(p_ticket, 'assigned', p_actor_kind, p_actor, p_channel, null, v_old.name, v_new, p_note);
    if p_operator is not null then
        perform turno.notify(p_ticket, null, 'assigned', case when p_actor_kind = 'operator' then p_actor end);
    end if;
    return true;
end
$$;
comment on function turno.ticket_assign is 'Gives a ticket to an operator or takes it from him (R40).';
alter function turno.ticket_assign owner to turno_gateway;
revoke execute on function turno.ticket_assign from public;
grant execute on function turno.ticket_assign to turno_act;
