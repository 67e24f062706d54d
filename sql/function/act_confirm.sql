-- Purpose: whoever holds the token of a link confirms (p: token): an operator's mail is carried out (M20, R29), or a ticket is opened (R3).
-- Returns: of a mail {ok, is_mail, office, language, done: sent | noted | carried | opened, ticket}, or {ok: false, is_mail, office, language,
--          refusal} as page_confirm shows it; of a request what request_confirm gives; {ok: false} when the link does not confirm (any
--          more).
-- Calls:   confirmation_find, confirmation_use, reason_text, office_name, request_confirm. Writes: what those write.
create or replace function turno.act_confirm(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_decision jsonb;
    v_refusal text;
begin
    select * into v from confirmation_find(p ->> 'token');
    if not found then
        return request_confirm(p);
    end if;
    begin
        v_decision := confirmation_use(p ->> 'token');
        v_refusal := v_decision ->> 'reason';
    exception when sqlstate 'TU003' then
        v_refusal := sqlerrm;
    end;
    if v_decision is null and v_refusal is null then
        return '{"ok": false}';
    elsif v_refusal is not null then
        return page_confirm(p) || jsonb_build_object('ok', false, 'is_mail', true, 'refusal', reason_text(v_refusal, v.language), 'language', v.language);
    end if;
    return jsonb_build_object('ok', true, 'is_mail', true, 'office', office_name(), 'language', v.language, 'ticket', v_decision -> 'ticket',
        'done', case when v_decision ->> 'outcome' = 'ticket' then 'opened' else case v_decision #>> '{trace,0,kind}' when 'reply' then 'sent'
            when 'note' then 'noted' else 'carried' end end);
end
$$;
comment on function turno.act_confirm(jsonb) is 'Confirms by the link of a mail (M20, R3).';
alter function turno.act_confirm(jsonb) owner to turno_act;
revoke execute on function turno.act_confirm(jsonb) from public;
grant execute on function turno.act_confirm(jsonb) to turno_web;
