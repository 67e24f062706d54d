-- Purpose: an administrator has an outgoing mail sent again, or stops one that waits (M31, R9; p: outbox, what: retry or cancel, form_key).
-- Returns: {ok, done: retried | stopped}. TU002 for who is no administrator or does not see it, TU003 when that cannot be done any more.
-- Calls:   admin_required, form_done, outbox_retry, outbox_cancel, admin_log_add, form_keep. Writes: what those do.
create or replace function turno.act_delivery(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_result jsonb;
    v_outbox bigint;
begin
    select * into v_viewer from admin_required();
    v_result := form_done(v_viewer.session_id, p);
    if v_result is not null then
        return v_result;
    end if;
    select o.id into v_outbox from outbox o where o.id = (p ->> 'outbox')::bigint and p ->> 'what' in ('retry', 'cancel');
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such mail.';
    end if;
    begin
        if p ->> 'what' = 'retry' then
            perform outbox_retry(v_outbox);
        else
            perform outbox_cancel(v_outbox, 'stopped by ' || (select o.name from operator o where o.id = v_viewer.operator_id));
        end if;
    exception when sqlstate 'TU003' then
        raise exception using errcode = 'TU003', message = 'This mail has left or is leaving: that cannot be done any more.';
    end;
    perform admin_log_add(v_viewer.operator_id, 'outbox', p ->> 'what', v_outbox::text, '{}');
    return form_keep(v_viewer.session_id, p, jsonb_build_object('ok', true, 'done', case p ->> 'what' when 'retry' then 'retried' else 'stopped' end));
end
$$;
comment on function turno.act_delivery(jsonb) is 'Sends an outgoing mail again, or stops it.';
alter function turno.act_delivery(jsonb) owner to turno_act;
revoke execute on function turno.act_delivery(jsonb) from public;
grant execute on function turno.act_delivery(jsonb) to turno_web;
