-- Purpose: An operator converts a ticket to a practice (p: ticket, form_key; and, in place of what the ticket gives,
--          subject, description, assignee, model, due_on, fields, documents). Neither turn nor status moves (R20, R37).
-- Returns: as practice_make. TU002 when he may not see the ticket.
-- Calls:   viewer_required, form_done, practice_prefill, practice_make, form_keep. Writes: what those write.
create or replace function turno.act_practice_from_ticket(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_given jsonb;
    v_result jsonb;
begin
    select * into v_viewer from viewer_required();
    v_result := form_done(v_viewer.session_id, p);
    if v_result is not null then
        return v_result;
    end if;
    v_given := practice_prefill((p ->> 'ticket')::bigint, v_viewer.operator_id);
    if v_viewer.operator_id is null or v_given is null then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    v_result := practice_make(p, v_given, v_viewer.operator_id, 'web');
    return case when (v_result ->> 'ok')::boolean then form_keep(v_viewer.session_id, p, v_result) else v_result end;
end
$$;
comment on function turno.act_practice_from_ticket(jsonb) is 'Converts a ticket to a practice (R20, R37).';
alter function turno.act_practice_from_ticket(jsonb) owner to turno_act;
revoke execute on function turno.act_practice_from_ticket(jsonb) from public;
grant execute on function turno.act_practice_from_ticket(jsonb) to turno_web;
