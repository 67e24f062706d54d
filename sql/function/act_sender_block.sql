-- Purpose: an operator with the triage right blocks a sender (p: mail, whose sender it is and which is discarded with it, or address: an address or a domain; reason;
--          form_key). Of a forward the sender is who forwarded.
-- Returns: {ok, sender: what is blocked, done: blocked} or {ok: false, errors: {field: word}}: address empty, bad, office, operator; reason long.
--          TU002 without the right or as mail_of_triage, TU003 as mail_of_triage.
-- Calls:   viewer_required, viewer, form_done, mail_of_triage, sender_pattern, sender_block, mail_discard, form_keep. Writes: what those write.
create or replace function turno.act_sender_block(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_result jsonb := form_done((select r.session_id from viewer_required() r), p);
    v_mail bigint := (p ->> 'mail')::bigint;
    v_outcome text;
    v_pattern jsonb;
begin
    if v_result is not null then
        return v_result;
    end if;
    select w.operator_id, w.session_id into v from viewer() w where w.operator_id is not null and w.has_triage;
    if not found then
        raise exception using errcode = 'TU002', message = 'Only operators with the triage right block senders.';
    elsif v_mail is not null then
        v_outcome := (select t.outcome from mail_of_triage(v_mail, '{triage,quarantine,filtered}') t);
    end if;
    v_pattern := sender_pattern(coalesce(p ->> 'address', (select m.from_address from mail m where m.id = v_mail)));
    v_result := jsonb_strip_nulls(jsonb_build_object('address', v_pattern -> 'error', 'reason', case when length(p ->> 'reason') > 500 then 'long' end));
    if v_result <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_result);
    end if;
    perform sender_block(v_pattern ->> 'pattern', v.operator_id, btrim(coalesce(p ->> 'reason', '')), true);
    if v_outcome in ('triage', 'quarantine') then
        perform mail_discard(v_mail, v.operator_id, 'blocked sender: ' || (v_pattern ->> 'pattern'));
    end if;
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'done', 'blocked', 'sender', v_pattern -> 'pattern'));
end
$$;
comment on function turno.act_sender_block(jsonb) is 'An operator blocks a sender.';
alter function turno.act_sender_block(jsonb) owner to turno_act;
revoke execute on function turno.act_sender_block(jsonb) from public;
grant execute on function turno.act_sender_block(jsonb) to turno_web;
