-- Purpose: an operator who sees both merges a ticket into another (p: ticket, into) (R41).
-- Returns: {ok, ticket: the one that stands, done: merged}; {ok: false, errors: {into: missing}}. TU002, TU003.
-- Calls:   ticket_ways_hold, operator_ticket, reply_lock_guard, ticket_merge, form_done, form_keep. Writes: what ticket_merge writes, form_key.
create or replace function turno.act_merge(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_source bigint := (p ->> 'ticket')::bigint;
    v_target bigint := (p ->> 'into')::bigint;
    v record;
    v_result jsonb := form_done((select r.session_id from viewer_required() r), p);
begin
    if v_result is not null then
        return v_result;
    elsif v_target is null then
        return '{"ok": false, "errors": {"into": "missing"}}';
    end if;
    perform ticket_ways_hold(t.id) from ticket t where t.id = v_source;
    select * into v from operator_ticket(least(v_source, v_target));
    perform operator_ticket(greatest(v_source, v_target));
    perform reply_lock_guard(v_source, v.operator_id);
    perform reply_lock_guard(v_target, v.operator_id);
    perform ticket_merge(v_source, v_target, v.operator_id, v.channel);
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'ticket', v_target, 'done', 'merged'));
end
$$;
comment on function turno.act_merge(jsonb) is 'Merges a ticket into another (R41).';
alter function turno.act_merge(jsonb) owner to turno_act;
revoke execute on function turno.act_merge(jsonb) from public;
grant execute on function turno.act_merge(jsonb) to turno_web;
