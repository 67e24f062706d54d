-- Purpose: after an operator was switched off or lost a category or level: tickets that he sees no more are nobody's (R40).
--          Waits for assignments to him that are under way; see ticket_assign. Null: everybody, after levels were switched on.
-- Returns: number of tickets.
-- Calls:   ticket_assignment_check. Writes: ticket, event.
create or replace function turno.operator_unassign(p_operator bigint)
returns integer
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('turno.operator:' || o.id, 0))
    from operator o where o.id = p_operator or p_operator is null order by o.id;
    return (select count(*) from (
        select t.id from ticket t
        where t.assignee_id is not null and (t.assignee_id = p_operator or p_operator is null) and not operator_sees(t.assignee_id, t.id)
        order by t.id) x
        where ticket_assignment_check(x.id));
end
$$;
comment on function turno.operator_unassign is 'Takes from an operator the tickets that he may see no more (R40).';
revoke execute on function turno.operator_unassign from public;
