-- Purpose: an operator discards a mail in triage or quarantine (p: mail, reason: at most 500 characters, may be empty; form_key).
-- Returns: {ok, mail, done: discarded} or {ok: false, errors: {reason: long}}; TU002, TU003 as mail_of_triage.
-- Calls:   viewer_required, form_done, mail_of_triage, mail_discard, form_keep. Writes: what those write.
create or replace function turno.act_mail_discard(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_result jsonb := form_done((select r.session_id from viewer_required() r), p);
begin
    if v_result is not null then
        return v_result;
    end if;
    select * into v from mail_of_triage((p ->> 'mail')::bigint, '{triage,quarantine}');
    if length(p ->> 'reason') > 500 then
        return '{"ok": false, "errors": {"reason": "long"}}';
    end if;
    perform mail_discard((p ->> 'mail')::bigint, v.operator_id, btrim(regexp_replace(coalesce(p ->> 'reason', ''), '[[:cntrl:][:space:]]+', ' ', 'g')));
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'done', 'discarded', 'mail', p -> 'mail'));
end
$$;
comment on function turno.act_mail_discard(jsonb) is 'An operator discards a mail in triage (M34).';
alter function turno.act_mail_discard(jsonb) owner to turno_act;
revoke execute on function turno.act_mail_discard(jsonb) from public;
grant execute on function turno.act_mail_discard(jsonb) to turno_web;
