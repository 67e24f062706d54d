-- Purpose: tell a contact that his message opened a ticket (R34), within the budget of automatic mail for
--          his address (M13): mail.ack_budget per hour, default 30. A stranger gets one a day, the strangers of
--          one domain 60 per hour together: more would bomb whom somebody wrote in the name of.
-- Returns: number of mails put in the outbox, 0 or 1.
-- Calls:   contact_is_stranger, throttle_take, contact_tell, setting_text. Writes: outbox, throttle.
create or replace function turno.acknowledge(p_ticket bigint, p_post bigint, p_contact bigint)
returns integer
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_budget double precision := turno.setting_text('mail.ack_budget', '30')::double precision;
begin
    if not turno.throttle_take('automatic:contact:' || p_contact, v_budget, v_budget / 3600) then
        return 0;
    end if;
    if turno.contact_is_stranger(p_contact)
        and not (turno.throttle_take('automatic:stranger:' || p_contact, 1, 1 / 86400.0)
            and turno.throttle_take('automatic:domain:' || coalesce((select substring(a.folded from '[^@]*$')
                from turno.address a where a.contact_id = p_contact order by a.is_main desc, a.id limit 1), ''), 60, 60 / 3600.0)) then
        return 0;
    end if;
    return turno.contact_tell(p_ticket, p_post, 'acknowledgement', p_contact);
end
$$;
comment on function turno.acknowledge is 'Acknowledges a new ticket to its contact, within the budget (R34, M13).';
alter function turno.acknowledge owner to turno_gateway;
revoke execute on function turno.acknowledge from public;
grant execute on function turno.acknowledge to turno_act;
