-- Purpose: the ticket that a hold names, locked: an erasure that runs is waited for.
-- Returns: its id; TU003 when there is none, or nothing is left in it to hold.
-- Calls:   admin_refuse, ticket_lock. Writes: nothing.
create or replace function turno.hold_find(p_ticket text)
returns bigint
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v ticket;
begin
    if p_ticket ~ '^[0-9]{1,18}$' then
        -- Of those that he sees, where an administrator asks on the web (R9).
        select * into v from ticket t where t.id = p_ticket::bigint;
        perform ticket_lock(v.id);
        select * into v from ticket t where t.id = p_ticket::bigint;
    end if;
    if v.id is null then
        perform admin_refuse(format('There is no ticket %s.', p_ticket), 'ticket');
    elsif v.erased_at is not null then
        perform admin_refuse(format('Ticket %s was erased on %s: nothing is left to hold.', p_ticket,
            to_char(office_time(v.erased_at), 'YYYY-MM-DD')), 'ticket');
    end if;
    return v.id;
end
$$;
comment on function turno.hold_find(text) is 'The ticket that is to be held.';
revoke execute on function turno.hold_find(text) from public;
grant execute on function turno.hold_find(text) to turno_act;
