-- Purpose: hold the mails out of a ticket and the links to it until the transaction ends: before the ticket itself, for in this order it
--          is written how a mail went (outbox_settle) and who entered by a link (link_enter). Whoever changes these and the
--          ticket begins here.
-- Returns: nothing.
-- Calls:   nothing. Writes: nothing; locks rows.
create or replace function turno.ticket_ways_hold(p_ticket bigint)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    perform from turno.outbox o where o.ticket_id = p_ticket order by o.id for update;
    perform from turno.link l where l.ticket_id = p_ticket order by l.id for update;
end
$$;
comment on function turno.ticket_ways_hold(bigint) is 'Holds the mails out of a ticket and the links to it.';
alter function turno.ticket_ways_hold(bigint) owner to turno_gateway;
revoke execute on function turno.ticket_ways_hold(bigint) from public;
grant execute on function turno.ticket_ways_hold(bigint) to turno_act;
