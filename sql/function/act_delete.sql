-- Purpose: an administrator deletes a ticket that he sees (p: ticket, form_key) (R27).
-- Returns: {ok, ticket, done: deleted}. TU002 when he may not see it, TU003 when he is no administrator or something hangs on it.
-- Calls:   viewer_required, form_done, operator_ticket, ticket_refuse, reply_lock_guard, ticket_delete, form_keep. Writes: what ticket_delete
--          writes, form_key.
create or replace function turno.act_delete(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_done jsonb := form_done((select r.session_id from viewer_required() r), p);
begin
    if v_done is not null then
        return v_done;
    end if;
    select * into v from operator_ticket((p ->> 'ticket')::bigint);
    if not v.is_admin then
        perform ticket_refuse('Only an administrator deletes a ticket: close it instead.');
    end if;
    perform reply_lock_guard(v.ticket_id, v.operator_id);
    perform ticket_delete(v.ticket_id, v.operator_id, v.channel);
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'ticket', v.ticket_id, 'done', 'deleted'));
end
$$;
comment on function turno.act_delete(jsonb) is 'Deletes a ticket on which nothing hangs (R27).';
alter function turno.act_delete(jsonb) owner to turno_act;
revoke execute on function turno.act_delete(jsonb) from public;
grant execute on function turno.act_delete(jsonb) to turno_web;
