-- Purpose: who has a ticket when it comes into the world: whom a rule for mail names (p_named, M14), if he sees it, else by the rule of its
--          category (R40); with an event.
-- Returns: nothing.
-- Calls:   category_assignee, assignee_hold, event_add. Writes: ticket, event.
create or replace function turno.birth_assign(p_ticket bigint, p_channel text, p_named bigint default null)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_assignee bigint := case when turno.assignee_hold(p_named, p_ticket) then p_named
        else (select turno.category_assignee(t.category_id, t.level) from turno.ticket t where t.id = p_ticket) end;
begin
    if turno.assignee_hold(v_assignee, p_ticket) then
        update turno.ticket set assignee_id = v_assignee where id = p_ticket;
        perform turno.event_add(p_ticket, 'assigned', 'system', null, p_channel, null, null, o.name,
            case when v_assignee = p_named then 'by rule' else 'by category' end)
        from turno.operator o where o.id = v_assignee;
    end if;
end
$$;
comment on function turno.birth_assign(bigint, text, bigint) is 'Gives a new ticket to whom its category names (R40).';
revoke execute on function turno.birth_assign(bigint, text, bigint) from public;
grant execute on function turno.birth_assign(bigint, text, bigint) to turno_gateway;
