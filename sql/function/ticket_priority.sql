-- Purpose: change the priority (R32); the turn stays (R15).
-- Returns: whether anything changed; TU003 when there is no such priority.
-- Calls:   event_add. Writes: ticket, event.
create or replace function turno.ticket_priority(p_ticket bigint, p_priority bigint, p_actor_kind text, p_actor bigint, p_channel text)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_old record;
    v_name text;
begin
    select t.priority_id, (select p.name_it from turno.priority p where p.id = t.priority_id) as name into v_old
    from turno.ticket t where t.id = p_ticket for update;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    select p.name_it into v_name from turno.priority p where p.id = p_priority;
    if not found then
        raise exception using errcode = 'TU003', message = 'There is no such priority.';
    elsif v_old.priority_id = p_priority then
        return false;
    end if;
    update turno.ticket set priority_id = p_priority where id = p_ticket;
    perform turno.event_add(p_ticket, 'priority', p_actor_kind, p_actor, p_channel, null, v_old.name, v_name);
    return true;
end
$$;
comment on function turno.ticket_priority is 'Gives a ticket a priority (R32).';
alter function turno.ticket_priority owner to turno_gateway;
revoke execute on function turno.ticket_priority from public;
grant execute on function turno.ticket_priority to turno_act;
