-- Purpose: after an operator was switched off or lost a category or level: open tickets and practices that he sees no more are nobody's (R40);
--          of closed ones it stays known who had them, until they are reopened (turn_apply). Null: everybody, after levels were
--          switched on. Waits for assignments to him that are under way; see assignee_hold.
--          An administrator has it done for tickets that he does not see.
-- Returns: number of tickets.
-- Calls:   ticket_assignment_check, practice_assignable, practice_change. Writes: ticket, event, practice, practice_event.
create or replace function turno.operator_unassign(p_operator bigint)
returns integer
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('turno.operator:' || o.id, 0))
    from operator o where o.id = p_operator or p_operator is null order by o.id;
    perform practice_change(x.id, '{}', null, 'desk')
    from (select p.id from practice p
        where not p.is_closed and p.assignee_id is not null and (p.assignee_id = p_operator or p_operator is null)
            and not practice_assignable(p.assignee_id, p.category_id, p.level, p.created_by)
        order by p.id) x;
    return (select count(*) from (
        select t.id from ticket t
        left join operator_scope s on s.operator_id = t.assignee_id and s.category_id = t.category_id and s.level = t.level
        left join operator o on o.id = t.assignee_id and o.is_active
        where t.turn <> 'closed' and t.assignee_id is not null and (t.assignee_id = p_operator or p_operator is null)
            and (o.id is null or s.operator_id is null and t.opened_by is distinct from t.assignee_id)
        order by t.id) x
        where ticket_assignment_check(x.id));
end
$$;
comment on function turno.operator_unassign is 'Takes from an operator the open tickets that he may see no more (R40).';
alter function turno.operator_unassign(bigint) owner to turno_gateway;
revoke execute on function turno.operator_unassign(bigint) from public;
grant execute on function turno.operator_unassign(bigint) to turno_act;
