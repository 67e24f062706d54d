-- Purpose: replies by mail that wait on a ticket for a click (R29), as an operator who sees it reads them.
-- Returns: array of {mail, at, operator, reason, text, documents}, oldest first.
-- Calls:   viewer, ticket_held_read. Writes: nothing.
create or replace function turno.ticket_held(p_ticket bigint, p_language text)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_result jsonb := ticket_held_read(p_ticket, p_language);
begin
    -- There is rarely something to ask the policies about.
    return case when v_result <> '[]' and exists (select from ticket t where t.id = p_ticket)
        and exists (select from viewer() v where v.operator_id is not null) then v_result else '[]' end;
end
$$;
comment on function turno.ticket_held(bigint, text) is 'Replies by mail that wait for a click (R29).';
alter function turno.ticket_held(bigint, text) owner to turno_act;
revoke execute on function turno.ticket_held(bigint, text) from public;
grant execute on function turno.ticket_held(bigint, text) to turno_web;
