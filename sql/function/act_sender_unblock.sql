-- Purpose: an operator with the triage right lets a sender write again (p: address, as page_sender_blocked has it, or a domain; form_key).
-- Returns: {ok, sender, done: unblocked} or {ok: false, errors: {address: unknown}}; TU002 without the right.
-- Calls:   viewer_required, form_done, viewer, sender_block, form_keep. Writes: blocked_sender, form_key.
create or replace function turno.act_sender_unblock(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_text text := lower(btrim(coalesce(p ->> 'address', ''), E' \t\r\n<>'));
    v_pattern text := case when v_text like '%@%' then v_text else '@' || v_text end;
    v_session bigint := (select r.session_id from viewer_required() r);
    v_done jsonb := form_done(v_session, p);
begin
    if v_done is not null then
        return v_done;
    elsif not exists (select from viewer() w where w.operator_id is not null and w.has_triage) then
        raise exception using errcode = 'TU002', message = 'Only operators with the triage right block senders.';
    elsif not sender_block(v_pattern, null, '', false) then
        return '{"ok": false, "errors": {"address": "unknown"}}';
    end if;
    return form_keep(v_session, p, jsonb_build_object('ok', true, 'done', 'unblocked', 'sender', v_pattern));
end
$$;
comment on function turno.act_sender_unblock(jsonb) is 'An operator lets a sender write again.';
alter function turno.act_sender_unblock(jsonb) owner to turno_act;
revoke execute on function turno.act_sender_unblock(jsonb) from public;
grant execute on function turno.act_sender_unblock(jsonb) to turno_web;
