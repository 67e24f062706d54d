-- Purpose: an event happened: the automations that it sets off, in their order, each on what the one before left (R36). A draft, a
--          deleted and a merged ticket set off nothing.
-- Returns: nothing.
-- Calls:   automation_matches, automation_facts, automation_fire. Writes: what those write.
create or replace function turno.automation_run(p_ticket bigint, p_event bigint, p_type text)
returns void
language plpgsql volatile
as $$
declare
    v_automation bigint;
begin
    for v_automation in
        select a.id from turno.automation a
        where a.trigger = p_type and a.is_active
            and exists (select from turno.ticket t where t.id = p_ticket and not t.is_draft and t.deleted_at is null and t.merged_into is null)
        order by a.rank, a.id
    loop
        if turno.automation_matches(v_automation, turno.automation_facts(p_ticket, p_event)) then
            perform turno.automation_fire(v_automation, p_ticket, p_event, null);
        end if;
    end loop;
end
$$;
comment on function turno.automation_run(bigint, bigint, text) is 'Runs the automations of an event (R36).';
revoke execute on function turno.automation_run(bigint, bigint, text) from public;
grant execute on function turno.automation_run(bigint, bigint, text) to turno_gateway;
