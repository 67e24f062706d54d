-- Purpose: two tickets belong together (R41, M19); an event on both. They are taken in the order of their numbers.
-- Returns: nothing; where they are linked already nothing happens.
-- Calls:   event_add. Writes: ticket_link, event.
create or replace function turno.ticket_relate(p_ticket bigint, p_other bigint, p_actor_kind text, p_actor bigint, p_channel text)
returns void
language plpgsql volatile
as $$
begin
    perform from turno.ticket t where t.id in (p_ticket, p_other) order by t.id for update;
    if exists (select from turno.ticket_link l where (l.ticket_id, l.other_id) in ((p_ticket, p_other), (p_other, p_ticket))) then
        return;
    end if;
    insert into turno.ticket_link (ticket_id, other_id, kind) values (p_ticket, p_other, 'related');
    perform turno.event_add(x.one, 'linked', p_actor_kind, p_actor, p_channel, null, null, x.two::text, 'related')
    from (values (p_ticket, p_other), (p_other, p_ticket)) x(one, two) order by x.one;
end
$$;
comment on function turno.ticket_relate is 'Links two tickets that belong together (R41, M19).';
revoke execute on function turno.ticket_relate from public;
grant execute on function turno.ticket_relate to turno_gateway;
