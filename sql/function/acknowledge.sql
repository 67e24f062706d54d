-- Purpose: tell a contact that his message opened a ticket (R34), within the budget of automatic mail for
--          his address (M13): mail.ack_budget per hour, default 30.
-- Returns: number of mails put in the outbox, 0 or 1.
-- Calls:   throttle_take, contact_tell, setting_text. Writes: outbox, throttle.
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
    return turno.contact_tell(p_ticket, p_post, 'acknowledgement', p_contact);
end
$$;
comment on function turno.acknowledge is 'Acknowledges a new ticket to its contact, within the budget (R34, M13).';
alter function turno.acknowledge owner to turno_gateway;
revoke execute on function turno.acknowledge from public;
grant execute on function turno.acknowledge to turno_act;
