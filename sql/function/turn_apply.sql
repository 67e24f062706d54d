-- Purpose: what an event does to the turn of a ticket, by turn_rule (R14-R16): new turn with its status
--          (closed: the closing one), waiting_since, closed_at, an event, and telling whom notice_rule names.
--          No row in turn_rule: nothing happens.
-- Returns: the turn afterwards.
-- Calls:   event_add, ticket_assignment_check, tell. Writes: ticket, event, outbox.
create or replace function turno.turn_apply(p_ticket bigint, p_event text, p_actor_kind text, p_actor bigint,
    p_channel text, p_post bigint default null, p_note text default null,
    p_audience text[] default '{contact,operators}')
returns text
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_turn text;
    v_rule turno.turn_rule;
begin
    select t.turn into v_turn from turno.ticket t where t.id = p_ticket for update;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    select * into v_rule from turno.turn_rule r where r.turn = v_turn and r.event = p_event;
    if not found then
        return v_turn;
    end if;
    if v_rule.new_turn <> v_turn then
        update turno.ticket
        set turn = v_rule.new_turn, waiting_since = now(),
            closed_at = case when v_rule.new_turn = 'closed' then now() end,
            status_id = (select s.id from turno.status s where s.turn = v_rule.new_turn
                and (s.is_default or s.is_closing) order by s.is_closing desc limit 1)
        where id = p_ticket;
        perform turno.event_add(p_ticket,
            case when v_rule.new_turn = 'closed' then 'closed' when v_turn = 'closed' then 'reopened' else 'turn' end,
            p_actor_kind, p_actor, p_channel, p_post, v_turn, v_rule.new_turn, p_note);
        if v_turn = 'closed' then
            perform turno.ticket_assignment_check(p_ticket, p_actor_kind, p_actor, p_channel);
        end if;
    end if;
    perform turno.tell(p_ticket, p_post, v_turn, p_event, p_actor_kind, p_actor, p_audience, p_note);
    return v_rule.new_turn;
end
$$;
comment on function turno.turn_apply is 'Applies turn_rule to a ticket and tells whom notice_rule names (R14-R16, R34).';
alter function turno.turn_apply owner to turno_gateway;
revoke execute on function turno.turn_apply from public;
grant execute on function turno.turn_apply to turno_act;
