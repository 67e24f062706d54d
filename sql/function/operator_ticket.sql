-- Purpose: the beginning of an operator's act: who he is, and the ticket as his policies show it before and after it is held,
--          until the end of the transaction (R9).
-- Returns: one row; channel: web, or desk at the terminal. TU004 when nobody is signed in, TU002 when he is no operator or may not see the ticket.
-- Calls:   viewer_required, ticket_lock. Writes: nothing; locks the row.
create or replace function turno.operator_ticket(p_ticket bigint)
returns table (operator_id bigint, session_id bigint, is_admin boolean, ticket_id bigint, turn text, channel text)
language plpgsql volatile
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v record;
    v_ticket bigint;
begin
    select r.operator_id, r.session_id into v from viewer_required() r;
    select t.id into v_ticket from ticket t where t.id = p_ticket and v.operator_id is not null;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    -- Whoever held it may have moved or raised it meanwhile.
    perform ticket_lock(v_ticket);
    return query select v.operator_id, v.session_id, o.is_admin, t.id, t.turn, s.channel
        from ticket t, operator o, session s where t.id = v_ticket and o.id = v.operator_id and s.id = v.session_id;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
end
$$;
comment on function turno.operator_ticket(bigint) is 'Operator and ticket of an act, the ticket seen by his policies and held (R9).';
alter function turno.operator_ticket(bigint) owner to turno_act;
revoke execute on function turno.operator_ticket(bigint) from public;
