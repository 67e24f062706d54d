-- Purpose: tell a contact that his message opened a ticket (R34), within the budget of automatic mail to him (M13), unless he
--          wants no such mail.
-- Returns: number of mails put in the outbox.
-- Calls:   contact_notice. Writes: outbox, throttle.
create or replace function turno.acknowledge(p_ticket bigint, p_post bigint, p_contact bigint)
returns integer
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select turno.contact_notice(p_ticket, p_post, 'opened', p_contact);
$$;
comment on function turno.acknowledge is 'Acknowledges a new ticket to its contact, within the budget (R34, M13).';
alter function turno.acknowledge owner to turno_gateway;
revoke execute on function turno.acknowledge from public;
grant execute on function turno.acknowledge to turno_act;
