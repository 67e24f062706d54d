-- Purpose: an operator sends a draft that he sees, as it was saved (p: ticket, form_key) (R32).
-- Returns: {ok, ticket, done: opened | closed}; {ok: false, errors}: subject empty, text empty (it is to be closed after sending), category
--          not_yours. TU002; TU003 when it is no draft or another is writing it.
-- Calls:   viewer_required, form_done, operator_ticket, reply_lock_guard, draft_send, reply_lock_end, form_keep. Writes: what those write.
create or replace function turno.act_draft_send(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_draft record;
    v_result jsonb := form_done((select r.session_id from viewer_required() r), p);
begin
    if v_result is not null then
        return v_result;
    end if;
    select * into v from operator_ticket((p ->> 'ticket')::bigint);
    perform reply_lock_guard(v.ticket_id, v.operator_id, true);
    select t.subject, t.category_id, d.text, d.close_after, exists (select from attachment a where a.draft_id = t.id) as has_files
    into v_draft
    from ticket t join ticket_draft d on d.ticket_id = t.id where t.id = v.ticket_id;
    v_result := case when v_draft.subject = '' then '{"subject": "empty"}'::jsonb else '{}' end
        || case when v_draft.close_after and v_draft.text = '' and not v_draft.has_files then '{"text": "empty"}'::jsonb else '{}' end
        || case when not exists (select from operator_scope s where s.operator_id = v.operator_id and s.category_id = v_draft.category_id)
            then '{"category": "not_yours"}'::jsonb else '{}' end;
    if v_result <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_result);
    end if;
    perform draft_send(v.ticket_id, v.operator_id, v.channel);
    perform reply_lock_end(v.ticket_id, v.operator_id);
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'ticket', v.ticket_id,
        'done', case when v_draft.close_after then 'closed' else 'opened' end));
end
$$;
comment on function turno.act_draft_send(jsonb) is 'An operator sends a draft (R32).';
alter function turno.act_draft_send(jsonb) owner to turno_act;
revoke execute on function turno.act_draft_send(jsonb) from public;
grant execute on function turno.act_draft_send(jsonb) to turno_web;
