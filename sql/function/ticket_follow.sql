-- Purpose: hold the ticket that a number leads to (R41) until the transaction ends: a mail that races with a merge must land
--          where the merge went. What was merged is never written again by a merge, so holding it on the way hurts nobody.
-- Returns: the number of the ticket that is held.
-- Calls:   nothing. Writes: nothing; locks rows.
create or replace function turno.ticket_follow(p_ticket bigint)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_ticket bigint := p_ticket;
    v_next bigint;
begin
    loop
        select t.merged_into into v_next from turno.ticket t where t.id = v_ticket for update;
        exit when v_next is null;
        v_ticket := v_next;
    end loop;
    return v_ticket;
end
$$;
comment on function turno.ticket_follow(bigint) is 'Holds the ticket that a merged one leads to (R41).';
alter function turno.ticket_follow(bigint) owner to turno_gateway;
revoke execute on function turno.ticket_follow(bigint) from public;
grant execute on function turno.ticket_follow(bigint) to turno_act;
