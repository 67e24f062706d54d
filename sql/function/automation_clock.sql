-- Purpose: the automations that time sets off (R36). waiting: when a turn is so many hours old, once for each turn; each automation
--          remembers how far it has looked (clock_since), so that a ticket is judged once. due: so many hours before the
--          day, once for each day. A ticket that somebody holds just now waits for the next time: nobody waits for us.
-- Returns: how many fired; at most p_limit tickets of each automation are looked at.
-- Calls:   automation_due, automation_lock, automation_matches, automation_facts, automation_fire. Writes: automation and what that writes.
create or replace function turno.automation_clock(p_limit integer default 200)
returns integer
language plpgsql volatile
as $$
declare
    v_automation record;
    v_ticket record;
    v_seen timestamptz;
    v_last timestamptz;
    v_held boolean;
    v_count integer := 0;
begin
    for v_automation in
        select a.id, a.trigger, make_interval(hours => a.after_hours) as after, coalesce(a.clock_since, '-infinity') as since
        from turno.automation a where a.trigger in ('waiting', 'due') and a.is_active
        order by a.rank, a.id for update skip locked
    loop
        v_seen := v_automation.since;
        v_last := v_automation.since;
        for v_ticket in select * from turno.automation_due(v_automation.id, v_automation.trigger, v_automation.after, v_automation.since, p_limit) loop
            -- Whatever began before this one has been looked at.
            v_seen := case when v_ticket.since > v_last then v_last else v_seen end;
            v_last := v_ticket.since;
            v_held := turno.automation_lock(v_ticket.id, v_ticket.since);
            if v_held is null then
                v_last := v_seen;
                exit;
            elsif v_held and turno.automation_matches(v_automation.id, turno.automation_facts(v_ticket.id)) then
                perform turno.automation_fire(v_automation.id, v_ticket.id, null, v_ticket.since);
                v_count := v_count + 1;
            end if;
        end loop;
        if v_automation.trigger = 'waiting' and v_last > v_automation.since then
            update turno.automation set clock_since = v_last where id = v_automation.id;
        end if;
    end loop;
    return v_count;
end
$$;
comment on function turno.automation_clock(integer) is 'Runs the automations that time sets off (R36).';
revoke execute on function turno.automation_clock(integer) from public;
grant execute on function turno.automation_clock(integer) to turno_gateway;
