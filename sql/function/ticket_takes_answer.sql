-- Purpose: may its contact write in a ticket on the web: it is open, or an answer reopens it (R17, R18)?
-- Returns: true or false; null for a ticket that the viewer may not see.
-- Calls:   closed_policy. Writes: nothing.
create or replace function turno.ticket_takes_answer(p_ticket bigint)
returns boolean
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select t.turn <> 'closed' or closed_policy(t.id) = 'reopen' from ticket t where t.id = p_ticket);
end
$$;
comment on function turno.ticket_takes_answer(bigint) is 'Whether a contact may answer on the web (R17, R18).';
alter function turno.ticket_takes_answer(bigint) owner to turno_act;
revoke execute on function turno.ticket_takes_answer(bigint) from public;
grant execute on function turno.ticket_takes_answer(bigint) to turno_web;
