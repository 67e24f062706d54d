-- Purpose: an operator who sees the ticket decides on a reply that was held there (p: mail; ticket as held_ticket has it; form_key) (R29).
-- Returns: {ok, ticket, done: sent|dropped}. TU002 when he may not see it, TU003 when it does not wait or another answers.
-- Calls:   viewer_required, form_done, held_ticket, operator_ticket, reply_lock_guard, held_send, held_drop, form_keep. Writes: what those write,
--          form_key.
create or replace function turno.held_act(p jsonb, p_is_sent boolean)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_mail bigint := (p ->> 'mail')::bigint;
    v record;
    v_done jsonb := form_done((select r.session_id from viewer_required() r), p);
begin
    if v_done is not null then
        return v_done;
    end if;
    select * into v from operator_ticket(held_ticket(p));
    perform reply_lock_guard(v.ticket_id, v.operator_id);
    if p_is_sent then
        perform held_send(v_mail, v.operator_id);
    else
        perform held_drop(v_mail, v.operator_id);
    end if;
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'ticket', v.ticket_id, 'done', case when p_is_sent then 'sent' else 'dropped' end));
end
$$;
comment on function turno.held_act(jsonb, boolean) is 'Sends or drops a reply that was held (R29).';
alter function turno.held_act(jsonb, boolean) owner to turno_act;
revoke execute on function turno.held_act(jsonb, boolean) from public;
