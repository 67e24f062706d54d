-- Purpose: cycles are cut (R36): an automation fires on a ticket once in a transaction (its firings have the time when that began) and twenty times an hour, and one that opens
--          tickets not on a ticket that an automation opened.
-- Returns: why it must not fire; null when it may.
-- Calls:   throttle_take. Writes: throttle.
create or replace function turno.automation_cut(p_automation bigint, p_ticket bigint)
returns text
language plpgsql volatile
as $$
begin
    if exists (select from turno.automation_firing f where f.automation_id = p_automation and f.ticket_id = p_ticket and f.at = now()) then
        return 'it fired on this ticket already';
    elsif exists (select from turno.automation_action x where x.automation_id = p_automation and x.action = 'open')
        and exists (select from turno.event e where e.ticket_id = p_ticket and e.seq = 1 and e.actor_kind = 'system') then
        return 'the ticket was opened by an automation';
    elsif not turno.throttle_take(format('automation:%s:%s', p_automation, p_ticket), 20, 20 / 3600.0) then
        return 'it fired on this ticket twenty times within the hour';
    end if;
    return null;
end
$$;
comment on function turno.automation_cut(bigint, bigint) is 'Whether an automation would go round in a circle (R36).';
revoke execute on function turno.automation_cut(bigint, bigint) from public;
grant execute on function turno.automation_cut(bigint, bigint) to turno_gateway;
