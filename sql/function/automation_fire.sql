-- Purpose: carry out an automation on a ticket (R36), all of its actions or none, with a line in the timeline. What it cannot do is its
--          own: nobody's mail or click fails of it; lost connections, deadlocks and the like are raised. Set off by p_event
--          or by the clock, of p_since.
-- Returns: done, failed, cut.
-- Calls:   automation_cut, automation_act, event_add, notice_settle. Writes: automation_firing, event and what the actions write.
create or replace function turno.automation_fire(p_automation bigint, p_ticket bigint, p_event bigint, p_since timestamptz)
returns text
language plpgsql volatile
as $$
declare
    v_name text := (select a.name from turno.automation a where a.id = p_automation);
    v_cut text := turno.automation_cut(p_automation, p_ticket);
    v_state text := 'done';
    v_sqlstate text;
    v_detail text := '';
    v_firing bigint;
    v_action turno.automation_action;
begin
    -- Written first: what its own actions set off finds it there.
    insert into turno.automation_firing (automation_id, ticket_id, event_id, since, state, detail)
    values (p_automation, p_ticket, p_event, p_since, case when v_cut is null then 'done' else 'cut' end, coalesce(v_cut, ''))
    on conflict do nothing
    returning id into v_firing;
    if v_cut is not null or v_firing is null then
        return 'cut';
    end if;
    begin
        for v_action in select x.* from turno.automation_action x where x.automation_id = p_automation order by x.seq loop
            v_detail := concat_ws('; ', nullif(v_detail, ''), turno.automation_act(p_ticket, v_action, p_event));
        end loop;
        perform turno.notice_settle(p_ticket, p_event);
    exception when others then
        get stacked diagnostics v_sqlstate = returned_sqlstate, v_detail = message_text;
        if left(v_sqlstate, 2) not in ('21', '22', '23', '54', 'P0', 'TU') then
            raise;
        end if;
        v_state := 'failed';
    end;
    perform turno.event_add(p_ticket, 'automation', 'system', null, 'desk', null, null, v_name,
        case v_state when 'failed' then 'not done: ' else '' end || v_detail);
    update turno.automation_firing set state = v_state, detail = v_detail where id = v_firing;
    return v_state;
end
$$;
comment on function turno.automation_fire(bigint, bigint, bigint, timestamptz) is 'Carries out an automation on a ticket (R36).';
revoke execute on function turno.automation_fire(bigint, bigint, bigint, timestamptz) from public;
grant execute on function turno.automation_fire(bigint, bigint, bigint, timestamptz) to turno_gateway;
