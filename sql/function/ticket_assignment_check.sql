-- Purpose: whoever lost sight of a ticket has it no longer (R40).
-- Returns: whether the assignment was cleared.
-- Calls:   operator_sees, ticket_assign. Writes: ticket, event.
create or replace function turno.ticket_assignment_check(p_ticket bigint, p_actor_kind text default 'system', p_actor bigint default null,
    p_channel text default 'desk')
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_assignee bigint;
begin
    select t.assignee_id into v_assignee from turno.ticket t where t.id = p_ticket for update;
    return v_assignee is not null and not turno.operator_sees(v_assignee, p_ticket)
        and turno.ticket_assign(p_ticket, null, p_actor_kind, p_actor, p_channel, 'out of sight');
end
$$;
comment on function turno.ticket_assignment_check is 'Clears an assignment that nobody can see any more (R40).';
alter function turno.ticket_assignment_check owner to turno_gateway;
revoke execute on function turno.ticket_assignment_check from public;
grant execute on function turno.ticket_assignment_check to turno_act;
