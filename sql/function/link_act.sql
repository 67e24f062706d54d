-- Purpose: link or unlink two tickets that an operator sees (p: ticket, other, form_key) (R41).
-- Returns: {ok, ticket, done: linked|unlinked}; {ok: false, errors: {other: missing | linked | not_linked}}. TU002, TU003.
-- Calls:   viewer_required, form_done, operator_ticket, reply_lock_guard, ticket_link_set, form_keep. Writes: what ticket_link_set writes,
--          form_key.
create or replace function turno.link_act(p jsonb, p_is_linked boolean)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_ticket bigint := (p ->> 'ticket')::bigint;
    v_other bigint := (p ->> 'other')::bigint;
    v record;
    v_done jsonb := form_done((select r.session_id from viewer_required() r), p);
begin
    if v_done is not null then
        return v_done;
    elsif v_other is null then
        return '{"ok": false, "errors": {"other": "missing"}}';
    end if;
    select * into v from operator_ticket(least(v_ticket, v_other));
    perform operator_ticket(greatest(v_ticket, v_other));
    perform reply_lock_guard(v_ticket, v.operator_id);
    perform reply_lock_guard(v_other, v.operator_id);
    if not ticket_link_set(v_ticket, v_other, p_is_linked, v.operator_id, v.channel) then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object('other',
            case when p_is_linked then 'linked' else 'not_linked' end));
    end if;
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'ticket', v_ticket, 'done', case when p_is_linked then 'linked' else 'unlinked' end));
end
$$;
comment on function turno.link_act(jsonb, boolean) is 'Links or unlinks two tickets (R41).';
alter function turno.link_act(jsonb, boolean) owner to turno_act;
revoke execute on function turno.link_act(jsonb, boolean) from public;
