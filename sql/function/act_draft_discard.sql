-- Purpose: who began a draft, or an administrator who sees it, throws it away (p: ticket, form_key) (R32).
-- Returns: {ok, ticket, done: discarded}. TU002; TU003 when it is no draft, another is writing it, or it is another's.
-- Calls:   viewer_required, form_done, operator_ticket, reply_lock_guard, ticket_refuse, draft_discard, form_keep. Writes: what draft_discard
--          writes, form_key.
create or replace function turno.act_draft_discard(p jsonb)
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
    perform reply_lock_guard(v.ticket_id, v.operator_id, true);
    if not v.is_admin and (select t.opened_by from ticket t where t.id = v.ticket_id) is distinct from v.operator_id then
        perform ticket_refuse('Only who began a draft, or an administrator, discards it.');
    end if;
    perform draft_discard(v.ticket_id, v.operator_id, v.channel);
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'ticket', v.ticket_id, 'done', 'discarded'));
end
$$;
comment on function turno.act_draft_discard(jsonb) is 'Throws a draft away (R32).';
alter function turno.act_draft_discard(jsonb) owner to turno_act;
revoke execute on function turno.act_draft_discard(jsonb) from public;
grant execute on function turno.act_draft_discard(jsonb) to turno_web;
