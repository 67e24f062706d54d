-- Purpose: the mails that a reply would make (p as act_reply takes it): it is carried out and undone, so they are those very mails; the
--          personal link and what authenticates in them are not theirs. The reply box stays open (R28).
-- Returns: {ok, mails: [envelopes, for compose]} or {ok: false, errors: {field: word}}. TU002, TU003 as act_reply.
-- Calls:   act_lock, message_add, reply_envelopes. Writes: reply_lock; all else is undone.
create or replace function turno.act_reply_preview(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_result jsonb := act_lock(p || '{"action": "renew"}');
begin
    if not (v_result ->> 'ok')::boolean then
        return v_result;
    end if;
    begin
        v_result := message_add(p - '{form_key,unseen_from}'::text[], 'operator');
        if (v_result ->> 'ok')::boolean then
            v_result := jsonb_build_object('ok', true, 'mails', reply_envelopes((v_result ->> 'post')::bigint));
        end if;
        raise exception using errcode = 'TU000', message = 'undone';
    exception when sqlstate 'TU000' then
        return v_result;
    end;
end
$$;
comment on function turno.act_reply_preview(jsonb) is 'The mails that a reply would make.';
alter function turno.act_reply_preview(jsonb) owner to turno_act;
revoke execute on function turno.act_reply_preview(jsonb) from public;
grant execute on function turno.act_reply_preview(jsonb) to turno_web;
