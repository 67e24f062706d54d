-- Purpose: mails that wait on a ticket of people who do not take part (M18), or that filters and checks hold there, as an operator who sees the
--          ticket reads them.
-- Returns: array of {mail, at, from, name, trust, contact: {id, name} | null, reason, subject, text, documents: [{name, size}]}, oldest first.
-- Calls:   viewer, ticket_outside_read. Writes: nothing.
create or replace function turno.ticket_outside(p_ticket bigint, p_language text)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_result jsonb := ticket_outside_read(p_ticket, p_language);
begin
    -- There is rarely something to ask the policies about.
    return case when v_result <> '[]' and exists (select from ticket t where t.id = p_ticket)
        and exists (select from viewer() v where v.operator_id is not null) then v_result else '[]' end;
end
$$;
comment on function turno.ticket_outside(bigint, text) is 'Mails of people who do not take part that wait on a ticket (M18).';
alter function turno.ticket_outside(bigint, text) owner to turno_act;
revoke execute on function turno.ticket_outside(bigint, text) from public;
grant execute on function turno.ticket_outside(bigint, text) to turno_web;
