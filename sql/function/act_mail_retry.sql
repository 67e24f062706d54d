-- Purpose: an operator has a mail of no ticket decided again (p: mail, form_key): one in triage or quarantine, or that was filtered (M3).
-- Returns: {ok, mail, done: retried}; TU002, TU003 as mail_of_triage and mail_retry.
-- Calls:   viewer_required, form_done, mail_of_triage, mail_again, form_keep. Writes: what mail_again writes, form_key.
create or replace function turno.act_mail_retry(p jsonb)
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
    select * into v from mail_of_triage((p ->> 'mail')::bigint, '{triage,quarantine,filtered}');
    perform mail_again((p ->> 'mail')::bigint);
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'done', 'retried', 'mail', p -> 'mail'));
end
$$;
comment on function turno.act_mail_retry(jsonb) is 'An operator has a mail decided again (M3).';
alter function turno.act_mail_retry(jsonb) owner to turno_act;
revoke execute on function turno.act_mail_retry(jsonb) from public;
grant execute on function turno.act_mail_retry(jsonb) to turno_web;
