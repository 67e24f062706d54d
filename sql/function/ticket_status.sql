-- Purpose: choose a status (R16): the turn becomes the status's, by turn_rule, so that closing closes and leaving a closed one reopens.
-- Returns: whether anything changed; TU003 when there is no such status.
-- Calls:   turn_apply, event_add, status_tell. Writes: ticket, event, outbox.
create or replace function turno.ticket_status(p_ticket bigint, p_status bigint, p_actor_kind text, p_actor bigint, p_channel text)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_old record;
    v_new turno.status;
    v_present bigint;
begin
    select t.turn, t.status_id, (select s.name_it from turno.status s where s.id = t.status_id) as name into v_old
    from turno.ticket t where t.id = p_ticket for update;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    select * into v_new from turno.status s where s.id = p_status;
    if not found then
        raise exception using errcode = 'TU003', message = 'There is no such status.';
    elsif v_old.status_id = p_status then
        return false;
    end if;
    if v_new.turn <> v_old.turn and turno.turn_apply(p_ticket, case
            when v_new.turn = 'closed' then 'closed'
            when v_new.turn = 'operator' and v_old.turn = 'closed' then 'reopened'
            else 'turn_' || v_new.turn end, p_actor_kind, p_actor, p_channel) <> v_new.turn then
        raise exception using errcode = 'TU003', message = 'This ticket cannot get that status now.';
    end if;
    select t.status_id into v_present from turno.ticket t where t.id = p_ticket;
    if v_present <> p_status then
        update turno.ticket set status_id = p_status where id = p_ticket;
        perform turno.event_add(p_ticket, 'status', p_actor_kind, p_actor, p_channel, null, v_old.name, v_new.name_it);
    end if;
    perform turno.status_tell(p_ticket, case when p_actor_kind = 'operator' then p_actor end);
    return true;
end
$$;
comment on function turno.ticket_status is 'Gives a ticket a status, and the turn of that status (R16).';
alter function turno.ticket_status owner to turno_gateway;
revoke execute on function turno.ticket_status from public;
grant execute on function turno.ticket_status to turno_act;
