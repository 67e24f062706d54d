-- Purpose: cycles are cut (R36): an automation fires on a ticket once in a transaction and twenty times an hour, and one that opens
--          tickets not on a ticket that an automation opened.
-- Returns: why it must not fire; null when it may.
-- Calls:   throttle_take. Writes: throttle; the setting turno.automation, which ends with the transaction.
create or replace function turno.automation_cut(p_automation bigint, p_ticket bigint)
returns text
language plpgsql volatile
as $$
declare
    v_key text := format('%s:%s', p_automation, p_ticket);
    v_fired text[] := string_to_array(nullif(current_setting('turno.automation', true), ''), ',');
begin
    if v_key = any (v_fired) then
        return 'it fired on this ticket already';
    elsif exists (select from turno.automation_action x where x.automation_id = p_automation and x.action = 'open')
        and exists (select from turno.event e where e.ticket_id = p_ticket and e.seq = 1 and e.actor_kind = 'system') then
        return 'the ticket was opened by an automation';
    elsif not turno.throttle_take('automation:' || v_key, 20, 20 / 3600.0) then
        return 'it fired on this ticket twenty times within the hour';
    end if;
    perform set_config('turno.automation', array_to_string(v_fired || v_key, ','), true);
    return null;
end
$$;
comment on function turno.automation_cut(bigint, bigint) is 'Whether an automation would go round in a circle (R36).';
revoke execute on function turno.automation_cut(bigint, bigint) from public;
grant execute on function turno.automation_cut(bigint, bigint) to turno_gateway;
