-- Purpose: the reply box of an operator opens, stays open or is left (p: ticket, action = start|renew|cancel, take_over) (R28).
-- Returns: {ok, lock}; {ok: false, errors: {lock: taken}, lock} while another answers and take_over is not asked for.
--          TU002 when he may not see the ticket, TU003 when it is closed or was merged.
-- Calls:   operator_ticket, ticket_refuse, reply_lock_take, reply_lock_end, reply_lock_json. Writes: reply_lock, event.
create or replace function turno.act_lock(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_taken boolean := true;
begin
    select * into v from operator_ticket((p ->> 'ticket')::bigint);
    if p ->> 'action' = 'cancel' then
        perform reply_lock_end(v.ticket_id, v.operator_id);
    elsif v.turn = 'closed' then
        perform ticket_refuse('This ticket is closed: reopen it to answer.');
    else
        v_taken := reply_lock_take(v.ticket_id, v.operator_id,
            p ->> 'action' is distinct from 'renew' and coalesce((p ->> 'take_over')::boolean, false));
    end if;
    return jsonb_build_object('ok', v_taken, 'lock', reply_lock_json(v.ticket_id))
        || case when v_taken then '{}'::jsonb else '{"errors": {"lock": "taken"}}' end;
end
$$;
comment on function turno.act_lock(jsonb) is 'Begins, renews or ends an operator''s lock of a reply (R28).';
alter function turno.act_lock(jsonb) owner to turno_act;
revoke execute on function turno.act_lock(jsonb) from public;
grant execute on function turno.act_lock(jsonb) to turno_web;
