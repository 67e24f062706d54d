-- Purpose: may this operator be given this ticket now (R40)? He sees it, and until the transaction ends his rights stay: see
--          operator_unassign, which waits for this lock. It is only tried: nobody waits for an administrator.
-- Returns: true or false; false also while his rights are being changed.
-- Calls:   operator_sees. Writes: nothing.
create or replace function turno.assignee_hold(p_operator bigint, p_ticket bigint)
returns boolean
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    if not pg_try_advisory_xact_lock_shared(hashtextextended('turno.operator:' || p_operator, 0)) then
        return false;
    end if;
    return turno.operator_sees(p_operator, p_ticket);
end
$$;
comment on function turno.assignee_hold is 'Whether an operator may be given a ticket now (R40).';
revoke execute on function turno.assignee_hold from public;
grant execute on function turno.assignee_hold to turno_gateway;
