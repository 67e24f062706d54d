-- Purpose: An operator converts a ticket to a practice (p: ticket, form_key; and, in place of what the ticket gives,
--          subject, description, assignee, model, due_on, fields, documents). Neither turn nor status moves (R20, R37).
-- Returns: as practice_make. TU002 when he may not see the ticket, TU003 when another answers it (R28).
-- Calls:   act_begin, practice_prefill, practice_make, form_keep. Writes: what those write.
create or replace function turno.act_practice_from_ticket(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_result jsonb;
begin
    select * into v from act_begin(p, true);
    if v.done is not null then
        return v.done;
    end if;
    v_result := practice_make(p, practice_prefill(v.ticket_id, v.operator_id), v.operator_id, v.channel);
    return case when (v_result ->> 'ok')::boolean then form_keep(v.session_id, p, v_result) else v_result end;
end
$$;
comment on function turno.act_practice_from_ticket(jsonb) is 'Converts a ticket to a practice (R20, R37).';
alter function turno.act_practice_from_ticket(jsonb) owner to turno_act;
revoke execute on function turno.act_practice_from_ticket(jsonb) from public;
grant execute on function turno.act_practice_from_ticket(jsonb) to turno_web;
