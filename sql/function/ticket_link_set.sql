-- Purpose: link two tickets that belong together, or take such a link away (R41); an event on both. That one goes on from a
--          closed one (R18) is a fact and stays.
-- Returns: whether anything changed.
-- Calls:   ticket_refuse, ticket_relate, event_add. Writes: ticket_link, event.
create or replace function turno.ticket_link_set(p_ticket bigint, p_other bigint, p_is_linked boolean, p_operator bigint,
    p_channel text)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_kind text;
begin
    perform from turno.ticket t where t.id in (p_ticket, p_other) order by t.id for update;
    if p_ticket = p_other then
        perform turno.ticket_refuse('A ticket is not linked to itself.');
    end if;
    select l.kind into v_kind from turno.ticket_link l
    where (l.ticket_id, l.other_id) in ((p_ticket, p_other), (p_other, p_ticket));
    if (v_kind is not null) = p_is_linked then
        return false;
    elsif p_is_linked then
        perform turno.ticket_relate(p_ticket, p_other, 'operator', p_operator, p_channel);
        return true;
    elsif v_kind = 'follows' then
        perform turno.ticket_refuse('One of these goes on from the other: that link stays.');
    else
        delete from turno.ticket_link l
        where (l.ticket_id, l.other_id) in ((p_ticket, p_other), (p_other, p_ticket));
    end if;
    perform turno.event_add(least(p_ticket, p_other), 'unlinked', 'operator', p_operator, p_channel, null, null,
        greatest(p_ticket, p_other)::text, 'related');
    perform turno.event_add(greatest(p_ticket, p_other), 'unlinked', 'operator', p_operator, p_channel, null, null,
        least(p_ticket, p_other)::text, 'related');
    return true;
end
$$;
comment on function turno.ticket_link_set is 'Links two tickets or ends a link (R41).';
alter function turno.ticket_link_set owner to turno_gateway;
revoke execute on function turno.ticket_link_set from public;
grant execute on function turno.ticket_link_set to turno_act;
