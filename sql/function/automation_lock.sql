-- Purpose: hold a ticket for the clock without waiting: who waited for tickets while holding others could stand in a circle with
--          deliver or an operator, and his click would fail of it.
-- Returns: true: held, and its time is still that one; false: it is not there, closed, a draft, or its time has changed; null: somebody
--          else holds it.
-- Calls:   nothing. Writes: nothing; locks the row.
create or replace function turno.automation_lock(p_ticket bigint, p_since timestamptz)
returns boolean
language plpgsql volatile
as $$
declare
    v_ticket turno.ticket;
begin
    select * into v_ticket from turno.ticket t where t.id = p_ticket for update skip locked;
    if not found then
        return case when exists (select from turno.ticket t where t.id = p_ticket) then null else false end;
    end if;
    return v_ticket.turn <> 'closed' and not v_ticket.is_draft and v_ticket.deleted_at is null
        and (p_since = v_ticket.waiting_since or p_since is not distinct from v_ticket.due_on::timestamptz);
end
$$;
comment on function turno.automation_lock(bigint, timestamptz) is 'Holds a ticket for the clock without waiting (R36).';
revoke execute on function turno.automation_lock(bigint, timestamptz) from public;
grant execute on function turno.automation_lock(bigint, timestamptz) to turno_gateway;
